namespace CasesGraph.Operations;

/// <summary>A condition of a list, as it was given, as JSON.</summary>
public sealed record GivenFilter<TEntity>(string Json)
    where TEntity : class;
