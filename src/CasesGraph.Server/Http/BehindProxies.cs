using CasesGraph.Server.Start;
using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace CasesGraph.Server.Http;

/// <summary>
/// Proxies tell whose request they pass on (X-Forwarded-For), and whether it came by https (X-Forwarded-Proto). They are
/// believed where the settings have their networks; from everywhere else these headers are forged as easily as sent.
/// </summary>
internal static class BehindProxies
{
    public static void UseProxies(this WebApplication app, IReadOnlyList<IPNetwork> known)
    {
        if (known.Count == 0)
            return;
        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto,
            // From one known proxy to the next, up to the first address that is none.
            ForwardLimit = null,
        };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var network in known)
            options.KnownIPNetworks.Add(network);
        app.UseForwardedHeaders(options);
    }

    /// <summary>The setting Proxy:KnownNetworks, with ; between them.</summary>
    public static IReadOnlyList<IPNetwork> Read(IConfiguration configuration) =>
        [
            .. AccessSection
                .List(configuration.ReadSection<ProxySection>("Proxy").KnownNetworks)
                .Select(text =>
                    CasesGraph.Keys.KeyNetworks.Parse(text)
                    ?? throw new StartRefusedException(
                        $"Proxy:KnownNetworks has '{text}'; it takes addresses and networks such as 10.0.0.0/8."
                    )
                ),
        ];

    private sealed record ProxySection
    {
        public string? KnownNetworks { get; init; }
    }
}
