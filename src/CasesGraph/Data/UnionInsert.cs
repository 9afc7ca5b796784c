namespace CasesGraph.Data;

/// <summary>Adds the rows of several queries over changed rows <c>ch</c> by one statement, in one order.</summary>
/// <param name="Into">The table.</param>
/// <param name="Columns">Those that it gets, the key of the changed row first.</param>
internal sealed record UnionInsert(string Into, IReadOnlyList<string> Columns)
{
    /// <summary>The statement.</summary>
    /// <param name="changed">The changed rows, as <see cref="Sql.Query"/> writes them.</param>
    /// <param name="rows">
    /// The values of each query's rows, and what comes behind its FROM. Behind the columns' stand two by which those of a
    /// changed row are ordered.
    /// </param>
    public string Of(string changed, IEnumerable<(IEnumerable<string> Values, string From)> rows)
    {
        var names = Sql.Names(Columns);
        var queries = rows.Select(one => $"SELECT {string.Join(", ", one.Values)} FROM {one.From}");
        return $"""
            INSERT INTO "{Into}" ({names})
            WITH ch AS ({changed}),
            changed ({names}, "Place", "Linked") AS ({string.Join("\nUNION ALL\n", queries)})
            SELECT {names} FROM changed ORDER BY "{Columns[0]}", "Place", "Linked"
            """;
    }
}
