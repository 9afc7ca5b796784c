namespace CasesGraph.Data;

/// <summary>What one query is translated with.</summary>
/// <param name="Db">The tables, and what holds for their rows.</param>
/// <param name="Holders">Of all values that the query's parameters can have.</param>
internal sealed record Translation(CasesDb Db, IEnumerable<Holder> Holders);
