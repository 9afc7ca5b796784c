using System.Net;
using System.Net.Sockets;
using CasesGraph.Access;
using CasesGraph.Serving;

namespace CasesGraph.Server.Http;

/// <summary>WebSockets and streams that are open, by caller and by address.</summary>
internal sealed class OpenConnections(Limits limits, AccessTrail trail)
{
    private const int NetworkBytes = 8;

    private readonly Lock counting = new();
    private readonly Dictionary<object, int> counts = [];

    /// <summary>
    /// One more of an address; null where there are too many. Those of this machine are not counted: what passes on the
    /// requests of everybody has such an address.
    /// </summary>
    public IDisposable? Open(IPAddress? address) =>
        address is null || IPAddress.IsLoopback(address)
            ? new Uncounted()
            : Open(NetworkOf(address), limits.ConnectionsPerAddress);

    /// <summary>One more of a caller; null where there are too many.</summary>
    public IDisposable? Open(Caller caller)
    {
        if (caller.IsUncounted)
            return new Uncounted();
        var opened = Open((caller.Asker, caller.ApiKeyId), limits.ConnectionsPerCaller);
        if (opened is null)
            trail.LimitRefused(caller, GraphErrorCode.RateLimited, nameof(Limits.ConnectionsPerCaller));
        return opened;
    }

    /// <summary>An address, or of IPv6 its network (/64), which is one customer's.</summary>
    public static IPAddress NetworkOf(IPAddress address) =>
        address.AddressFamily is AddressFamily.InterNetworkV6
            ? new IPAddress([.. address.GetAddressBytes()[..NetworkBytes], .. new byte[NetworkBytes]])
            : address;

    private Counted? Open(object owner, int most)
    {
        lock (counting)
        {
            var count = counts.GetValueOrDefault(owner);
            if (count >= most)
                return null;
            counts[owner] = count + 1;
        }
        return new Counted(this, owner);
    }

    private void Close(object owner)
    {
        lock (counting)
        {
            if (--counts[owner] == 0)
                counts.Remove(owner);
        }
    }

    private sealed class Counted(OpenConnections all, object owner) : IDisposable
    {
        private int closed;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref closed, 1) == 0)
                all.Close(owner);
        }
    }

    private sealed class Uncounted : IDisposable
    {
        public void Dispose() { }
    }
}
