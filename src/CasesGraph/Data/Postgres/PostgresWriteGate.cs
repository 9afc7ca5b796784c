using System.Data;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CasesGraph.Data.Postgres;

/// <summary>
/// Works run side by side, each in a transaction of its own at REPEATABLE READ; one that another got ahead of starts
/// over. So nobody sees a conflict of the database: the second run finds what the other has done, and says what is wrong
/// with it, if anything.
/// </summary>
internal sealed class PostgresWriteGate(PostgresDatabase database, TimeProvider time) : WriteGate
{
    private const int MostAttempts = 20;

    private readonly CancellationTokenSource closed = new();

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
                return await AttemptAsync(work, token);
            }
            catch (Exception failure) when (attempt < MostAttempts && IsConflict(failure))
            {
                // Those who met once must not meet again in step.
                await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(2 * attempt) + 1), time, token);
            }
            catch (Exception failure) when (IsFailure(failure))
            {
                throw new WriteFailedException("The database could not take the write.", failure);
            }
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await closed.CancelAsync();
        closed.Dispose();
    }

    private async Task<T> AttemptAsync<T>(
        Func<CasesDb, DateTime, CancellationToken, Task<T>> work,
        CancellationToken token
    )
    {
        await using var connection = await database.Primary.OpenConnectionAsync(token);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, token);
        await using var db = PostgresDb.Over(connection);
        await db.Database.UseTransactionAsync(transaction, token);
        db.Database.AutoSavepointsEnabled = false;
        db.LogRows = new PostgresLogRows(connection, await OriginAsync(connection, token));
        var result = await work(db, WholeMicroseconds(time), CancellationToken.None);
        await transaction.CommitAsync(CancellationToken.None);
        OnCommitted();
        return result;
    }

    private static async Task<long> OriginAsync(NpgsqlConnection connection, CancellationToken token)
    {
        await using var command = new NpgsqlCommand("SELECT log_position()", connection);
        return (long)(await command.ExecuteScalarAsync(token))!;
    }

    /// <summary>Somebody else's transaction was in the way, or has just written what this one was about to.</summary>
    private static bool IsConflict(Exception failure) =>
        PostgresFailure(failure)?.SqlState
            is PostgresErrorCodes.SerializationFailure
                or PostgresErrorCodes.DeadlockDetected
                or PostgresErrorCodes.UniqueViolation
                or PostgresErrorCodes.ForeignKeyViolation;

    /// <summary>EF Core wraps it, in some places twice.</summary>
    private static PostgresException? PostgresFailure(Exception? failure) =>
        failure as PostgresException ?? (failure is null ? null : PostgresFailure(failure.InnerException));

    private static bool IsFailure(Exception? failure) =>
        failure is NpgsqlException || (failure is not null && IsFailure(failure.InnerException));
}
