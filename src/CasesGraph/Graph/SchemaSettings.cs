namespace CasesGraph.Graph;

/// <summary>What is told of the schema; settings under Schema.</summary>
public sealed record SchemaSettings
{
    /// <summary>
    /// Whether the schema may be known: introspection, its text, explorers, and what there is to choose from in the
    /// messages of mistakes.
    /// </summary>
    public bool Public { get; init; } = true;
}
