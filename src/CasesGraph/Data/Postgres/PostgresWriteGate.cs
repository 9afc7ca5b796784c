using System.Collections.Concurrent;
using System.Data;
using CasesGraph.Access;
using CasesGraph.Data.Postgres.Shared;
using CasesGraph.Serving;
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

    /// <summary>Connections that lay in the pool while the server started anew are found to be gone one by one.</summary>
    private const int MostLost = 3;

    private readonly PostgresDatabase database;
    private readonly TimeProvider time;
    private readonly SharedWrites shared;
    private readonly CancellationTokenSource closed = new();

    /// <summary>Contexts of earlier writes, emptied: that costs less than new ones.</summary>
    private readonly ConcurrentBag<PostgresDb> idle = [];

    public PostgresWriteGate(PostgresDatabase database, TimeProvider time, BackgroundLoops loops)
    {
        (this.database, this.time) = (database, time);
        shared = new SharedWrites(this, database, loops);
    }

    public DateTime Now => WholeMicroseconds(time);

    public override Task<T> RunAsync<T>(Work<T> work, CancellationToken token) =>
        RunAsync(work, new(StringComparer.Ordinal), token);

    /// <summary>Its lock comes before its view, as that of whoever keeps it off (<see cref="TakenOut"/>).</summary>
    public override Task<T> AnswerAsync<T>(Work<T> work, CancellationToken token) =>
        RunAsync(work, new(StringComparer.Ordinal) { [nameof(IdempotentAnswer)] = "ROW EXCLUSIVE" }, token);

    public override Task<T> AddAsync<T>(Work<T> work, CancellationToken token) => shared.RunAsync(work, token);

    private async Task<T> RunAsync<T>(Work<T> work, SortedDictionary<string, string> held, CancellationToken token)
    {
        ObjectDisposedException.ThrowIf(closed.IsCancellationRequested, this);
        // Who only needs a table waits for that alone.
        var hasMet = false;
        for (var (attempt, lost) = (1, 0); ; attempt++)
        {
            var written = Written.No;
            try
            {
                await using var connection = await database.ConnectAsync(token);
                return hasMet
                    ? await InTurnAsync(connection, () => AttemptAsync(connection, work, held, Commits, token), token)
                    : await AttemptAsync(connection, work, held, Commits, token);
            }
            catch (TableNeededException needed)
            {
                held[needed.Table] = PostgresDb.KeepsOthersOff;
            }
            catch (Exception failure) when (attempt < MostAttempts && PostgresFailures.IsConflict(failure))
            {
                hasMet = true;
            }
            catch (Exception failure)
                when (written is Written.No && failure is not UnavailableException && PostgresFailures.IsLost(failure))
            {
                if (++lost == MostLost)
                    throw Failed(failure, written);
            }
            catch (Exception failure) when (database.AsOutage(failure) is not null)
            {
                throw Failed(failure, written);
            }

            void Commits() => written = Written.Unknown;
        }
    }

    /// <summary>Wakes those who follow the log.</summary>
    public void OnWritten()
    {
        OnCommitted();
        database.Signal.Tell();
    }

    public Exception Failed(Exception failure, Written written) => Failed(database, failure, written);

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
            await EndTurnAsync(connection);
        }
    }

    /// <summary>The attempt stands, whatever becomes of this: a connection that cannot let go of the turn is closed for it.</summary>
    private static async Task EndTurnAsync(NpgsqlConnection connection)
    {
        // A connection that is broken has let go of it.
        if (connection.State is not ConnectionState.Open)
            return;
        try
        {
            await ExecuteAsync(connection, $"SELECT pg_advisory_unlock({TurnsLock})", CancellationToken.None);
        }
        catch (Exception failure) when (PostgresFailures.IsOutage(failure))
        {
            NpgsqlConnection.ClearPool(connection);
        }
    }

    /// <summary>Runs the work in a transaction of its own.</summary>
    /// <param name="held">Tables, each with the mode in which it is locked from the beginning on.</param>
    /// <param name="commits">Called before the commit: from then on it is unknown what of a failure is kept.</param>
    private async Task<T> AttemptAsync<T>(
        NpgsqlConnection connection,
        Work<T> work,
        IReadOnlyDictionary<string, string> held,
        Action commits,
        CancellationToken token
    )
    {
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, token);
        // To lock a table is the one statement that takes no view: what others were about to write is in the view behind it.
        var locks = string.Concat(held.Select(one => $"LOCK TABLE \"{one.Key}\" IN {one.Value} MODE; "));
        // Its view comes before its time: so nothing that it sees is later than itself.
        await ExecuteAsync(connection, locks + "SELECT 1", token);
        var db = idle.TryTake(out var known) ? known : PostgresDb.ForWrites(database.Conditions);
        try
        {
            await db.BeginAsync(transaction);
            db.Held = held;
            db.SeeAs(Caller.System);
            db.ChangesRights = false;
            var result = await work(db, Now, CancellationToken.None);
            commits();
            await transaction.CommitAsync(CancellationToken.None);
            if (db.ChangesRights)
                OnRightsChanged();
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
}
