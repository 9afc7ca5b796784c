using CasesGraph.Data.Tallies;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;

namespace CasesGraph.Data.Postgres;

/// <summary>
/// COPY, a piece of every table after the other: one connection copies into one table at a time, and no piece refers to
/// rows that are not there yet. When there is more than one piece, indexes, foreign keys and triggers stand aside and are
/// made again at the end, by sorting instead of by searching.
/// </summary>
internal sealed class PostgresBulkLoad : BulkLoad
{
    private const int LargestPiece = 4 * 1024 * 1024;

    /// <summary>Any number that no other lock in this database has.</summary>
    private const long LoadLock = 0x4C6F6164;

    private readonly NpgsqlConnection connection;
    private readonly NpgsqlTransaction transaction;
    private readonly List<PostgresCopy> copies = [];
    private readonly Dictionary<SearchIndex, PostgresCopy> texts = [];
    private PostgresSuspension? suspension;

    /// <summary>Of processes that start at once the first fills the database, and the others then see that it is filled.</summary>
    public PostgresBulkLoad(NpgsqlConnection connection, IModel model)
        : base(model)
    {
        this.connection = connection;
        transaction = connection.BeginTransaction();
        Execute($"SELECT pg_advisory_xact_lock({LoadLock})");
    }

    /// <summary>The lock that it is made with is enough.</summary>
    public override void Begin(bool isLarge) { }

    public override bool IsEmpty =>
        Ask("SELECT bool_and(last_value IS NULL) FROM pg_sequences WHERE schemaname = current_schema()") is true;

    protected override BulkInsert Into(string table, string[] columns)
    {
        var rows = new PostgresCopy(table, columns, this);
        copies.Add(rows);
        var index = SearchIndex.All.SingleOrDefault(over => string.Equals(over.Over, table, StringComparison.Ordinal));
        // A computed column only the server knows.
        if (
            index is null
            || index.Columns.SelectMany(column => column.Sources).Except(columns, StringComparer.Ordinal).Any()
        )
            return rows;
        texts.Add(index, new PostgresCopy(index.Table, ["Key", "Text"], this));
        return new PostgresIndexedCopy(rows, texts[index], index, columns);
    }

    public override void Commit()
    {
        Flush();
        if (suspension is not null)
        {
            foreach (var index in SearchIndex.All.Except(texts.Keys))
            {
                // Of rows that a start has written, such as built-in roles, they are there.
                Execute($"DELETE FROM \"{index.Table}\"");
                Execute(PostgresSearch.Fill(index));
            }
            foreach (var statement in Tally.All.SelectMany(PostgresTallies.Fill))
                Execute(statement);
            suspension.End();
        }
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
        if (copies.Concat(texts.Values).Sum(copy => copy.Size) <= LargestPiece)
            return;
        suspension ??= new(connection);
        Flush();
    }

    private void Flush()
    {
        // Where the triggers stand they write the texts.
        foreach (var copy in suspension is null ? copies : copies.Concat(texts.Values))
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
