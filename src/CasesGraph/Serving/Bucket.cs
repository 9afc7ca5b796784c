namespace CasesGraph.Serving;

/// <summary>
/// Points that can be spent: so many at once, and so many more a second. All that is known of it is the moment at which it
/// will be full, so that to take is one exchange of a number, and a bucket that nobody takes from costs nothing.
/// </summary>
internal sealed class Bucket
{
    /// <summary>Less of a point is missing for the rounding of ticks alone.</summary>
    private const double Rounding = 0.001;

    private readonly TimeProvider clock;
    private readonly double ticksOfPoint;
    private readonly long whole;
    private long fullAt;

    public Bucket(int size, int restore, TimeProvider clock)
    {
        (Size, Restore, this.clock) = (size, restore, clock);
        ticksOfPoint = (double)clock.TimestampFrequency / restore;
        whole = Ticks(size);
        fullAt = clock.GetTimestamp();
    }

    /// <summary>Points that it holds at most.</summary>
    public int Size { get; }

    /// <summary>Points that come back in a second.</summary>
    public int Restore { get; }

    public bool IsFull => Missing() == 0;

    /// <summary>Whole points that are there.</summary>
    public int Remaining => (int)Math.Clamp(Size - Math.Ceiling(Missing() / ticksOfPoint - Rounding), 0, Size);

    public TimeSpan UntilFull => clock.GetElapsedTime(0, Missing());

    /// <summary>Takes all of it or nothing; then it tells how long to wait until there is enough. Null when it was taken.</summary>
    public TimeSpan? Take(long points)
    {
        while (true)
        {
            var now = clock.GetTimestamp();
            var known = Volatile.Read(ref fullAt);
            var then = Math.Max(known, now) + Ticks(points);
            if (then - now > whole)
                return clock.GetElapsedTime(0, then - now - whole);
            if (Interlocked.CompareExchange(ref fullAt, then, known) == known)
                return null;
        }
    }

    /// <summary>Takes what has been spent already, if there is so much or not: what is missing has to come back first.</summary>
    public void Spend(long points)
    {
        while (true)
        {
            var known = Volatile.Read(ref fullAt);
            var then = Math.Max(known, clock.GetTimestamp()) + Ticks(points);
            if (Interlocked.CompareExchange(ref fullAt, then, known) == known)
                return;
        }
    }

    /// <summary>What was taken and not spent. A bucket that has become full meanwhile does not hold more for it.</summary>
    public void GiveBack(long points) => Interlocked.Add(ref fullAt, -Ticks(points));

    private long Missing() => Math.Max(0, Volatile.Read(ref fullAt) - clock.GetTimestamp());

    private long Ticks(long points) => (long)(points * ticksOfPoint);
}
