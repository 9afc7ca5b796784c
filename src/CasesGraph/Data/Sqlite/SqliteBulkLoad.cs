using CasesGraph.Data.Tallies;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Metadata;
using SQLitePCL;

namespace CasesGraph.Data.Sqlite;

/// <summary>
/// Indexes and triggers stand aside and are made again at the end, by sorting instead of by searching, and the full-text
/// indexes in one statement each (a trigger makes FTS5 write its buffer out after every row). It takes half the time.
/// </summary>
internal sealed class SqliteBulkLoad : BulkLoad
{
    private const int CacheKilobytes = 64 * 1024;

    private readonly SoleConnection connection;
    private SqliteTransaction? transaction;
    private readonly List<(string Name, string Type, string Sql)> suspended = [];

    public SqliteBulkLoad(SoleConnection connection, IModel model)
        : base(model) => this.connection = connection;

    public override bool IsEmpty
    {
        get
        {
            using var command = connection.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = "SELECT NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE seq > 0)";
            return command.ExecuteScalar() is 1L;
        }
    }

    protected override BulkInsert Into(string table, string[] columns) => new SqliteInsert(connection, table, columns);

    /// <summary>Of processes that start at once the first fills the file, and the others then see that it is filled.</summary>
    public override void Begin(bool isLarge)
    {
        // What is in use keeps its log.
        if (!IsEmpty)
            return;
        // Every reference is made from rows that are there; and the one commit at the end is what has to last. Indexes are
        // sorted in files: in memory they would take as much of it as the largest of them has.
        Execute($"PRAGMA foreign_keys=OFF; PRAGMA cache_size=-{CacheKilobytes}; PRAGMA temp_store=FILE");
        if (isLarge)
            LeaveLog();
        transaction = connection.BeginTransaction();
        if (IsEmpty)
            Suspend();
    }

    public override void Commit()
    {
        foreach (var index in SearchIndex.All)
        {
            // Of rows that a start has written, such as built-in roles, they are there.
            Execute(SqliteSearch.Empty(index));
            Execute(SqliteSearch.Fill(index));
            Execute(SqliteSearch.Optimize(index));
        }
        foreach (var statement in Tally.All.SelectMany(SqliteTallies.Fill))
            Execute(statement);
        foreach (var (_, _, sql) in suspended)
            Execute(sql);
        transaction?.Commit();
        transaction = null;
        Execute("ANALYZE; PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode=WAL");
    }

    public override void Dispose()
    {
        if (transaction is not null)
        {
            transaction.Dispose();
            Try("PRAGMA journal_mode=WAL");
        }
        connection.Dispose();
    }

    /// <summary>
    /// One transaction in the write-ahead log is all rows twice on disk. A journal keeps what was there before, and that is
    /// next to nothing. The log stays while others have the file open.
    /// </summary>
    private void LeaveLog()
    {
        Execute("PRAGMA busy_timeout=0");
        Try("PRAGMA journal_mode=DELETE");
        Execute("PRAGMA busy_timeout=10000");
    }

    /// <summary>Past ADO.NET, which would try again and again while the file is busy.</summary>
    private void Try(string sql) => _ = raw.sqlite3_exec(connection.Handle, sql);

    private void Suspend()
    {
        using (var command = connection.CreateCommand())
        {
            command.CommandText =
                "SELECT name, type, sql FROM sqlite_schema WHERE type IN ('index', 'trigger') AND sql IS NOT NULL";
            using var reader = command.ExecuteReader();
            while (reader.Read())
                suspended.Add((reader.GetString(0), reader.GetString(1), reader.GetString(2)));
        }
        foreach (var (name, type, _) in suspended)
            Execute($"DROP {type} \"{name}\"");
    }

    private void Execute(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
