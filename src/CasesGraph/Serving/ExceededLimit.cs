namespace CasesGraph.Serving;

/// <summary>What a LIMIT_EXCEEDED tells beside its message.</summary>
/// <param name="Limit">The setting under Limits.</param>
/// <param name="Requested">What was asked for, or as much of it as was looked at.</param>
public sealed record ExceededLimit(string Limit, long Requested, long Maximum)
{
    /// <summary>For the cost: response keys to the field that costs most by itself, with dots between.</summary>
    public string? Field { get; init; }

    public long? FieldCost { get; init; }
}
