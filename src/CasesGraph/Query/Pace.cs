using System.Diagnostics;

namespace CasesGraph.Query;

/// <summary>
/// How long the runs of a plan take. Its price knows the rows that are asked for, not those that the database looks at to
/// find them.
/// </summary>
internal sealed class Pace
{
    private const double PointsAMillisecond = 100;

    /// <summary>So much of what is said comes from the newest run: one that was held up by others must not count for long.</summary>
    private const double Newest = 0.25;

    private double points;

    /// <summary>In points, of the last runs.</summary>
    public double Points => Volatile.Read(ref points);

    public void Add(long begun)
    {
        var run = Stopwatch.GetElapsedTime(begun).TotalMilliseconds * PointsAMillisecond;
        var known = Points;
        Volatile.Write(ref points, known == 0 ? run : known + (Newest * (run - known)));
    }
}
