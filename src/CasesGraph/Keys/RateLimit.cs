using System.ComponentModel;
using CasesGraph.Graph.Running;

namespace CasesGraph.Keys;

[Description(
    "The points that the caller may spend. What an operation may cost is taken before it runs, and what it did not cost comes back after it."
)]
public sealed record RateLimit(
    [property: Description("How many points there are at most.")] int Limit,
    [property: Description("How many there are at the moment, after what this operation may cost was taken.")]
        int Remaining,
    [property: Description("How many come back in a second.")] int RestorePerSecond,
    [property: Description("What this operation may cost.")] int Cost,
    [property: Description("When there are as many again as there can be, if nothing more is asked.")] DateTime ResetAt
)
{
    /// <summary>Null for a caller whom nobody counts.</summary>
    internal static RateLimit? Of(Charge charge, DateTime now) =>
        charge.Bucket is { } bucket
            ? new(
                bucket.Size,
                bucket.Remaining,
                bucket.Restore,
                (int)Math.Min(charge.Requested, int.MaxValue),
                now + bucket.UntilFull
            )
            : null;
}
