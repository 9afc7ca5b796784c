using Npgsql;

namespace CasesGraph.Data.Postgres;

/// <summary>
/// COPY, a piece of every table after the other: one connection copies into one table at a time. Indexes, foreign keys
/// and triggers stand aside and are made again at the end, by sorting instead of by searching.
/// </summary>
internal sealed class PostgresBulkLoad(NpgsqlConnection connection) : BulkLoad
{
    private const int LargestPiece = 4 * 1024 * 1024;

    private readonly NpgsqlTransaction transaction = connection.BeginTransaction();
    private readonly List<PostgresCopy> copies = [];
    private readonly HashSet<SearchIndex> filled = [];
    private PostgresSuspension? suspension;

    public override bool IsEmpty =>
        Ask("SELECT bool_and(last_value IS NULL) FROM pg_sequences WHERE schemaname = current_schema()") is true;

    public override BulkInsert Into(string table, params string[] columns)
    {
        suspension ??= PostgresSuspension.Begin(connection);
        var rows = Copy(table, columns);
        var index = SearchIndex.All.SingleOrDefault(over => string.Equals(over.Over, table, StringComparison.Ordinal));
        // A computed column only the server knows.
        if (index is null || index.Columns.Except(columns, StringComparer.Ordinal).Any())
            return rows;
        filled.Add(index);
        return new PostgresIndexedCopy(rows, Copy(index.Table, ["Key", "Text"]), index, columns);
    }

    public override void Commit()
    {
        Flush();
        foreach (var index in SearchIndex.All.Except(filled))
            Execute(PostgresSearch.Fill(index));
        suspension?.End();
        foreach (var table in copies.Select(copy => copy.Table).Distinct(StringComparer.Ordinal))
            Execute(MoveSequences(table));
        transaction.Commit();
        // Counts are read off an index alone only where it is known that all may see the rows.
        Execute("VACUUM (ANALYZE)");
    }

    public override void Dispose()
    {
        transaction.Dispose();
        connection.Dispose();
    }

    /// <summary>Called after each row.</summary>
    internal void Written()
    {
        if (copies.Sum(copy => copy.Size) > LargestPiece)
            Flush();
    }

    private PostgresCopy Copy(string table, string[] columns)
    {
        var copy = new PostgresCopy(table, columns, this);
        copies.Add(copy);
        return copy;
    }

    private void Flush()
    {
        foreach (var copy in copies)
            copy.Flush(connection);
    }

    /// <summary>Keys were given by hand; the next ones come behind them.</summary>
    private static string MoveSequences(string table) =>
        $"""
            DO $$ DECLARE key text; BEGIN
                FOR key IN SELECT attname FROM pg_attribute
                    WHERE attrelid = '"{table}"'::regclass AND attidentity <> '' LOOP
                    EXECUTE format('SELECT setval(pg_get_serial_sequence(%L, %L), max(%I)) FROM %s HAVING max(%I) > 0',
                        '"{table}"', key, key, '"{table}"', key);
                END LOOP;
            END $$
            """;

    private object? Ask(string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        return command.ExecuteScalar();
    }

    private void Execute(string sql)
    {
        using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        command.ExecuteNonQuery();
    }
}
