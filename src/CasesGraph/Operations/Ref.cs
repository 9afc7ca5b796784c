namespace CasesGraph.Operations;

/// <summary>An entity in a payload or an input by its key; what the caller selects of it is read by plan.</summary>
public sealed record Ref<TEntity>(long Key) : IRef
    where TEntity : class
{
    Type IRef.Entity => typeof(TEntity);
}

/// <summary>A reference to an entity, where it does not matter of which type.</summary>
public interface IRef
{
    long Key { get; }
    Type Entity { get; }
}
