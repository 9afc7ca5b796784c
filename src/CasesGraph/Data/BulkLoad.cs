using System.Runtime.InteropServices;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CasesGraph.Data;

/// <summary>
/// Fills an empty database inside one transaction. What is not committed when it is disposed of was never there.
/// </summary>
internal abstract class BulkLoad(IModel model) : IDisposable
{
    /// <summary>From here on nobody else fills the database: whether it is empty is to be asked behind it.</summary>
    /// <param name="isLarge">Whether it is much: others may be kept from reading meanwhile, for less room on disk.</param>
    public abstract void Begin(bool isLarge);

    /// <summary>Whether nothing was ever written; deleted rows count, for their numbers are taken.</summary>
    public abstract bool IsEmpty { get; }

    /// <summary>Rows of an entity, with their keys. Each is to be begun before those that refer to it.</summary>
    public BulkInsert<TEntity> Into<TEntity>()
        where TEntity : class
    {
        var row = EntityRow.Of(model, typeof(TEntity));
        return new(row, Into(row.Table, [.. row.Columns.Select(column => column.Name)]));
    }

    public abstract void Commit();

    public abstract void Dispose();

    protected abstract BulkInsert Into(string table, string[] columns);
}

/// <summary>Rows on their way into one table.</summary>
internal abstract class BulkInsert : IDisposable
{
    public abstract void Run(params ReadOnlySpan<BulkValue> values);

    public abstract void Dispose();
}

/// <summary>An entity's rows, each its own object or the same one again with other values.</summary>
internal sealed class BulkInsert<TEntity>(EntityRow row, BulkInsert insert) : IDisposable
    where TEntity : class
{
    private readonly BulkValue[] values = new BulkValue[row.Columns.Count];

    public void Run(TEntity entity)
    {
        row.Read(entity, values);
        insert.Run(values);
    }

    public void Dispose() => insert.Dispose();
}

/// <summary>A column's value as it is stored, without a box around it.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct BulkValue(string? Text, long? Number)
{
    public static implicit operator BulkValue(string? text) => new(text, Number: null);

    public static implicit operator BulkValue(long number) => new(Text: null, number);
}
