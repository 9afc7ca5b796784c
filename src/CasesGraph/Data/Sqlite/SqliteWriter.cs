using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SQLitePCL;

namespace CasesGraph.Data.Sqlite;

/// <summary>
/// The connection that this process writes through, and its transaction. It is driven past ADO.NET, whose own waiting
/// for a lock blocks the thread and retries so seldom that a busy other process would win every time.
/// </summary>
internal sealed class SqliteWriter : IDisposable
{
    private readonly SoleConnection connection;
    private readonly SqlitePreparedCommands commands;
    private readonly EntityConditions conditions;
    private SqliteDirectRows? rows;
    private SqliteDb? db;

    /// <summary>
    /// The transaction is the first part as long as it has no other. A savepoint would have SQLite keep every page as it was,
    /// and go through them after each statement: an eighth of the time of parts that write thousands of rows.
    /// </summary>
    private int parts;

    public SqliteWriter(SqliteConnections connections, EntityConditions conditions)
    {
        this.conditions = conditions;
        connection = connections.Open();
        commands = new SqlitePreparedCommands(connection);
        Check(raw.sqlite3_busy_timeout(connection.Handle, 0));
        // What a group has written stays in memory until its commit.
        Execute("PRAGMA cache_size=-65536; PRAGMA wal_autocheckpoint=0");
    }

    /// <summary>
    /// False when SQLite gave the whole transaction up by itself (disk full, I/O error): nothing of it can be kept.
    /// </summary>
    public bool InTransaction => raw.sqlite3_get_autocommit(connection.Handle) == 0;

    /// <summary>How long others may keep it from beginning: "Default Timeout" in the connection string.</summary>
    public TimeSpan Patience => TimeSpan.FromSeconds(connection.DefaultTimeout);

    /// <summary>False while another process writes.</summary>
    public bool TryBegin()
    {
        using var use = connection.Begin();
        var result = raw.sqlite3_exec(connection.Handle, "BEGIN IMMEDIATE");
        if ((result & 0xFF) == raw.SQLITE_BUSY)
            return false;
        Check(result);
        parts = 0;
        return true;
    }

    /// <summary>One context serves all writes: it is emptied before each, which costs less than a new one.</summary>
    public CasesDb BeginPart()
    {
        db ??= CreateDb();
        db.ChangeTracker.Clear();
        if (++parts > 1)
            Execute("SAVEPOINT part");
        return db;
    }

    public void KeepPart()
    {
        if (parts > 1)
            Execute("RELEASE part");
    }

    /// <summary>
    /// The transaction ends with its first. What the failed work left in the context is unknown, so the context goes with it.
    /// </summary>
    public void UndoPart()
    {
        db?.Dispose();
        db = null;
        Execute(parts > 1 ? "ROLLBACK TO part; RELEASE part" : "ROLLBACK");
    }

    public void Commit() => Execute("COMMIT");

    public Task CheckpointAsync(SqliteCheckpoints checkpoints) => checkpoints.CommittedAsync(connection);

    public void Dispose()
    {
        db?.Dispose();
        rows?.Dispose();
        commands.Dispose();
        connection.Dispose();
    }

    /// <summary>EF Core knows nothing of the transaction and must not begin one of its own.</summary>
    private SqliteDb CreateDb()
    {
        var created = SqliteDb.Over(connection, conditions, commands);
        created.Database.AutoTransactionBehavior = AutoTransactionBehavior.Never;
        created.DirectRows = rows ??= new SqliteDirectRows(connection, created.Model);
        return created;
    }

    private void Execute(string sql)
    {
        using var use = connection.Begin();
        Check(raw.sqlite3_exec(connection.Handle, sql));
    }

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK)
            SqliteException.ThrowExceptionForRC(result, connection.Handle);
    }
}
