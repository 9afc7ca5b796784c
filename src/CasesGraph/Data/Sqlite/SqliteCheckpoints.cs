using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CasesGraph.Data.Sqlite;

/// <summary>
/// Moves what was committed from the write-ahead log into the file, beside the writing. Left to itself, SQLite does that
/// within a commit, and whoever is about to be answered waits for some thousand pages to reach the disk.
/// </summary>
internal sealed class SqliteCheckpoints(SqliteConnections connections) : IAsyncDisposable
{
    private const int PagesOfCheckpoint = 1000;

    /// <summary>
    /// The log begins anew only when all of it has been moved and nobody reads from it, which may never happen by itself
    /// while others write: so at this length they wait, for what came in since the last checkpoint and for who reads.
    /// </summary>
    private const int LongestLog = 8000;

    /// <summary>For who reads; who begins to read after all has been moved needs no log. The next one tries again.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);

    /// <summary>sqlite3_db_status: pages that the connection has written.</summary>
    private const int PagesWritten = 9;

    private SqliteConnection? connection;
    private Task running = Task.CompletedTask;
    private int length;
    private int begun;

    /// <summary>After each commit of the writer, before it begins anything else.</summary>
    public async Task CommittedAsync(SqliteConnection writer)
    {
        _ = raw.sqlite3_db_status(writer.Handle, PagesWritten, out var pages, out _, resetFlg: 1);
        length += pages;
        if (length >= LongestLog)
        {
            await running;
            (length, begun) = (Run(raw.SQLITE_CHECKPOINT_RESTART) ? 0 : length - PagesOfCheckpoint, 0);
        }
        else if (length - begun >= PagesOfCheckpoint && running.IsCompleted)
        {
            begun = length;
            running = Task.Run(() => Run(raw.SQLITE_CHECKPOINT_PASSIVE));
        }
    }

    /// <summary>Moves all of it and empties the log; false when others kept it from that for as long as is waited for locks.</summary>
    public static bool Truncate(SqliteConnection open) =>
        raw.sqlite3_wal_checkpoint_v2(open.Handle, "main", raw.SQLITE_CHECKPOINT_TRUNCATE, out _, out _)
        == raw.SQLITE_OK;

    public async ValueTask DisposeAsync()
    {
        await running;
        connection?.Dispose();
    }

    /// <summary>False when not all could be done: then the next one does it. Nobody's write depends on it.</summary>
    private bool Run(int mode)
    {
        try
        {
            connection ??= Open();
            return raw.sqlite3_wal_checkpoint_v2(connection.Handle, "main", mode, out _, out _) == raw.SQLITE_OK;
        }
        catch (Exception)
        {
            return false;
        }
    }

    private SoleConnection Open()
    {
        var opened = connections.Open();
        _ = raw.sqlite3_busy_timeout(opened.Handle, (int)Patience.TotalMilliseconds);
        return opened;
    }
}
