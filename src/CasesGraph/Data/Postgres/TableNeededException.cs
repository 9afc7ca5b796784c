namespace CasesGraph.Data.Postgres;

/// <summary>A work needs a table for itself from its beginning on (<see cref="CasesDb.KeepOthersOff"/>): it starts over with that.</summary>
internal sealed class TableNeededException(string table) : Exception("A table is needed from the beginning on.")
{
    public string Table { get; } = table;
}
