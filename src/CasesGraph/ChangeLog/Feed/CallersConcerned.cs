using CasesGraph.Data;
using CasesGraph.Model;
using CasesGraph.Query;

namespace CasesGraph.ChangeLog.Feed;

/// <summary>
/// Which callers new entries of the log can concern, of those who are told by statements of their own: contacts, of whom what
/// stands below an event depends on whose it was, and staff who see some cases only and follow all records. So one statement
/// tells first for whom there is nothing to read.
/// </summary>
internal sealed class CallersConcerned
{
    /// <summary>Of so many entries at once nearly everyone is concerned by some.</summary>
    private const int Most = 500;

    private static readonly CallersConcerned Everyone = new(parts: null, areOthers: true);
    private static readonly Statement Entries = Lookup.Between(
        EntityModel.Of<CaseChange>(),
        Most + 1,
        (nameof(CaseChange.Type), StoredAs.Number),
        (nameof(CaseChange.Kind), StoredAs.Number),
        (nameof(CaseChange.FacetsBefore), StoredAs.Text),
        (nameof(CaseChange.FacetsAfter), StoredAs.Text)
    );

    private readonly IReadOnlySet<string>? parts;
    private readonly bool areOthers;

    private CallersConcerned(IReadOnlySet<string>? parts, bool areOthers) =>
        (this.parts, this.areOthers) = (parts, areOthers);

    /// <summary>Reads it of what is new to some groups.</summary>
    /// <param name="newest">
    /// The last entry in the session's snapshot: by those too that are told only later cases are seen by others already.
    /// </param>
    public static async Task<CallersConcerned> ReadAsync(
        IReadOnlyList<FeedGroup> groups,
        long newest,
        ReadSession session,
        CancellationToken token
    )
    {
        var some = groups.Where(group => group.Query.SeenBy is not null).ToList();
        if (some.Count == 0)
            return Everyone;
        var range = RequestValues.Of(some.Min(group => group.UpTo), newest);
        var rows = await session.ReadAsync(Entries, range, [], limit: 0, token);
        if (rows.Count > Most)
            return Everyone;
        var (met, areOthers) = (new HashSet<string>(StringComparer.Ordinal), false);
        for (var row = 0; row < rows.Count; row++)
        {
            if ((RecordType)rows[row, 0].Number is not RecordType.Case)
            {
                areOthers = true;
                continue;
            }
            // What else was done to a case leads to those who see it by what was done to another.
            var isPlain = (ChangeKind)rows[row, 1].Number is ChangeKind.Created or ChangeKind.Updated;
            var facets = isPlain && !rows[row, 2].IsNull ? Parts(rows[row, 2].String, rows[row, 3].String) : [];
            // Nothing is kept of a case that no list has, and staff see it all the same.
            if (facets.Count == 0)
                return Everyone;
            met.UnionWith(facets);
        }
        return new(met, areOthers);
    }

    /// <summary>Whether there can be something to read for a group.</summary>
    public bool Has(FeedGroup group) =>
        parts is null
        || group.Query.SeenBy is not { } seenBy
        || (areOthers && seenBy.Others)
        || seenBy.Parts.Any(parts.Contains);

    private static List<string> Parts(string? before, string? after) =>
        [.. CaseFacets.Parts(before).Concat(CaseFacets.Parts(after)).Select(LedFacets.Narrowed)];
}
