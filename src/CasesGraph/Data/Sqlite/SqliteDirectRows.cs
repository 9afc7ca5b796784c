using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Metadata;
using SQLitePCL;

namespace CasesGraph.Data.Sqlite;

/// <summary>On the connection that writes. Keys are given by the database, those of the log so in commit order.</summary>
internal sealed class SqliteDirectRows(SoleConnection connection, IModel model) : DirectRows, IDisposable
{
    private readonly Dictionary<Type, SqliteRowInsert> inserts = [];

    public override string PositionsOf(int count) => "NULL";

    public override string FirstOf(int count) => (LastKey - count + 1).ToString(CultureInfo.InvariantCulture);

    private long LastKey => raw.sqlite3_last_insert_rowid(connection.Handle);

    public override Task AddAsync(IReadOnlyList<object> rows, CancellationToken token)
    {
        Add(rows);
        return Task.CompletedTask;
    }

    public override Task AddKeyedAsync(IReadOnlyList<object> rows, CancellationToken token)
    {
        foreach (var row in rows)
            Insert(row).Run(row, keepsKey: true);
        return Task.CompletedTask;
    }

    public override Task AddAsync(LogRows rows, CancellationToken token)
    {
        if (rows.Set is { } set)
            Add(set);
        Add(rows.Changes);
        Add(rows.Fields);
        return Task.CompletedTask;
    }

    public override Task AddAsync(LoggedRow added, CancellationToken token)
    {
        Add(added.Row);
        Add(added.Parts);
        Add(added.Set);
        Add(added.Change);
        Add(added.Fields);
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        foreach (var insert in inserts.Values)
            insert.Dispose();
    }

    private void Add(IReadOnlyList<object> rows)
    {
        foreach (var row in rows)
            Add(row);
    }

    private void Add(object row) => Insert(row).Run(row, keepsKey: false);

    private SqliteRowInsert Insert(object row)
    {
        if (!inserts.TryGetValue(row.GetType(), out var insert))
            inserts.Add(row.GetType(), insert = new(connection, EntityRow.Of(model, row.GetType())));
        return insert;
    }

    private sealed class SqliteRowInsert(SoleConnection connection, EntityRow row) : IDisposable
    {
        private readonly SqliteInsert insert = new(
            connection,
            row.Table,
            [.. row.Columns.Select(column => column.Name)]
        );
        private readonly BulkValue[] values = new BulkValue[row.Columns.Count];

        public void Run(object entity, bool keepsKey)
        {
            row.Read(entity, values);
            if (row.Key is { } key && !(keepsKey && row.KeyOf(entity) != 0))
                values[key] = default;
            insert.Run(values);
            if (row.Key is not null)
                row.GiveKey(entity, raw.sqlite3_last_insert_rowid(connection.Handle));
        }

        public void Dispose() => insert.Dispose();
    }
}
