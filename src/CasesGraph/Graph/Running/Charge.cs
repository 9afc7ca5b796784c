using System.Globalization;
using CasesGraph.Serving;

namespace CasesGraph.Graph.Running;

/// <summary>
/// What one operation takes of its caller's bucket: a point when it comes, all that it may cost before it runs, of which
/// comes back what it did not cost. The point stays, whatever becomes of it.
/// </summary>
/// <param name="bucket">Null for a caller whom nobody counts.</param>
internal sealed class Charge(Bucket? bucket, CostBound most)
{
    private const long Least = 1;

    private long taken;

    /// <summary>What an operation may cost at most; no wait makes room for more.</summary>
    public CostBound Most => most;

    /// <summary>Null for a caller whom nobody counts.</summary>
    public Bucket? Bucket => bucket;

    /// <summary>What is taken before it runs.</summary>
    public long Requested { get; private set; } = Least;

    /// <summary>Before anything is done for it.</summary>
    /// <exception cref="RequestErrorException">The bucket has too little.</exception>
    public void Begin() => TakeUpTo(Least);

    /// <summary>Before it runs.</summary>
    /// <exception cref="RequestErrorException">The bucket has too little.</exception>
    public void Take(double requested)
    {
        Requested = Math.Max(Least, OperationCost.Whole(requested));
        TakeUpTo(Requested);
    }

    /// <summary>Gives back what it did not cost. What it cost beyond that is missing from the next.</summary>
    public void Settle(double actual)
    {
        if (taken == 0)
            return;
        var kept = Math.Max(Least, OperationCost.Whole(actual));
        if (kept > taken)
            bucket!.Spend(kept - taken);
        else
            bucket!.GiveBack(taken - kept);
        taken = kept;
    }

    /// <summary>Gives back all, of one that was only looked at and is still to come.</summary>
    public void Return()
    {
        bucket?.GiveBack(taken);
        taken = 0;
    }

    private void TakeUpTo(long points)
    {
        if (bucket is null || points <= taken)
            return;
        if (bucket.Take(points - taken) is { } wait)
        {
            var available = bucket.Remaining + taken;
            throw new RequestErrorException(
                GraphErrorCode.RateLimited,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The operation costs {points} points, and you have {available} at the moment; {bucket.Restore} come back in a second."
                )
            )
            {
                Shortage = new Shortage(points, available, wait),
            };
        }
        taken = points;
    }
}

/// <summary>What bounds the cost of one operation.</summary>
/// <param name="Limit">The setting under Limits.</param>
internal readonly record struct CostBound(string Limit, int Points);
