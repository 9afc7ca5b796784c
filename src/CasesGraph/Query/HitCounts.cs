using CasesGraph.Data;

namespace CasesGraph.Query;

/// <summary>
/// How many hits each of some terms has. Where hits are read quickly they are counted, up to a limit; elsewhere the planner
/// supposes it, which reads none (docs/decisions/0029).
/// </summary>
/// <param name="Statements">One for all terms, or one for each where it is supposed.</param>
internal sealed record HitCounts(IReadOnlyList<Statement> Statements, int Terms, bool AreSupposed)
{
    public async ValueTask<SearchHits> ReadAsync(
        ReadSession session,
        RequestValues values,
        int upTo,
        CancellationToken token
    )
    {
        var counts = new long[Terms];
        if (AreSupposed)
        {
            foreach (var (place, statement) in Statements.Index())
            {
                var supposed = await session.ReadAsync(statement, values, [], limit: 0, token);
                counts[place] = session.Dialect.ReadEstimate(supposed[0, 0], keysPerSample: 1);
            }
            return new SearchHits(counts, LastKey: 0);
        }
        var counted = await session.ReadAsync(Statements[0], values, [], upTo + 1, token);
        for (var row = 0; row < counted.Count; row++)
            counts[counted[row, 0].Number] = counted[row, 1].Number;
        return new SearchHits(counts, counted.Count == 0 ? 0 : counted[0, 2].Number);
    }
}

/// <summary>How many hits there are, up to a limit.</summary>
/// <param name="LastKey">Of the rows; 0 where there are no hits, or it is not known.</param>
internal sealed record SearchHits(IReadOnlyList<long> OfTerms, long LastKey)
{
    public long Least => OfTerms.Min();

    /// <summary>The place of the term that has the fewest.</summary>
    public int Lead => OfTerms.ToList().IndexOf(Least);
}
