namespace CasesGraph.Data;

/// <summary>Where the change log ends, as one snapshot sees it; all 0 while it is empty.</summary>
/// <param name="Settled">The last change before which nothing can come any more.</param>
/// <param name="Last">The last change that can be seen.</param>
/// <param name="Next">No change can be behind this place yet.</param>
internal sealed record LogEnds(long Settled, long Last, long Next);
