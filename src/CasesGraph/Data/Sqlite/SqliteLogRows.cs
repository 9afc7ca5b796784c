using CasesGraph.ChangeLog;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CasesGraph.Data.Sqlite;

/// <summary>The change log's rows on the connection that writes. Its key is given by the database, in commit order.</summary>
internal sealed class SqliteLogRows(SqliteConnection connection) : LogRows, IDisposable
{
    private readonly SqliteInsert insert = new(
        connection,
        nameof(FieldChange),
        nameof(FieldChange.ChangeId),
        nameof(FieldChange.Field),
        nameof(FieldChange.Before),
        nameof(FieldChange.After),
        nameof(FieldChange.BeforeRole),
        nameof(FieldChange.AfterRole),
        nameof(FieldChange.BeforeText),
        nameof(FieldChange.AfterText)
    );

    public override long NextPosition() => 0;

    public override string PositionsOf(int count) => "NULL";

    public override long FirstOf(int count) => raw.sqlite3_last_insert_rowid(connection.Handle) - count + 1;

    public override Task AddAsync(IReadOnlyList<(long ChangeId, FieldChange Row)> rows, CancellationToken token)
    {
        foreach (var (changeId, row) in rows)
        {
            insert.Run(
                changeId,
                row.Field.Name,
                row.Before,
                row.After,
                (int?)row.BeforeRole,
                (int?)row.AfterRole,
                row.BeforeText,
                row.AfterText
            );
        }
        return Task.CompletedTask;
    }

    public void Dispose() => insert.Dispose();
}
