using System.Net.Sockets;
using Npgsql;

namespace CasesGraph.Data.Postgres;

/// <summary>What failures of PostgreSQL and its driver mean. EF Core wraps them, in some places twice.</summary>
internal static class PostgresFailures
{
    /// <summary>idle_in_transaction_session_timeout</summary>
    private const string IdleInTransaction = "25P03";

    /// <summary>It passes by itself, or an operator mends it; what was asked is not to blame.</summary>
    public static bool IsOutage(Exception failure) =>
        Causes(failure).Any(cause => cause is PostgresException told ? IsOutage(told.SqlState) : IsLostOrLate(cause));

    /// <summary>The connection went. One that has lain in the pool may have gone long before it was used.</summary>
    public static bool IsLost(Exception failure) =>
        Causes(failure)
            .Any(cause =>
                cause
                    is PostgresException
                        {
                            SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown
                        }
                        or NpgsqlException { InnerException: IOException or SocketException }
            );

    /// <summary>Somebody else's transaction was in the way, or has just written what this one was about to.</summary>
    public static bool IsConflict(Exception failure) =>
        Causes(failure).OfType<PostgresException>().FirstOrDefault()?.SqlState
            is PostgresErrorCodes.SerializationFailure
                or PostgresErrorCodes.DeadlockDetected
                or PostgresErrorCodes.UniqueViolation
                or PostgresErrorCodes.ForeignKeyViolation;

    private static bool IsLostOrLate(Exception cause) =>
        cause is NpgsqlException { InnerException: IOException or SocketException or TimeoutException };

    /// <summary>By their classes: connections (08), resources (53), an operator (57), the system (58).</summary>
    private static bool IsOutage(string state) =>
        state is IdleInTransaction
        || state[..2] is "08" or "53" or "57" or "58"
        || state
            is PostgresErrorCodes.ReadOnlySqlTransaction
                or PostgresErrorCodes.LockNotAvailable
                or PostgresErrorCodes.SerializationFailure
                or PostgresErrorCodes.DeadlockDetected;

    private static IEnumerable<Exception> Causes(Exception? failure)
    {
        for (; failure is not null; failure = failure.InnerException)
            yield return failure;
    }
}
