using System.Collections.Concurrent;
using System.Data;
using CasesGraph.Data.Postgres.Shared;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CasesGraph.Data.Postgres;

/// <summary>
/// Works run side by side, each in a transaction of its own at REPEATABLE READ, but for new cases, which share one; a
/// work that another got ahead of starts over. So nobody sees a conflict of the database: the second run finds what the other has done, and says what is wrong
/// with it, if anything.
/// </summary>
internal sealed class PostgresWriteGate : WriteGate
{
    private const int MostAttempts = 50;

    /// <summary>Any number that no other lock in this database has.</summary>
    private const long TurnsLock = 0x5475726E73;

    private readonly PostgresDatabase database;
    private readonly TimeProvider time;
    private readonly SharedWrites shared;
    private readonly CancellationTokenSource closed = new();

    /// <summary>Contexts of earlier writes, emptied: that costs less than new ones.</summary>
    private readonly ConcurrentBag<PostgresDb> idle = [];

    public PostgresWriteGate(PostgresDatabase database, TimeProvider time)
    {
        (this.database, this.time) = (database, time);
        shared = new SharedWrites(this, database);
    }

    /// <summary>The one time of everything that a work writes.</summary>
    public DateTime Now => WholeMicroseconds(time);

    public override async Task<T> RunAsync<T>(
        Func<CasesDb, DateTime, CancellationToken, Task<T>> work,
        CancellationToken token
    )
    {
        ObjectDisposedException.ThrowIf(closed.IsCancellationRequested, this);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var connection = await database.Primary.OpenConnectionAsync(token);
                return attempt == 1
                    ? await AttemptAsync(connection, work, token)
                    : await InTurnAsync(connection, () => AttemptAsync(connection, work, token), token);
            }
            catch (Exception failure) when (attempt < MostAttempts && IsConflict(failure)) { }
            catch (Exception failure) when (IsFailure(failure))
            {
                throw WriteFailed(failure);
            }
        }
    }

    public override Task<T> AddAsync<T>(
        Func<CasesDb, DateTime, CancellationToken, Task<T>> work,
        CancellationToken token
    ) => shared.RunAsync(work, token);

    /// <summary>Wakes those who follow the log.</summary>
    public void OnWritten()
    {
        OnCommitted();
        database.Signal.Tell();
    }

    public static WriteFailedException WriteFailed(Exception failure) =>
        new("The database could not take the write.", failure);

    /// <summary>Somebody else's transaction was in the way, or has just written what this one was about to.</summary>
    public static bool IsConflict(Exception failure) =>
        PostgresFailure(failure)?.SqlState
            is PostgresErrorCodes.SerializationFailure
                or PostgresErrorCodes.DeadlockDetected
                or PostgresErrorCodes.UniqueViolation
                or PostgresErrorCodes.ForeignKeyViolation;

    public override async ValueTask DisposeAsync()
    {
        await shared.DisposeAsync();
        await closed.CancelAsync();
        closed.Dispose();
        while (idle.TryTake(out var db))
            await db.DisposeAsync();
    }

    /// <summary>
    /// Those who met somebody once queue up, over all processes, so that many who want the same case do not keep each
    /// other from it. The turn begins before the transaction, which so sees what those before it have written.
    /// </summary>
    private static async Task<T> InTurnAsync<T>(
        NpgsqlConnection connection,
        Func<Task<T>> attempt,
        CancellationToken token
    )
    {
        await ExecuteAsync(connection, $"SELECT pg_advisory_lock({TurnsLock})", token);
        try
        {
            return await attempt();
        }
        finally
        {
            // A connection that is broken has let go of it.
            if (connection.State is ConnectionState.Open)
                await ExecuteAsync(connection, $"SELECT pg_advisory_unlock({TurnsLock})", CancellationToken.None);
        }
    }

    private async Task<T> AttemptAsync<T>(
        NpgsqlConnection connection,
        Func<CasesDb, DateTime, CancellationToken, Task<T>> work,
        CancellationToken token
    )
    {
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, token);
        // Its view comes before its time: so nothing that it sees is later than itself.
        await ExecuteAsync(connection, "SELECT 1", token);
        var db = idle.TryTake(out var known) ? known : PostgresDb.ForWrites();
        try
        {
            await db.BeginAsync(transaction);
            var result = await work(db, Now, CancellationToken.None);
            await transaction.CommitAsync(CancellationToken.None);
            OnWritten();
            await db.EndAsync();
            idle.Add(db);
            return result;
        }
        catch
        {
            // What the failed work left in the context is unknown.
            await db.DisposeAsync();
            throw;
        }
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken token)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(token);
    }

    /// <summary>EF Core wraps it, in some places twice.</summary>
    private static PostgresException? PostgresFailure(Exception? failure) =>
        failure as PostgresException ?? (failure is null ? null : PostgresFailure(failure.InnerException));

    private static bool IsFailure(Exception? failure) =>
        failure is NpgsqlException || (failure is not null && IsFailure(failure.InnerException));
}
