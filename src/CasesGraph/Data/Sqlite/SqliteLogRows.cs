using CasesGraph.ChangeLog;
using Microsoft.Data.Sqlite;

namespace CasesGraph.Data.Sqlite;

/// <summary>
/// The change log's rows of fields, past EF Core: a write has as many of them as fields, and one prepared statement
/// writes them for a fraction of what tracked entities cost.
/// </summary>
internal sealed class SqliteLogRows(SqliteConnection connection) : IDisposable
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

    public void Add(long changeId, FieldChange row) =>
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

    public void Dispose() => insert.Dispose();
}
