namespace CasesGraph.Data;

/// <summary>Adds the rows of several queries over changed rows <c>ch</c> by one statement, in one order.</summary>
/// <param name="Into">What they are rows of. All of its columns but the key are to be given.</param>
/// <param name="Changed">The column with the key of the changed row.</param>
internal sealed record UnionInsert(EntityRow Into, string Changed)
{
    /// <summary>The statement.</summary>
    /// <param name="changed">The changed rows, as <see cref="Sql.Query"/> writes them.</param>
    public string Of(string changed, IEnumerable<AddedRows> rows)
    {
        var columns = Into.Columns.Where((_, at) => at != Into.Key).Select(column => column.Name).ToList();
        var names = Sql.Names(columns);
        var queries = rows.Select(one =>
            $"SELECT {string.Join(", ", columns.Select(column => one.Values[column]))}, {one.Place}, {one.Linked} FROM {one.From}"
        );
        return $"""
            INSERT INTO "{Into.Table}" ({names})
            WITH ch AS ({changed}),
            changed ({names}, "Place", "Linked") AS ({string.Join("\nUNION ALL\n", queries)})
            SELECT {names} FROM changed ORDER BY "{Changed}", "Place", "Linked"
            """;
    }
}

/// <summary>A row for each changed row that something holds of.</summary>
/// <param name="Values">Expressions by columns.</param>
/// <param name="Place">By it, and then by what is linked, those of a changed row are ordered.</param>
/// <param name="From">What comes behind FROM.</param>
internal sealed record AddedRows(IReadOnlyDictionary<string, string> Values, string Place, string Linked, string From);
