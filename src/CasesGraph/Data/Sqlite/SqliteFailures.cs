using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CasesGraph.Data.Sqlite;

/// <summary>What failures of SQLite mean. EF Core wraps them.</summary>
internal static class SqliteFailures
{
    /// <summary>It passes by itself, or an operator mends it; what was asked is not to blame.</summary>
    public static bool IsOutage(Exception failure) =>
        CodeOf(failure)
            is raw.SQLITE_BUSY
                or raw.SQLITE_LOCKED
                or raw.SQLITE_NOMEM
                or raw.SQLITE_READONLY
                or raw.SQLITE_IOERR
                or raw.SQLITE_FULL
                or raw.SQLITE_CANTOPEN
                or raw.SQLITE_PROTOCOL;

    public static bool IsBrokenDisk(Exception failure) => CodeOf(failure) is raw.SQLITE_IOERR;

    private static int? CodeOf(Exception? failure) =>
        failure is null ? null : (failure as SqliteException)?.SqliteErrorCode ?? CodeOf(failure.InnerException);
}
