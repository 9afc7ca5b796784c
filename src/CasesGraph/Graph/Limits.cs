using System.ComponentModel.DataAnnotations;

namespace CasesGraph.Graph;

/// <summary>What one request may ask for at most; settings under Limits.</summary>
public sealed record Limits
{
    [Range(1, int.MaxValue)]
    public int DocumentBytes { get; init; } = 32 * 1024;

    [Range(1, int.MaxValue)]
    public int DocumentTokens { get; init; } = 2_000;

    [Range(1, 100)]
    public int Depth { get; init; } = 15;

    [Range(1, int.MaxValue)]
    public int Aliases { get; init; } = 30;

    [Range(1, int.MaxValue)]
    public int RootFields { get; init; } = 10;

    [Range(1, 10_000)]
    public int DefaultPageSize { get; init; } = 50;

    [Range(1, 10_000)]
    public int MaxPageSize { get; init; } = 100;

    [Range(1, 1024 * 1024 * 1024)]
    public int BodyBytes { get; init; } = 1024 * 1024;

    [Range(1, 3_600)]
    public int RequestSeconds { get; init; } = 30;

    /// <summary>Whether the schema may be asked for by __schema and __type; not given: in Development.</summary>
    public bool? Introspection { get; init; }
}
