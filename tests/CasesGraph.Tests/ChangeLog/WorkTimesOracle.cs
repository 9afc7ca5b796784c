using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Conversation;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.ChangeLog;

/// <summary>Invariant W1: the times that lists are worked by, told from nothing but conversation and log.</summary>
internal static class WorkTimesOracle
{
    /// <summary>Each case has what it should have.</summary>
    /// <param name="cases">With their messages.</param>
    /// <param name="log">With fields and change sets, in log order.</param>
    public static void Assert(IEnumerable<Case> cases, IEnumerable<CaseChange> log)
    {
        var byCase = log.ToLookup(change => change.CaseNumber!.Value);
        foreach (var c in cases)
            Xunit.Assert.Equal((c.Number, Expected(c, [.. byCase[c.Number]])), (c.Number, Actual(c)));
    }

    private static Times Expected(Case c, List<CaseChange> log)
    {
        var messages = c
            .Updates.Where(update => !update.Internal)
            .OrderBy(update => update.SentAt)
            .ThenBy(update => update.Id)
            .ToList();
        var status = Standing(log, "STATUS");
        var closings = status.FindAll(row => !IsClosed(row.Before) && IsClosed(row.After));
        return new Times(
            messages.Count,
            messages.LastOrDefault(IsIncoming)?.SentAt,
            messages.LastOrDefault(IsOutgoing)?.SentAt,
            messages.LastOrDefault()?.SentAt,
            messages.LastOrDefault()?.Direction,
            IsClosed($"{c.Status}") ? null : Waiting(c, log, messages, closings),
            status[^1].At,
            c.AssignedToId is null ? null : Standing(log, "ASSIGNED_TO")[^1].At,
            status.Count(row => IsClosed(row.Before) && !IsClosed(row.After))
        );
    }

    private static DateTime? Waiting(Case c, List<CaseChange> log, List<CaseUpdate> messages, List<Row> closings)
    {
        var requests = messages.Where(IsIncoming).Select(one => (one.SentAt, one.Id, one.ChangeId)).ToList();
        if (log[0].Fields.Any(field => $"{field.Field.Name}" is "OPENED_BY"))
            requests.Add((c.CreatedAt, 0, log[0].Id));
        return requests
            .Where(request =>
                !messages.Any(answer =>
                    IsOutgoing(answer) && (answer.SentAt, answer.Id).CompareTo((request.SentAt, request.Id)) > 0
                )
                && !closings.Exists(closing =>
                    (closing.At, closing.ChangeId).CompareTo((request.SentAt, request.ChangeId)) >= 0
                )
            )
            .Min(request => (DateTime?)request.SentAt);
    }

    /// <summary>
    /// The changes that count. One that undoes another takes it out, or puts it back in; where a case loses what merges gave
    /// it, these do not count any more.
    /// </summary>
    private static List<Row> Standing(List<CaseChange> log, string field)
    {
        var (standing, bySet) = (new List<Row>(), new Dictionary<long, List<Row>>());
        foreach (var change in log)
        {
            var moved = change.Fields.FirstOrDefault(row => row.Field.Name is "MERGED_INTO");
            var row = change.Fields.FirstOrDefault(one =>
                string.Equals(one.Field.Name, field, StringComparison.Ordinal)
            );
            var undone = change.ChangeSet.UndoesId is { } set ? bySet.GetValueOrDefault(set) : null;
            if (moved?.After is not null)
            {
                // With the one that it went into, the case is closed; that is no change of its own.
                if (undone is not null)
                    Toggle(undone);
            }
            else if (row is not null && change.Kind is ChangeKind.Unmerged)
            {
                var kept = standing.FindLastIndex(one => !one.Merged || Same(one.After, row.After));
                if (kept >= 0 && Same(standing[kept].After, row.After))
                {
                    bySet[change.ChangeSetId] = standing[(kept + 1)..];
                    standing.RemoveRange(kept + 1, standing.Count - kept - 1);
                }
                else
                    Add(row);
            }
            else if (row is not null && undone is not null)
            {
                Toggle(undone);
                if (!Same(standing.LastOrDefault()?.After, row.After))
                    Add(row);
            }
            else if (row is not null)
                Add(row);

            void Toggle(List<Row> rows)
            {
                foreach (var one in rows.Where(one => !standing.Remove(one)).ToList())
                    standing.Add(one);
                standing.Sort((left, right) => left.ChangeId.CompareTo(right.ChangeId));
                bySet[change.ChangeSetId] = rows;
            }

            void Add(FieldChange row)
            {
                var made = new Row(
                    change.OccurredAt,
                    change.Id,
                    standing.LastOrDefault()?.After,
                    row.After,
                    change.Kind is ChangeKind.Merged
                );
                standing.Add(made);
                bySet[change.ChangeSetId] = [.. bySet.GetValueOrDefault(change.ChangeSetId, []), made];
            }
        }
        return standing;

        static bool Same(string? one, string? other) => string.Equals(one, other, StringComparison.Ordinal);
    }

    private static Times Actual(Case c) =>
        new(
            c.MessageCount,
            c.LastIncomingAt,
            c.LastOutgoingAt,
            c.LastMessageAt,
            c.LastMessageDirection,
            c.WaitingSince,
            c.StatusChangedAt,
            c.AssignedAt,
            c.ReopenedCount
        );

    private static bool IsClosed(string? status) => status?.ToUpperInvariant() is "CLOSED" or "REJECTED" or "DUPLICATE";

    private static bool IsIncoming(CaseUpdate update) => update.Direction is UpdateDirection.Incoming;

    private static bool IsOutgoing(CaseUpdate update) => update.Direction is UpdateDirection.Outgoing;

    private sealed record Times(
        int Count,
        DateTime? Incoming,
        DateTime? Outgoing,
        DateTime? Last,
        UpdateDirection? Direction,
        DateTime? Waiting,
        DateTime? Status,
        DateTime? Assigned,
        int? Reopened
    );

    private sealed record Row(DateTime At, long ChangeId, string? Before, string? After, bool Merged);
}
