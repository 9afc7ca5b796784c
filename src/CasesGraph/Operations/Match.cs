namespace CasesGraph.Operations;

/// <summary>What an object is recognised by; there may be none yet.</summary>
public sealed class Match<TEntity>
    where TEntity : class
{
    /// <summary>Null where it is an id that is malformed, which has been noted.</summary>
    internal GivenRef? Ref { get; init; }
}
