using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CasesGraph.Data.Sqlite;

/// <summary>What SQLite has compiled of a statement's text on one connection.</summary>
internal sealed class PreparedText(sqlite3_stmt handle, int bytes)
{
    /// <summary>SQLITE_STMTSTATUS_MEMUSED.</summary>
    private const int MemoryUsed = 99;

    public sqlite3_stmt Handle => handle;

    /// <summary>What it takes of memory.</summary>
    public int Bytes => bytes;

    /// <summary>Grows with every use of any statement on the connection.</summary>
    public long LastUse { get; set; }

    public static PreparedText Of(SqliteConnection connection, string sql)
    {
        var db = connection.Handle!;
        var result = raw.sqlite3_prepare_v3(db, sql, raw.SQLITE_PREPARE_PERSISTENT, out var prepared);
        if (result != raw.SQLITE_OK)
            SqliteException.ThrowExceptionForRC(result, db);
        return new PreparedText(prepared, raw.sqlite3_stmt_status(prepared, MemoryUsed, 0) + 2 * sql.Length);
    }
}
