namespace CasesGraph.Graph;

/// <summary>What one request may ask for at most; settings under Limits.</summary>
public sealed record Limits
{
    public int DocumentBytes { get; init; } = 32 * 1024;
    public int DocumentTokens { get; init; } = 2_000;
    public int Depth { get; init; } = 15;
    public int Aliases { get; init; } = 30;
    public int RootFields { get; init; } = 10;
    public int DefaultPageSize { get; init; } = 50;
    public int MaxPageSize { get; init; } = 100;
}
