using CasesGraph.Attachments;
using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Conversation;
using CasesGraph.Model;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.ChangeLog;

/// <summary>When contacts last saw a case change, told from nothing but the log.</summary>
internal static class PublicTimesOracle
{
    private static readonly HashSet<string> Fields =
    [
        .. EntityModel
            .Of<Case>()
            .Fields.Where(one => one.Audience is FieldAudience.Public)
            .Select(one => one.Name)
            // Not all contacts see bugs.
            .Where(name => name is not "bugs"),
    ];

    /// <summary>Each case has what it should have.</summary>
    /// <param name="cases">With their messages and files.</param>
    /// <param name="log">With fields, in log order.</param>
    public static void Assert(IReadOnlyCollection<Case> cases, IEnumerable<CaseChange> log)
    {
        var internals = cases
            .SelectMany(c => c.Updates)
            .Select(one => (Id: OpaqueId.Encode(nameof(CaseUpdate), one.Id), one.Internal))
            .Concat(
                cases
                    .SelectMany(c => c.Attachments)
                    .Select(one => (Id: OpaqueId.Encode(nameof(Attachment), one.Id), one.Internal))
            )
            .ToDictionary(one => one.Id, one => one.Internal, StringComparer.Ordinal);
        var byCase = log.ToLookup(change => change.CaseNumber!.Value);
        foreach (var c in cases)
        {
            var seen = byCase[c.Number].Where(change => change.Fields.Any(row => IsPublic(row, internals) is true));
            var maybe = byCase[c.Number].Where(change => change.Fields.Any(row => IsPublic(row, internals) is null));
            var expected = seen.Max(change => change.OccurredAt);
            Xunit.Assert.Contains(
                (c.Number, c.PublicUpdatedAt),
                maybe
                    .Select(change => change.OccurredAt)
                    .Where(at => at > expected)
                    .Prepend(expected)
                    .Select(at => (c.Number, at))
            );
        }
    }

    /// <summary>Null of a file that is gone, which nobody can tell of.</summary>
    private static bool? IsPublic(FieldChange row, Dictionary<string, bool> internals) =>
        !Fields.Contains(row.Field.InSchema) ? false
        : row.Field.Name is not ("UPDATES" or "ATTACHMENTS") ? true
        : internals.TryGetValue((row.After ?? row.Before)!, out var isInternal) ? !isInternal
        : null;
}
