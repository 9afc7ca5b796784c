using CasesGraph.Access;
using CasesGraph.Server.Http;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Keys;

namespace CasesGraph.Tests.Tokens;

/// <summary>Tokens on every transport, and what becomes of streams when they end.</summary>
public sealed class TokenStreamTests(TokenWorld world) : IClassFixture<TokenWorld>
{
    private const string Follow = "subscription { onCaseChanged { cursor } }";

    [Fact]
    public async Task A_socket_signs_in_by_header_or_first_message()
    {
        var user = await world.LinkedAsync("socket");
        var authorization = $"Bearer {world.Issuer.Token("socket")}";
        await using var plain = await GraphSocket.OpenAsync(world.Administrator, new { authorization });
        await using var nested = await GraphSocket.OpenAsync(
            world.Administrator,
            new { headers = new { Authorization = authorization } }
        );
        await using var header = await GraphSocket.ConnectAsync(world.Administrator, authorization: authorization);
        await header.SendAsync(new { type = "connection_init" });
        Assert.Equal("connection_ack", await header.TypeAsync());
        foreach (var socket in new[] { plain, nested, header })
        {
            await socket.SubscribeAsync("1", "{ me { id } }");
            Assert.Equal(user, (await socket.NextAsync()).GetProperty("id").GetString());
        }
    }

    [Fact]
    public async Task Streams_and_downloads_take_tokens()
    {
        await world.LinkedAsync("reader");
        using var client = world.With(world.Issuer.Token("reader"));
        using var events = await GraphEvents.OpenAsync(client, Follow);
        Assert.Equal(200, (int)events.Response.StatusCode);
        using var file = await client.GetAsync(new Uri("/attachments/none", UriKind.Relative));
        Assert.Equal(404, (int)file.StatusCode);
    }

    [Fact]
    public Task A_token_that_has_expired_is_refused_on_every_transport() =>
        RefusedKey.CheckAsync(world.Server, Ending("late", -40), "401 TOKEN_EXPIRED", 4403);

    [Fact]
    public async Task Streams_end_when_the_token_does()
    {
        await world.LinkedAsync("short");
        // The clocks of issuers may be 30 seconds off.
        var token = Ending("short", -26);
        using var client = world.With(token);
        using var events = await GraphEvents.OpenAsync(client, Follow);
        await using var socket = await GraphSocket.OpenAsync(
            world.Administrator,
            new { authorization = $"Bearer {token}" }
        );
        await socket.SubscribeAsync("1", Follow);
        Assert.Equal(4403, await socket.ClosedAsync());
        Assert.Null((await events.ReadAsync())?.Type);
        Assert.Equal("401 TOKEN_EXPIRED", await client.KnockAsync());
    }

    [Fact]
    public async Task Streams_end_when_the_identity_is_unlinked()
    {
        await world.LinkedAsync("unlinked");
        var token = world.Issuer.Token("unlinked");
        await using var socket = await GraphSocket.OpenAsync(
            world.Administrator,
            new { authorization = $"Bearer {token}" }
        );
        await socket.SubscribeAsync("1", Follow);
        var payload = await world.Administrator.MutateAsync(
            "unlinkIdentity",
            new { issuer = world.Issuer.Name, subject = "unlinked" }
        );
        Assert.Empty(payload.Errors);
        Assert.Equal(4403, await socket.ClosedAsync());
        Assert.Equal("403 UNKNOWN_IDENTITY", await world.KnockAsync(token));
    }

    [Fact]
    public async Task Streams_end_when_the_token_is_of_another_by_then()
    {
        await world.LinkedAsync("moving");
        await using var socket = await GraphSocket.OpenAsync(
            world.Administrator,
            new { authorization = $"Bearer {world.Issuer.Token("moving")}" }
        );
        await socket.SubscribeAsync("1", Follow);
        var identity = new { issuer = world.Issuer.Name, subject = "moving" };
        // Whichever is noticed, nobody goes on as who they were.
        Assert.Empty((await world.Administrator.MutateAsync("unlinkIdentity", identity)).Errors);
        Assert.Empty((await world.LinkAsync(await world.UserAsync(), "moving")).Errors);
        Assert.Equal(4403, await socket.ClosedAsync());
    }

    [Fact]
    public async Task Streams_end_when_the_user_becomes_inactive()
    {
        var user = await world.LinkedAsync("inactive");
        using var client = world.With(world.Issuer.Token("inactive"));
        using var events = await GraphEvents.OpenAsync(client, Follow);
        await world.Administrator.MutateAsync("updateUser", new { id = user, active = false });
        Assert.Null((await events.ReadAsync())?.Type);
    }

    [Fact]
    public async Task A_stream_ends_after_its_longest_time()
    {
        var longest = TimeSpan.FromMilliseconds(300);
        var forever = new SignIn(Caller.System) { Longest = longest };
        var judged = forever with { Again = _ => new(Caller.System) };
        foreach (var signIn in new[] { forever, judged })
        {
            using var presence = new Presence(signIn, TimeProvider.System);
            Assert.Equal(Refusal.StreamOver, await presence.EndAsync(CancellationToken.None));
        }
    }

    private string Ending(string subject, int seconds) =>
        world.Issuer.Token(subject, [("exp", TestIssuer.In(TimeSpan.FromSeconds(seconds)))]);
}
