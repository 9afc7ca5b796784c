using System.Net.WebSockets;
using System.Text.Json;
using CasesGraph.ChangeLog.Feed;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Http.Sockets;

/// <summary>graphql-transport-ws by its specification.</summary>
public sealed class SocketProtocolTests(SocketProtocolTests.ImpatientServer host)
    : IClassFixture<SocketProtocolTests.ImpatientServer>
{
    private const string Init = """{"type":"connection_init"}""";
    private const string Follow =
        """{"id":"1","type":"subscribe","payload":{"query":"subscription { onCaseChanged { kind } }"}}""";

    [Theory]
    [InlineData(4429, Init, Init)]
    [InlineData(4401, Follow)]
    [InlineData(4409, Init, Follow, Follow)]
    [InlineData(4400, "{")]
    [InlineData(4400, "")]
    [InlineData(4400, "[]")]
    [InlineData(4400, "\"ping\"")]
    [InlineData(4400, "{}")]
    [InlineData(4400, """{"type":1}""")]
    [InlineData(4400, """{"type":"unknown"}""")]
    [InlineData(4400, """{"type":"connection_ack"}""")]
    [InlineData(4400, """{"type":"next","id":"1","payload":{}}""")]
    [InlineData(4400, """{"type":"connection_init","payload":1}""")]
    [InlineData(4400, """{"type":"ping","payload":[]}""")]
    [InlineData(4400, """{"type":"pong","payload":"x"}""")]
    [InlineData(4400, Init, """{"type":"subscribe","payload":{"query":"{__typename}"}}""")]
    [InlineData(4400, Init, """{"type":"subscribe","id":"","payload":{"query":"{__typename}"}}""")]
    [InlineData(4400, Init, """{"type":"subscribe","id":1,"payload":{"query":"{__typename}"}}""")]
    [InlineData(4400, Init, """{"type":"subscribe","id":"1"}""")]
    [InlineData(4400, Init, """{"type":"subscribe","id":"1","payload":"{__typename}"}""")]
    [InlineData(4400, Init, """{"type":"subscribe","id":"1","payload":{}}""")]
    [InlineData(4400, Init, """{"type":"subscribe","id":"1","payload":{"query":1}}""")]
    [InlineData(4400, Init, """{"type":"subscribe","id":"1","payload":{"query":"{__typename}","variables":[]}}""")]
    [InlineData(4400, Init, """{"type":"complete"}""")]
    [InlineData(4408)]
    public async Task What_the_protocol_forbids_closes_the_socket(int code, params string[] messages)
    {
        await using var socket = await GraphSocket.ConnectAsync(host.Server.Client);

        foreach (var message in messages)
            await socket.SendTextAsync(message);

        Assert.Equal(code, await socket.ClosedAsync());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("graphql-ws")]
    public async Task Another_subprotocol_is_not_spoken(string? protocol)
    {
        // .NET's client refuses a subprotocol that the server did not choose, but none chosen is fine.
        await using var socket = await GraphSocket.ConnectAsync(host.Server.Client, protocol);

        Assert.Equal(4406, await socket.ClosedAsync());
    }

    [Fact]
    public async Task Messages_are_text_and_not_larger_than_a_body()
    {
        await using var binary = await GraphSocket.ConnectAsync(host.Server.Client);
        await binary.SendBytesAsync([1, 2, 3], WebSocketMessageType.Binary);
        Assert.Equal(4400, await binary.ClosedAsync());

        await using var large = await GraphSocket.ConnectAsync(host.Server.Client);
        await large.SendTextAsync($$$"""{"type":"ping","payload":{"x":"{{{new string('x', 20_000)}}}"}}""");
        Assert.Equal(1009, await large.ClosedAsync());
    }

    [Fact]
    public async Task A_ping_is_answered_with_what_came_with_it_even_before_the_acknowledgement()
    {
        await using var socket = await GraphSocket.ConnectAsync(host.Server.Client);

        await socket.SendTextAsync("""{"type":"ping"}""");
        Assert.Equal("""{"type":"pong"}""", (await socket.MessageAsync()).GetRawText());
        await socket.SendTextAsync("""{"type":"ping","payload":{"a":"é"}}""");
        Assert.Equal("""{"type":"pong","payload":{"a":"é"}}""", (await socket.MessageAsync()).GetRawText());
    }

    [Fact]
    public async Task The_server_pings_by_itself()
    {
        await using var socket = await GraphSocket.OpenAsync(host.Server.Client);

        for (var ping = 0; ping < 2; ping++)
        {
            Assert.Equal("""{"type":"ping"}""", (await socket.ReceiveAsync())!.Value.GetRawText());
            await socket.SendTextAsync("""{"type":"pong"}""");
        }
    }

    [Fact]
    public async Task Queries_and_mutations_are_answered_and_completed()
    {
        await using var socket = await GraphSocket.OpenAsync(host.Server.Client);

        await socket.SubscribeAsync("q", "query ($x: Boolean!) { __typename @include(if: $x) }", new { x = true });
        Assert.Equal(
            """{"type":"next","id":"q","payload":{"data":{"__typename":"Query"}}}""",
            (await socket.MessageAsync()).GetRawText()
        );
        Assert.Equal("""{"type":"complete","id":"q"}""", (await socket.MessageAsync()).GetRawText());

        await socket.SubscribeAsync(
            "q",
            """mutation { createCase(input: { subject: "By socket" }) { errors { __typename } } }"""
        );
        Assert.Equal("next", await socket.TypeAsync());
        Assert.Equal("complete", await socket.TypeAsync());
    }

    [Fact]
    public async Task What_is_refused_is_an_error_and_its_id_is_free_again()
    {
        await using var socket = await GraphSocket.OpenAsync(host.Server.Client);

        for (var again = 0; again < 2; again++)
        {
            await socket.SubscribeAsync("a\"b", "{ nothing }");
            var error = await socket.MessageAsync();
            Assert.Equal(
                ("error", "a\"b", JsonValueKind.Array),
                (
                    error.GetProperty("type").GetString(),
                    error.GetProperty("id").GetString(),
                    error.GetProperty("payload").ValueKind
                )
            );
        }
    }

    [Fact]
    public async Task Operations_of_one_socket_go_side_by_side_until_each_is_completed()
    {
        await using var socket = await GraphSocket.OpenAsync(host.Server.Client);
        await socket.SubscribeAsync("all", "subscription { onCaseChanged { kind } }");
        await socket.SubscribeAsync("none", "subscription { onCaseChanged(where: { not: {} }) { kind } }");
        await FollowedAsync(2);

        await host.Server.Client.CreateCaseAsync("Heard");
        Assert.Equal("CREATED", (await socket.NextAsync("all")).GetProperty("kind").GetString());
        await socket.SubscribeAsync("query", "{ __typename }");
        Assert.Equal("Query", (await socket.NextAsync("query")).GetString());
        Assert.Equal("complete", await socket.TypeAsync());

        await socket.SendAsync(new { type = "complete", id = "all" });
        await FollowedAsync(1);
        await host.Server.Client.CreateCaseAsync("Not heard");
        await socket.SendAsync(new { type = "complete", id = "unknown" });
        await socket.SubscribeAsync("all", "{ __typename }");
        Assert.Equal("Query", (await socket.NextAsync("all")).GetString());
    }

    [Fact]
    public async Task One_operation_too_many_is_an_error_and_the_others_go_on()
    {
        await using var socket = await GraphSocket.OpenAsync(host.Server.Client);
        for (var id = 1; id <= 3; id++)
            await socket.SubscribeAsync($"{id}", "subscription { onCaseChanged { kind } }");
        await FollowedAsync(3);

        await socket.SubscribeAsync("4", "subscription { onCaseChanged { kind } }");
        var error = await socket.MessageAsync();
        Assert.Equal(("error", "4"), (error.GetProperty("type").GetString(), error.GetProperty("id").GetString()));
        Assert.Equal(
            "LIMIT_EXCEEDED",
            error.GetProperty("payload")[0].GetProperty("extensions").GetProperty("code").GetString()
        );

        await host.Server.Client.CreateCaseAsync("Heard by three");
        for (var next = 0; next < 3; next++)
            Assert.Equal("next", await socket.TypeAsync());
    }

    [Theory]
    [InlineData("http://localhost:3000", true)]
    [InlineData("https://evil.example", false)]
    [InlineData("null", false)]
    [InlineData(null, true)]
    public async Task A_page_connects_only_from_an_origin_that_is_allowed(string? origin, bool allowed)
    {
        var connect = () => GraphSocket.ConnectAsync(host.Server.Client, origin: origin);

        if (allowed)
            await (await connect()).DisposeAsync();
        else
            Assert.Contains(
                "403",
                (await Assert.ThrowsAsync<WebSocketException>(connect)).Message,
                StringComparison.Ordinal
            );
    }

    [Fact]
    public async Task At_shutdown_clients_are_told_to_come_back()
    {
        var server = await RunningServer.StartAsync();
        await using var socket = await GraphSocket.OpenAsync(server.Client);
        await socket.SubscribeAsync("1", "subscription { onCaseChanged { kind } }");
        await using var silent = await GraphSocket.ConnectAsync(server.Client);
        using var events = await GraphEvents.OpenAsync(server.Client, "subscription { onCaseChanged { kind } }");
        var feed = server.Get<ChangeFeed>();
        await Eventually.EqualAsync(2, () => feed.Subscribers);

        var stop = server.DisposeAsync();

        Assert.Equal(1012, await socket.ClosedAsync());
        Assert.Equal(1012, await silent.ClosedAsync());
        Assert.Null(await events.ReadAsync());
        await stop;
    }

    private Task FollowedAsync(int subscribers)
    {
        var feed = host.Server.Get<ChangeFeed>();
        return Eventually.EqualAsync(subscribers, () => feed.Subscribers);
    }

    public sealed class ImpatientServer : IAsyncLifetime
    {
        public RunningServer Server { get; } =
            new()
            {
                Settings =
                {
                    ["Limits:ConnectionInitSeconds"] = "1",
                    ["Limits:PingSeconds"] = "1",
                    ["Limits:SubscriptionsPerConnection"] = "3",
                    ["Limits:BodyBytes"] = "16384",
                },
            };

        public Task InitializeAsync() => Server.InitializeAsync();

        public Task DisposeAsync() => Server.DisposeAsync();
    }
}
