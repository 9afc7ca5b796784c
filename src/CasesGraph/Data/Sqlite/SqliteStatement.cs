using CasesGraph.Model;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CasesGraph.Data.Sqlite;

/// <summary>
/// A statement, prepared on a connection. On SQLite's own interface: for a small read, what ADO.NET does about
/// parameters, readers and cells took longer than SQLite.
/// </summary>
internal sealed class SqliteStatement
{
    private readonly sqlite3_stmt prepared;
    private readonly nint handle;
    private readonly (int Index, Holder Holder)[] parameters;
    private readonly bool[] isText;

    /// <summary>A statement over what was prepared of its text.</summary>
    public SqliteStatement(PreparedText text, Statement statement)
    {
        (Text, prepared) = (text, text.Handle);
        handle = prepared.DangerousGetHandle();
        parameters =
        [
            .. statement.Parameters.Select(one => (raw.sqlite3_bind_parameter_index(prepared, one.Name), one.Holder)),
        ];
        isText = [.. statement.Columns.Select(stored => stored is StoredAs.Text)];
    }

    public PreparedText Text { get; }

    public RowSet Read(StatementInput input)
    {
        foreach (var (index, holder) in parameters)
            SqliteParameters.Bind(handle, index, holder, input);
        var rows = new RowSet(isText.Length, input.Values, input.Bound) { Caller = input.Caller };
        int result;
        try
        {
            while ((result = raw.sqlite3_step(prepared)) == raw.SQLITE_ROW)
                Add(rows);
        }
        finally
        {
            // Also after a failure: a statement in progress would keep its snapshot.
            raw.sqlite3_reset(prepared);
            // Or a long text would be kept as long as the statement.
            raw.sqlite3_clear_bindings(prepared);
        }
        Check(raw.sqlite3_db_handle(prepared), result, raw.SQLITE_DONE);
        return rows;
    }

    private void Add(RowSet rows)
    {
        rows.BeginRow();
        for (var column = 0; column < isText.Length; column++)
        {
            if (isText[column] && SqliteNative.TryText(handle, column, out var text))
                rows.Add(text);
            else if (!isText[column] && SqliteNative.TryNumber(handle, column, out var number))
                rows.Add(number);
            else
                rows.AddNull();
        }
    }

    private static void Check(sqlite3 db, int result, int expected)
    {
        if (result != expected)
            SqliteException.ThrowExceptionForRC(result, db);
    }
}
