using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Metadata;
using SQLitePCL;

namespace CasesGraph.Data.Sqlite;

/// <summary>On the connection that writes. Keys are given by the database, those of the log so in commit order.</summary>
internal sealed class SqliteDirectRows(SoleConnection connection, IModel model) : DirectRows, IDisposable
{
    private readonly Dictionary<Type, SqliteRowInserts> inserts = [];

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
        Add(rows, keepsKeys: true);
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

    private void Add(object row) => Add([row]);

    private void Add(IReadOnlyList<object> rows, bool keepsKeys = false)
    {
        for (var at = 0; at < rows.Count; )
        {
            var type = rows[at].GetType();
            var end = at + 1;
            while (end < rows.Count && rows[end].GetType() == type)
                end++;
            if (!inserts.TryGetValue(type, out var insert))
                inserts.Add(type, insert = new(connection, EntityRow.Of(model, type)));
            insert.Run(rows, at, end, keepsKeys);
            at = end;
        }
    }
}
