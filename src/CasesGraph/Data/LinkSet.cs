using System.Globalization;

namespace CasesGraph.Data;

/// <summary>Links of many rows with other objects, to be added and removed, by statements on all of them at once.</summary>
/// <param name="Table">The links.</param>
/// <param name="Owner">The column with the key of the row that has a link.</param>
/// <param name="Key">The column with the other object's key.</param>
/// <param name="Mark">A column beside the two; null where there is none.</param>
/// <param name="NewMark">What a new link has there when nothing is given.</param>
/// <param name="Added">Null leaves the mark that a link has.</param>
/// <param name="Whole">Whether all that are not added are removed.</param>
internal sealed record LinkSet(
    string Table,
    string Owner,
    string Key,
    string? Mark,
    int NewMark,
    IReadOnlyList<(long Key, int? Mark)> Added,
    IReadOnlyList<long> Removed,
    bool Whole
)
{
    /// <summary>The key of a link that is there, in <see cref="RemovedRows"/> and <see cref="AddedRows"/>.</summary>
    public string Linked => $"x.\"{Key}\"";

    /// <summary>Its mark.</summary>
    public string Marked => Mark is null ? Sql.NoNumber : $"x.\"{Mark}\"";

    /// <summary>The key of a link to add, in <see cref="AddedRows"/>.</summary>
    public static string New => "a.\"column1\"";

    /// <summary>The mark that it will have.</summary>
    public string MarkOfNew => Mark is null ? Sql.NoNumber : GivenOrNew;

    public bool Removes => Whole || Removed.Count > 0;

    public bool Adds => Added.Count > 0;

    /// <summary>The removed links of changed rows <c>ch</c>.</summary>
    public string RemovedRows => $"""ch JOIN "{Table}" AS x ON x."{Owner}" = ch."{Owner}" WHERE {IsRemoved}""";

    /// <summary>The added ones, with those that are there already and get another mark.</summary>
    public string AddedRows =>
        $"""
            ch CROSS JOIN {AddedTable} LEFT JOIN "{Table}" AS x
                ON x."{Owner}" = ch."{Owner}" AND {Linked} = {New}
            WHERE {Linked} IS NULL{(Mark is null ? "" : $" OR {Marked} <> a.\"column2\"")}
            """;

    /// <summary>Conditions for a row whose links change.</summary>
    /// <param name="owner">The row's key, as an expression.</param>
    public IEnumerable<string> Differs(string owner)
    {
        if (Removes)
            yield return $"EXISTS ({Of(owner)} AND {IsRemoved})";
        if (!Adds)
            yield break;
        yield return Text($"{Kept(owner)} < {Added.Count}");
    }

    /// <summary>The condition for a row that would get links beyond a number of them.</summary>
    public string Exceeds(string owner, int most) =>
        Text(
            $"""
            {Kept(owner)} < {Added.Count} AND {Added.Count} + (SELECT COUNT(*) FROM ({Of(owner)}
                AND NOT ({(Removes ? IsRemoved : Sql.False)})
                AND {Linked} NOT IN ({string.Join(", ", Added.Select(link => link.Key))})) AS others) > {most}
            """
        );

    /// <summary>The condition for a row that has no link with an object.</summary>
    public string Lacks(string owner, long key) => Text($"NOT EXISTS ({Of(owner)} AND {Linked} = {key})");

    /// <summary>The condition for a row that has a link with a mark, to none of these objects.</summary>
    public string HasOther(string owner, int mark, IEnumerable<long> than) =>
        Text($"EXISTS ({Of(owner)} AND {Marked} = {mark} AND {Linked} NOT IN ({string.Join(", ", than)}))");

    /// <summary>The statements for all of the rows.</summary>
    /// <param name="owners">As <see cref="KeyedRows.Table"/> makes them.</param>
    public IEnumerable<string> Statements(string owners)
    {
        if (Removes)
            yield return $"""
                DELETE FROM "{Table}" AS x WHERE x."{Owner}" IN (SELECT k."Key" FROM {owners} AS k) AND {IsRemoved}
                """;
        if (!Adds)
            yield break;
        // The greatest marks first: only one link of a row may have the least, and who had it gets another before.
        yield return Mark is null
            ? $"""
                INSERT INTO "{Table}" ("{Owner}", "{Key}")
                SELECT k."Key", {New} FROM {owners} AS k CROSS JOIN {AddedTable} WHERE 1 = 1
                ORDER BY {New}, k."At"
                ON CONFLICT ("{Owner}", "{Key}") DO NOTHING
                """
            : $"""
                INSERT INTO "{Table}" ("{Owner}", "{Key}", "{Mark}")
                SELECT k."Key", {New}, {GivenOrNew} FROM {owners} AS k CROSS JOIN {AddedTable}
                WHERE a."column2" IS NOT NULL
                    OR NOT EXISTS ({Of("k.\"Key\"")} AND {Linked} = {New})
                ORDER BY {GivenOrNew} DESC, k."At"
                ON CONFLICT ("{Owner}", "{Key}") DO UPDATE SET "{Mark}" = excluded."{Mark}"
                """;
    }

    /// <summary>How many of the added links a row has already so.</summary>
    private string Kept(string owner)
    {
        var kept = Added.Select(link =>
            Text($"({Linked} = {link.Key}{(link.Mark is { } mark ? Text($" AND {Marked} = {mark}") : "")})")
        );
        return $"(SELECT COUNT(*) FROM ({Of(owner)} AND ({string.Join(" OR ", kept)})) AS kept)";
    }

    private string Of(string owner) => $"SELECT 1 FROM \"{Table}\" AS x WHERE x.\"{Owner}\" = {owner}";

    private string GivenOrNew => Text($"COALESCE(a.\"column2\", {NewMark})");

    private string IsRemoved =>
        !Whole ? Sql.IsOneOf(Linked, Removed)
        : Adds ? $"{Linked} NOT IN ({string.Join(", ", Added.Select(link => link.Key))})"
        : Sql.True;

    private string AddedTable =>
        $"(VALUES {string.Join(", ", Added.Select(link => Text($"({link.Key}, {(link.Mark is { } mark ? Sql.Number(mark) : Sql.NoNumber)})")))}) AS a";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
