using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CasesGraph.Data.Sqlite;

/// <summary>
/// A prepared INSERT, run over and over with other values. On SQLite's own interface: ADO.NET looks every parameter up
/// by its name again for every row, which took longer than the rows.
/// </summary>
internal sealed class SqliteInsert : BulkInsert
{
    private readonly SoleConnection connection;
    private readonly sqlite3_stmt statement;
    private readonly nint handle;

    /// <summary>Over so many rows a run. SQLite opens a table's indexes once for all of them.</summary>
    public SqliteInsert(SoleConnection connection, string table, IReadOnlyList<string> columns, int rows = 1)
    {
        this.connection = connection;
        var names = string.Join(", ", columns.Select(column => $"\"{column}\""));
        var values = $"({string.Join(", ", columns.Select(_ => "?"))})";
        var sql = $"INSERT INTO \"{table}\" ({names}) VALUES {string.Join(", ", Enumerable.Repeat(values, rows))}";
        Check(connection.Handle!, raw.sqlite3_prepare_v2(connection.Handle, sql, out statement), raw.SQLITE_OK);
        handle = statement.DangerousGetHandle();
    }

    public override void Run(params ReadOnlySpan<BulkValue> values)
    {
        using var use = connection.Begin();
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i].Text is { } text)
                SqliteParameters.Bind(handle, i + 1, text);
            else if (values[i].Number is { } number)
                SqliteNative.Bind(handle, i + 1, number);
            else
                raw.sqlite3_bind_null(statement, i + 1);
        }
        var result = raw.sqlite3_step(statement);
        // Also after a failure: a statement in progress would hold up the rollback.
        raw.sqlite3_reset(statement);
        Check(raw.sqlite3_db_handle(statement), result, raw.SQLITE_DONE);
    }

    public override void Dispose() => statement.Dispose();

    private static void Check(sqlite3 db, int result, int expected)
    {
        if (result != expected)
            throw new SqliteException(raw.sqlite3_errmsg(db).utf8_to_string(), result);
    }
}
