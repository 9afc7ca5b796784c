namespace CasesGraph.Serving;

/// <summary>What an operation costs, in points (docs/api.md#cost).</summary>
/// <param name="Requested">Known before it runs, from the document and its variables alone.</param>
/// <param name="Actual">By the rows that were read; null when nothing ran.</param>
/// <param name="Remaining">What the caller has left after it; null for one whom nobody counts.</param>
public sealed record OperationCost(long Requested, long? Actual, long Maximum, long? Remaining)
{
    /// <summary>Whole points; parts of one count as one.</summary>
    public static long Whole(double points) => (long)Math.Ceiling(Math.Round(points, 4));
}

/// <summary>What a caller wants to know of an operation's cost.</summary>
public enum CostReport
{
    None,

    /// <summary>The cost alone; the operation does not run.</summary>
    Validate,

    /// <summary>The cost beside the data.</summary>
    Report,
}
