using System.Numerics;
using SQLitePCL;

namespace CasesGraph.Data.Sqlite;

/// <summary>Writes rows of one entity, many by one statement; each size of a statement is prepared once.</summary>
internal sealed class SqliteRowInserts(SoleConnection connection, EntityRow row) : IDisposable
{
    /// <summary>A power of two. Twice as many are hardly faster.</summary>
    private const int Most = 32;

    private readonly SqliteInsert?[] inserts = new SqliteInsert?[BitOperations.Log2(Most) + 1];
    private readonly string[] columns = [.. row.Columns.Select(column => column.Name)];
    private readonly BulkValue[] one = new BulkValue[row.Columns.Count];
    private BulkValue[] values = [];

    /// <summary>Those from one place to before another; they have their keys afterwards.</summary>
    /// <param name="keepsKeys">Whether those that come with a key keep it.</param>
    public void Run(IReadOnlyList<object> rows, int from, int to, bool keepsKeys)
    {
        while (from < to)
        {
            var keyed = keepsKeys && HasKey(rows[from]);
            var count = 1;
            while (count < Most && from + count < to && (keepsKeys && HasKey(rows[from + count])) == keyed)
                count++;
            // What is left goes by smaller ones.
            count = 1 << BitOperations.Log2((uint)count);
            RunStatement(rows, from, count, keyed);
            from += count;
        }
    }

    public void Dispose()
    {
        foreach (var insert in inserts)
            insert?.Dispose();
    }

    private void RunStatement(IReadOnlyList<object> rows, int from, int count, bool keyed)
    {
        var width = one.Length;
        if (values.Length < count * width)
            values = new BulkValue[count * width];
        for (var at = 0; at < count; at++)
        {
            row.Read(rows[from + at], one);
            if (row.Key is { } key && !keyed)
                one[key] = default;
            one.CopyTo(values, at * width);
        }
        var insert = inserts[BitOperations.Log2((uint)count)] ??= new(connection, row.Table, columns, count);
        insert.Run(values.AsSpan(0, count * width));
        if (row.Key is null || keyed)
            return;
        // Nobody else writes meanwhile, so that they follow one another.
        var first = raw.sqlite3_last_insert_rowid(connection.Handle) - count + 1;
        for (var at = 0; at < count; at++)
            row.GiveKey(rows[from + at], first + at);
    }

    private bool HasKey(object of) => row.Key is not null && row.KeyOf(of) != 0;
}
