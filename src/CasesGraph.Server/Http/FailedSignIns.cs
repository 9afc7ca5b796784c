using System.Net;
using System.Threading.RateLimiting;

namespace CasesGraph.Server.Http;

/// <summary>
/// How often an address may fail to sign in: 30 times a minute, one of IPv6 together with all of its network (/64). There
/// are so many counters and no more; addresses that share one share their failures, which keeps no good key out.
/// </summary>
internal sealed class FailedSignIns : IDisposable
{
    public const int MostAMinute = 30;

    private const int Counters = 4_096;

    private readonly PartitionedRateLimiter<IPAddress?> limiter = PartitionedRateLimiter.Create<IPAddress?, int>(
        address =>
            RateLimitPartition.GetFixedWindowLimiter(
                CounterOf(address),
                _ => new FixedWindowRateLimiterOptions
                {
                    PermitLimit = MostAMinute,
                    Window = TimeSpan.FromMinutes(1),
                    QueueLimit = 0,
                }
            )
    );

    /// <summary>Notes one more; when to come again, where there are too many.</summary>
    public TimeSpan? Note(IPAddress? address)
    {
        using var lease = limiter.AttemptAcquire(address);
        if (lease.IsAcquired)
            return null;
        return lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : TimeSpan.FromMinutes(1);
    }

    public void Dispose() => limiter.Dispose();

    /// <summary>By a hash of this process, so that nobody can choose an address that shares another's.</summary>
    private static int CounterOf(IPAddress? address)
    {
        var hash = new HashCode();
        if (address is not null)
            hash.AddBytes(OpenConnections.NetworkOf(address).GetAddressBytes());
        return (int)((uint)hash.ToHashCode() % Counters);
    }
}
