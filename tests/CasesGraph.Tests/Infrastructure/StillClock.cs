namespace CasesGraph.Tests.Infrastructure;

/// <summary>Measures no time but what it is given; what the clock on the wall shows goes on.</summary>
public sealed class StillClock : TimeProvider
{
    private long now = TimeProvider.System.GetTimestamp();

    public void Pass(TimeSpan time) => Interlocked.Add(ref now, (long)(time.TotalSeconds * TimestampFrequency));

    public override long GetTimestamp() => Volatile.Read(ref now);
}
