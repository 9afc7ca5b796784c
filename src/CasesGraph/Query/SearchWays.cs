using System.Runtime.InteropServices;
using CasesGraph.Data;

namespace CasesGraph.Query;

/// <summary>
/// How the page of a search is read where the hits of its terms are too many to be read and sorted. How many there are is
/// counted in each run, as far as that decides (docs/decisions/0029).
/// </summary>
/// <param name="Few">Of a caller who may see few rows; null for others.</param>
/// <param name="Counted">How many hits each of some terms has, up to the limit, and the table's last key.</param>
/// <param name="Titles">The same of titles that have every term; null where the order has no rank.</param>
/// <param name="Terms">The probes of the terms that are counted, in their order there.</param>
/// <param name="Led">By the hits of one term, which are few; null where there is one term only.</param>
/// <param name="Tiers">The ranks in their order, each by itself; none where no rows are asked for.</param>
internal sealed record SearchWays(
    FewSeen? Few,
    Statement Counted,
    Statement? Titles,
    IReadOnlyList<Slot> Terms,
    SearchedRows? Led,
    IReadOnlyList<SearchTier> Tiers,
    Slot? Cursor,
    HitLimits Limits
)
{
    /// <summary>How many terms may lead: what is typed is seldom longer, and each is counted.</summary>
    public const int MostTerms = 6;

    /// <summary>
    /// With so many of all rows, as a share of the square root of their number, a page is full as soon by texts as the hits are
    /// counted and a set is made of them; of titles, which are read of the row alone, with a sixth of them.
    /// </summary>
    private const double MostByRoot = 64;
    private const double MostTitlesByRoot = 10;

    public int StatementCount => 5 + Tiers.Count;

    public bool IsOfCaller => Statements.Any(statement => statement.IsOfCaller);

    public bool IsOfOne => Statements.Any(statement => statement.IsOfOne);

    private IEnumerable<Statement> Statements =>
        Tiers
            .SelectMany(tier => tier.Statements)
            .Concat(
                new[]
                {
                    Few?.Counted,
                    Few?.Rows.Page,
                    Few?.Rows.Counts,
                    Counted,
                    Titles,
                    Led?.Page,
                    Led?.Counts,
                }.OfType<Statement>()
            );

    public async ValueTask<SearchFound> ReadAsync(
        ReadSession session,
        RequestValues values,
        int limit,
        CancellationToken token
    )
    {
        var (few, most) = Limits;
        if (Few is { } seen)
        {
            var asked = Math.Min(few, FewSeen.Most);
            if ((await CountAsync(seen.Counted, asked)).Least <= asked)
                return await FoundAsync(seen.Rows, values);
        }
        var hits = await CountAsync(Counted, few);
        var led = values.LedBy((string)values[Terms[hits.Lead]]);
        if (hits.Least <= few)
            return Led is null ? new SearchFound(Rows: null, Counts: null, values) : await FoundAsync(Led, led);
        var cursor = Cursor is null ? (long?)null : Convert.ToInt64(values[Cursor], provider: null);
        RowSet? rows = null;
        foreach (var tier in Tiers.Where(tier => cursor is null || tier.Rank >= cursor))
        {
            var (found, upTo) = (0L, few);
            if (tier.IsOfTitles)
            {
                upTo = MostOf(MostTitlesByRoot);
                found = (await CountAsync(Titles!, upTo)).Least;
            }
            else if (tier.IsOfHits)
            {
                upTo = MostOf(MostByRoot);
                if (upTo > few)
                    hits = await CountAsync(Counted, upTo);
                // Sets of all terms are small enough.
                if (Terms.Count > 1 && hits.OfTerms.All(count => count <= upTo))
                    return new SearchFound(Rows: null, Counts: null, values);
                found = hits.Least;
                led = values.LedBy((string)values[Terms[hits.Lead]]);
            }
            var form = tier.Rank == cursor && cursor is not null ? tier.Behind! : tier.All;
            var left = limit - (rows?.Count ?? 0);
            var more = await session.ReadAsync(form.Of(found, few, upTo), led, [RowPlan.SoleOwner], left, token);
            if (rows is null)
                rows = more;
            else
                rows.Add(more);
            if (rows.Count >= limit)
                break;
        }
        return new SearchFound(rows, Counts: null, values);

        async ValueTask<SearchFound> FoundAsync(SearchedRows by, RequestValues with) =>
            new(
                by.Page is null ? null : await session.ReadAsync(by.Page, with, [RowPlan.SoleOwner], limit, token),
                by.Counts,
                with
            );

        int MostOf(double byRoot) => (int)Math.Clamp(Math.Sqrt(hits.LastKey) * byRoot, few, most);

        ValueTask<SearchHits> CountAsync(Statement statement, int upTo) =>
            HitsAsync(statement, upTo, session, values, token);
    }

    private async ValueTask<SearchHits> HitsAsync(
        Statement statement,
        int upTo,
        ReadSession session,
        RequestValues values,
        CancellationToken token
    )
    {
        var counted = await session.ReadAsync(statement, values, [], upTo + 1, token);
        var counts = new long[statement == Counted ? Terms.Count : 1];
        for (var row = 0; row < counted.Count; row++)
            counts[counted[row, 0].Number] = counted[row, 1].Number;
        return new SearchHits(counts, counted.Count == 0 ? 0 : counted[0, 2].Number);
    }
}

/// <summary>What a search has found.</summary>
/// <param name="Rows">The page; null where it is best read by the hits of all terms, or not asked for.</param>
/// <param name="Counts">What counts them best; null for the hits of all terms.</param>
/// <param name="Values">What that is run with.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SearchFound(RowSet? Rows, Statement? Counts, RequestValues Values);

/// <summary>Rows of a search that are found by few keys, each null where it is not asked for.</summary>
internal sealed record SearchedRows(Statement? Page, Statement? Counts);

/// <summary>How little a caller sees is searched: each row's texts are read, and no index of words.</summary>
/// <param name="Counted">How many rows there are, up to a limit.</param>
internal sealed record FewSeen(Statement Counted, SearchedRows Rows)
{
    /// <summary>To read so many texts takes some milliseconds.</summary>
    public const int Most = 500;
}

/// <summary>How many hits there are, up to a limit.</summary>
/// <param name="LastKey">Of the rows; 0 where there are no hits.</param>
internal sealed record SearchHits(IReadOnlyList<long> OfTerms, long LastKey)
{
    public long Least => OfTerms.Min();

    /// <summary>The place of the term that has the fewest.</summary>
    public int Lead => OfTerms.ToList().IndexOf(Least);
}

/// <summary>The rows of one rank, or all where the order has none.</summary>
/// <param name="Rank">Null for all.</param>
/// <param name="All">From the first.</param>
/// <param name="Behind">Those behind the place of the cursor, where that is of this rank; null where there is no cursor.</param>
internal sealed record SearchTier(long? Rank, bool IsOfTitles, SearchForm All, SearchForm? Behind)
{
    public IEnumerable<Statement> Statements => All.Statements.Concat(Behind?.Statements ?? []);

    /// <summary>Whether it depends on the hits how the rows are found.</summary>
    public bool IsOfHits => !IsOfTitles && All.Statements.Skip(1).Any();
}

/// <summary>How they are read.</summary>
/// <param name="Few">By their keys, and sorted; null where there is no such form.</param>
/// <param name="BySet">In the order of the list, looked for among the hits; null where there is no such form.</param>
/// <param name="ByText">In the order of the list, by their texts.</param>
internal sealed record SearchForm(Statement? Few, Statement? BySet, Statement ByText)
{
    public IEnumerable<Statement> Statements => new[] { Few, BySet, ByText }.OfType<Statement>();

    public Statement Of(long hits, int few, int most) =>
        hits <= few && Few is not null ? Few
        : hits <= most && BySet is not null ? BySet
        : ByText;
}
