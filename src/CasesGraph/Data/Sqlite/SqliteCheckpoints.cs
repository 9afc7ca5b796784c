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
    /// The log begins anew only when all of it has been moved, and that never happens while others write: so at this
    /// length they wait, for the little that came in since the last checkpoint.
    /// </summary>
    private const int LongestLog = 8000;

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
            (length, begun) = (Run() ? 0 : length - PagesOfCheckpoint, 0);
        }
        else if (length - begun >= PagesOfCheckpoint && running.IsCompleted)
        {
            begun = length;
            running = Task.Run(Run);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await running;
        connection?.Dispose();
    }

    /// <summary>True when all of the log has been moved. It waits for nobody, and what it cannot do the next one does.</summary>
    private bool Run()
    {
        if (!TryOpen())
            return false;
        var result = raw.sqlite3_wal_checkpoint_v2(
            connection!.Handle,
            "main",
            raw.SQLITE_CHECKPOINT_PASSIVE,
            out var log,
            out var moved
        );
        return result == raw.SQLITE_OK && log == moved;
    }

    private bool TryOpen()
    {
        try
        {
            connection ??= connections.Open();
            return true;
        }
        catch (SqliteException)
        {
            return false;
        }
    }
}
