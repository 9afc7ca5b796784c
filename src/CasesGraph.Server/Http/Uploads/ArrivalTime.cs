namespace CasesGraph.Server.Http.Uploads;

/// <summary>
/// How long a request with files may take to arrive. A large file has the time that it needs at a rate that the worst of lines
/// has; what comes more slowly ends like any other.
/// </summary>
internal sealed class ArrivalTime(CancellationTokenSource limit, TimeSpan most)
{
    private const double LeastBytesPerSecond = 50_000;
    private const int Step = 1024 * 1024;

    private readonly long begun = Environment.TickCount64;
    private long bytes;
    private long prolonged;

    public CancellationToken Token
    {
        get
        {
            limit.CancelAfter(most);
            return limit.Token;
        }
    }

    /// <summary>More of a large file is there.</summary>
    public void Arrived(int count)
    {
        bytes += count;
        if (bytes - prolonged < Step)
            return;
        prolonged = bytes;
        var earned = most + TimeSpan.FromSeconds(bytes / LeastBytesPerSecond);
        var passed = TimeSpan.FromMilliseconds(Environment.TickCount64 - begun);
        limit.CancelAfter(earned > passed ? earned - passed : TimeSpan.Zero);
    }
}
