namespace CasesGraph.Data;

/// <summary>
/// Fills an empty database inside one transaction. What is not committed when it is disposed of was never there.
/// </summary>
internal abstract class BulkLoad : IDisposable
{
    /// <summary>Whether nothing was ever written; deleted rows count, for their numbers are taken.</summary>
    public abstract bool IsEmpty { get; }

    /// <summary>Rows for one table. Tables are to be begun in an order in which none refers to a later one.</summary>
    public abstract BulkInsert Into(string table, params string[] columns);

    public abstract void Commit();

    public abstract void Dispose();
}

/// <summary>Rows on their way into one table.</summary>
internal abstract class BulkInsert : IDisposable
{
    public abstract void Run(params ReadOnlySpan<BulkValue> values);

    public abstract void Dispose();
}
