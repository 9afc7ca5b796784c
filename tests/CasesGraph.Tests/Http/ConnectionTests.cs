using System.Globalization;
using System.Net;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Keys;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace CasesGraph.Tests.Http;

/// <summary>WebSockets and streams are counted by caller and by address.</summary>
public sealed class ConnectionTests
{
    private const string Follow = "subscription { onCaseChanged { cursor } }";

    [Fact]
    public async Task A_caller_has_so_many_sockets_and_streams_at_once_and_no_more()
    {
        await using var server = await RunningServer.StartAsync(("Limits:ConnectionsPerCaller", "2"));
        var (one, other) = (await server.NewKeyAsync(), await server.NewKeyAsync());
        await using var first = await OpenAsync(server, one);
        using var client = server.With(one.Text);
        using (await GraphEvents.OpenAsync(client, Follow))
        {
            await using var third = await GraphSocket.ConnectAsync(server.Client);
            await InitAsync(third, one);
            Assert.Equal(4429, await third.ClosedAsync());
            using var stream = await GraphEvents.OpenAsync(client, Follow);
            Assert.Equal(429, (int)stream.Response.StatusCode);
            await using var ofOther = await OpenAsync(server, other);
        }
        // What was closed makes room.
        await Eventually.HoldsAsync(async () =>
        {
            await using var again = await GraphSocket.ConnectAsync(server.Client);
            await InitAsync(again, one);
            return await again.ReceiveAsync() is not null;
        });
    }

    [Fact]
    public async Task An_address_has_so_many_whoever_calls_and_a_network_of_IPv6_is_one()
    {
        var address = IPAddress.Loopback;
        await using var server = new RunningServer
        {
            Settings = { ["Limits:ConnectionsPerAddress"] = "2" },
            Services = services => services.AddSingleton<IStartupFilter>(new FromAddress(() => address)),
        };
        await server.InitializeAsync();
        // Of this machine, where a proxy stands for everybody, none are counted.
        await using var uncounted = await GraphSocket.OpenAsync(server.Client);
        address = IPAddress.Parse("2001:db8::1");
        await using var first = await GraphSocket.OpenAsync(server.Client);
        address = IPAddress.Parse("2001:db8::2");
        await using var second = await GraphSocket.OpenAsync(server.Client);
        await using var third = await GraphSocket.ConnectAsync(server.Client);
        Assert.Equal(4429, await third.ClosedAsync());
        using var stream = await GraphEvents.OpenAsync(server.Client, Follow);
        Assert.Equal(429, (int)stream.Response.StatusCode);
        address = IPAddress.Parse("2001:db8:0:1::1");
        await using var elsewhere = await GraphSocket.OpenAsync(server.Client);
        // Requests are no connections that stay.
        Assert.Equal(0, await server.CountCasesAsync());
    }

    private static Task<GraphSocket> OpenAsync(RunningServer server, MadeKey key) =>
        GraphSocket.OpenAsync(server.Client, new { authorization = $"Bearer {key.Text}" });

    private static Task InitAsync(GraphSocket socket, MadeKey key) =>
        socket.SendAsync(
            new
            {
                type = "connection_init",
                payload = new { authorization = string.Create(CultureInfo.InvariantCulture, $"Bearer {key.Text}") },
            }
        );

    private sealed class FromAddress(Func<IPAddress> address) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) =>
            app =>
            {
                app.Use(
                    (http, rest) =>
                    {
                        http.Connection.RemoteIpAddress = address();
                        return rest(http);
                    }
                );
                next(app);
            };
    }
}
