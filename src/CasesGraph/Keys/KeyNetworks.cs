using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace CasesGraph.Keys;

/// <summary>From where alone a key works, as one text with blanks between: 192.0.2.0/24 2001:db8::/32.</summary>
internal static class KeyNetworks
{
    public static string? Of(IEnumerable<IPNetwork>? networks) =>
        networks is null ? null : string.Join(' ', networks.Distinct().Select(one => one.ToString()));

    /// <summary>Null for everywhere.</summary>
    public static IReadOnlyList<IPNetwork>? Read(string? text) =>
        text is null ? null : [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(IPNetwork.Parse)];

    public static object? Json(string? text) =>
        text is null ? null : JsonSerializer.SerializeToElement(text.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    /// <summary>A network as a caller writes it, or one address; null where it is neither.</summary>
    public static IPNetwork? Parse(string text) =>
        text.Contains('/', StringComparison.Ordinal)
            ? IPNetwork.TryParse(text, out var network)
                ? network
                : null
            : IPAddress.TryParse(text, out var address) && address.ScopeIdOrNone() == 0
                ? new IPNetwork(address, address.AddressFamily is AddressFamily.InterNetwork ? 32 : 128)
                : null;

    /// <summary>Whether a caller's address is in one of them; one that is not known is in none.</summary>
    public static bool Have(IReadOnlyList<IPNetwork>? networks, IPAddress? address) =>
        networks is null || (address is not null && networks.Any(one => one.Contains(address)));

    /// <summary>Whether all of one is in the others.</summary>
    public static bool Cover(IReadOnlyList<IPNetwork>? outer, IReadOnlyList<IPNetwork>? inner) =>
        outer is null
        || (
            inner is not null
            && inner.All(one =>
                outer.Any(other => other.PrefixLength <= one.PrefixLength && other.Contains(one.BaseAddress))
            )
        );

    private static long ScopeIdOrNone(this IPAddress address) =>
        address.AddressFamily is AddressFamily.InterNetworkV6 ? address.ScopeId : 0;
}
