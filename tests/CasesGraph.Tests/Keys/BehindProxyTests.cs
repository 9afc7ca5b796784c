using CasesGraph.Server.Start;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Keys;

/// <summary>A key that is bound to networks goes by the address that a proxy tells, where the proxy is known.</summary>
public sealed class BehindProxyTests
{
    [Theory]
    [InlineData(null, "192.0.2.7", "403 FORBIDDEN_NETWORK")]
    [InlineData("10.0.0.0/8", "192.0.2.7", "403 FORBIDDEN_NETWORK")]
    [InlineData("10.0.0.0/8; 127.0.0.1", "192.0.2.7", "200 ")]
    [InlineData("127.0.0.1", "198.51.100.1", "403 FORBIDDEN_NETWORK")]
    // What stands before the address that the known proxy has seen, anybody may have sent.
    [InlineData("127.0.0.1", "192.0.2.7, 198.51.100.1", "403 FORBIDDEN_NETWORK")]
    [InlineData("127.0.0.1;10.0.0.0/8", "192.0.2.7, 10.1.2.3", "200 ")]
    public async Task The_address_is_that_before_the_known_proxies(string? known, string forwarded, string expected)
    {
        await using var server = await RunningServer.StartAsync(known is null ? [] : [("Proxy:KnownNetworks", known)]);
        var key = await server.NewKeyAsync("networks: [\"192.0.2.0/24\"]");
        using var client = server.With(key.Text);
        client.DefaultRequestHeaders.Add("X-Forwarded-For", forwarded);
        Assert.Equal(expected, await client.KnockAsync());
    }

    [Fact]
    public async Task What_is_no_network_stops_the_start()
    {
        var refused = await Assert.ThrowsAsync<StartRefusedException>(() =>
            RunningServer.StartAsync(("Proxy:KnownNetworks", "the proxy"))
        );
        Assert.Contains("'the proxy'", refused.Message, StringComparison.Ordinal);
    }
}
