namespace CasesGraph.Operations;

/// <summary>An entity in a payload or an input by its key; what the caller selects of it is read by plan.</summary>
public sealed record Ref<TEntity>(long Key)
    where TEntity : class;
