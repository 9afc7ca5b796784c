namespace CasesGraph.Operations;

/// <summary>A sort key of a list, as it was given, as JSON.</summary>
public sealed record SortKey<TEntity>(string Json)
    where TEntity : class;
