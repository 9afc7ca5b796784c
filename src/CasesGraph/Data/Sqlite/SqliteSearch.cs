namespace CasesGraph.Data.Sqlite;

/// <summary>
/// The SQL of the full-text indexes: FTS5 tables without content of their own, kept current by triggers in the
/// transaction of the write itself, whoever writes.
/// </summary>
internal static class SqliteSearch
{
    /// <summary>
    /// For migrations. SQLite drops a table's triggers with the table: a migration that rebuilds an indexed table has
    /// to create them again (a test compares the triggers with these).
    /// </summary>
    public static IEnumerable<string> Create(SearchIndex index) =>
        [CreateTable(index), MergeInLargerSteps(index), .. Triggers(index).Values];

    /// <summary>The same for a table that has rows.</summary>
    public static IEnumerable<string> CreateFilled(SearchIndex index) =>
        [.. Create(index), Fill(index), Optimize(index)];

    /// <summary>For migrations: makes the index anew where its columns were others, filled but for what is not there yet.</summary>
    public static IEnumerable<string> Remake(SearchIndex index) => [.. Drop(index), .. CreateFilled(index)];

    public static IEnumerable<string> Drop(SearchIndex index) =>
        [
            .. Triggers(index).Keys.Select(trigger => $"DROP TRIGGER IF EXISTS \"{trigger}\""),
            $"DROP TABLE IF EXISTS \"{index.Table}\"",
        ];

    /// <summary>
    /// Each row makes a segment, and a write that finds four of a size merges them: the slowest hundredth of writes took
    /// a quarter longer than where there have to be eight. A search looks into each, up to fifteen of a size.
    /// </summary>
    public static string MergeInLargerSteps(SearchIndex index) =>
        $"INSERT INTO \"{index.Table}\"(\"{index.Table}\", rank) VALUES ('automerge', 8)";

    public static string Empty(SearchIndex index) =>
        $"""INSERT INTO "{index.Table}"("{index.Table}") VALUES ('delete-all')""";

    public static string Fill(SearchIndex index)
    {
        var texts = string.Join(", ", index.Columns.Select(column => Words(column, row: "")));
        return $"""
            INSERT INTO "{index.Table}"(rowid, {Sql.Names(Names(index))})
            SELECT "{index.Key}", {texts} FROM "{index.Over}" ORDER BY "{index.Key}"
            """;
    }

    /// <summary>
    /// Merges all segments into one. Filling leaves some dozens, in the middle of merges that the next writes would do.
    /// </summary>
    public static string Optimize(SearchIndex index) =>
        $"INSERT INTO \"{index.Table}\"(\"{index.Table}\") VALUES ('optimize')";

    public static IReadOnlyDictionary<string, string> Triggers(SearchIndex index)
    {
        var (names, writtenNames) = (Sql.Names(Names(index)), Sql.Names(index.WrittenColumns));
        var written = string.Join(" OR ", index.WrittenColumns.Select(name => $"old.\"{name}\" IS NOT new.\"{name}\""));
        var texts = string.Join(", ", index.Columns.Select(column => Words(column, "new.")));
        var insert = $"""
            INSERT INTO "{index.Table}"(rowid, {names}) VALUES (new."{index.Key}", {texts});
            """;
        var delete = $"""
            DELETE FROM "{index.Table}" WHERE rowid = old."{index.Key}";
            """;
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [$"{index.Table}_Insert"] = $"""
                CREATE TRIGGER "{index.Table}_Insert" AFTER INSERT ON "{index.Over}"
                BEGIN {insert} END
                """,
            [$"{index.Table}_Update"] = $"""
                CREATE TRIGGER "{index.Table}_Update" AFTER UPDATE OF {writtenNames} ON "{index.Over}"
                WHEN {written}
                BEGIN {delete} {insert} END
                """,
            [$"{index.Table}_Delete"] = $"""
                CREATE TRIGGER "{index.Table}_Delete" AFTER DELETE ON "{index.Over}"
                BEGIN {delete} END
                """,
        };
    }

    /// <summary>
    /// The texts arrive as words with blanks between them; the tokenizer "ascii" splits there and changes nothing else.
    /// Short prefixes, which many words share, have indexes of their own.
    /// </summary>
    public static string CreateTable(SearchIndex index) =>
        $"""
            CREATE VIRTUAL TABLE "{index.Table}" USING fts5({Sql.Names(Names(index))},
                content='', contentless_delete=1, tokenize='ascii', prefix='2 3')
            """;

    private static string Words(SearchColumn column, string row) => column.Words(row, text => text);

    private static IEnumerable<string> Names(SearchIndex index) => index.Columns.Select(column => column.Name);
}
