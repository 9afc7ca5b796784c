using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Keys;

/// <summary>Whoever shows a key is its user; whoever shows none that works is told why, the same on every transport.</summary>
public sealed class KeySignInTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Theory]
    [InlineData("Authorization", "Bearer ")]
    [InlineData("authorization", "bearer  ")]
    [InlineData("Api-Key", "")]
    public async Task A_key_lets_in_by_either_header(string header, string before)
    {
        var key = await server.NewKeyAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql")
        {
            Content = JsonContent.Create(new { query = KeyedServer.Me }),
        };
        request.Headers.TryAddWithoutValidation(header, before + key.Text);
        using var response = await server.Client.SendAsync(request);
        var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync())!["data"]!["me"]!;
        Assert.Equal(("admin", key.Id), ((string?)answer["user"]!["userName"], (string?)answer["apiKey"]!["id"]));
    }

    [Theory]
    [InlineData("Authorization", "Basic YTpi")]
    [InlineData("Authorization", "Bearer")]
    [InlineData("Authorization", "Bearer undefined")]
    [InlineData("Authorization", "")]
    [InlineData("Api-Key", "cgk_000000000000_00000000000000000000000000000000000000")]
    public async Task What_is_shown_is_judged_though_nothing_would_do(string header, string value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql")
        {
            Content = new StringContent("this is no document"),
        };
        request.Headers.TryAddWithoutValidation(header, value);
        using var response = await server.Client.SendAsync(request);
        Assert.Equal("401 UNAUTHENTICATED", await response.KnockedAsync());
        Assert.Equal("Bearer", response.Headers.WwwAuthenticate.ToString());
    }

    [Fact]
    public async Task Two_keys_at_once_are_none()
    {
        var (one, other) = (await server.NewKeyAsync(), await server.NewKeyAsync());
        using var client = server.With(one.Text);
        client.DefaultRequestHeaders.Add("Api-Key", other.Text);
        Assert.Equal("401 UNAUTHENTICATED", await client.KnockAsync());
    }

    [Fact]
    public async Task Each_reason_has_its_status_and_code_on_every_transport()
    {
        var user = await server.NewServiceAsync("reasons", "CASE_VIEW");
        var inactive = await server.NewKeyAsync($"userId: \"{user}\"");
        await server.Client.RunAsync($$"""updateUser(input: {id: "{{user}}", active: false })""", "user { id }");
        var revoked = await server.NewKeyAsync();
        await server.Client.RunAsync($$"""revokeApiKeys(input: {ids: ["{{revoked.Id}}"] })""", "apiKeys { revokedAt }");
        var expired = await server.NewKeyAsync();
        await ExpireAsync(expired);
        var foreign = await server.NewKeyAsync("networks: [\"192.0.2.0/24\"]");
        var near = await server.NewKeyAsync("networks: [\"192.0.2.7\", \"127.0.0.0/8\"]");

        await RefusedAsync("cgk_", "401 UNAUTHENTICATED", 4401);
        await RefusedAsync(revoked.Text, "401 KEY_REVOKED", 4403);
        await RefusedAsync(expired.Text, "401 KEY_EXPIRED", 4403);
        await RefusedAsync(inactive.Text, "403 INACTIVE", 4403);
        await RefusedAsync(foreign.Text, "403 FORBIDDEN_NETWORK", 4403);
        using var client = server.With(near.Text);
        Assert.Equal("200 ", await client.KnockAsync());
    }

    [Theory]
    [InlineData("authorization", "Bearer ")]
    [InlineData("Authorization", "Bearer ")]
    [InlineData("Api-Key", "")]
    public async Task A_socket_signs_in_by_its_first_message(string name, string before)
    {
        var key = await server.NewKeyAsync();
        var said = new Dictionary<string, string>(StringComparer.Ordinal) { [name] = before + key.Text };
        await using var plain = await GraphSocket.OpenAsync(server.Client, said);
        await using var nested = await GraphSocket.OpenAsync(server.Client, new { headers = said });
        foreach (var socket in new[] { plain, nested })
        {
            await socket.SubscribeAsync("1", KeyedServer.Me);
            Assert.Equal(key.Id, (await socket.NextAsync()).GetProperty("apiKey").GetProperty("id").GetString());
        }
    }

    private async Task ExpireAsync(MadeKey key)
    {
        await using var db = server.Database.CreateDb();
        var id = await server.Client.AskAsync($$"""{ node(id: "{{key.Id}}") { ... on ApiKey { keyId } } }""");
        var keyId = id.GetProperty("node").GetProperty("keyId").GetString();
        var row = db.Set<CasesGraph.Keys.ApiKey>().Single(one => one.KeyId == keyId);
        row.ExpiresAt = DateTime.UtcNow.AddDays(-1);
        await db.SaveChangesAsync();
    }

    private async Task RefusedAsync(string key, string expected, int close)
    {
        using var client = server.With(key);
        Assert.Equal(expected, await client.KnockAsync("{ this is no document"));
        using var get = await client.GetAsync(new Uri("/graphql?query={me{id}}", UriKind.Relative));
        Assert.Equal(expected, await get.KnockedAsync());
        using var events = await GraphEvents.OpenAsync(client, "subscription { onCaseChanged { change { id } } }");
        Assert.Equal(
            expected,
            string.Create(CultureInfo.InvariantCulture, $"{(int)events.Response.StatusCode} {expected[4..]}")
        );
        using var file = await client.GetAsync(new Uri("/attachments/none", UriKind.Relative));
        Assert.Equal(expected, await file.KnockedAsync());
        using var upload = Uploading.Request("{ broken", [], "files", ("a.txt", [1, 2, 3]));
        using var uploaded = await client.SendAsync(upload);
        Assert.Equal(expected, await uploaded.KnockedAsync());
        await using var socket = await GraphSocket.ConnectAsync(server.Client);
        await socket.SendAsync(new { type = "connection_init", payload = new { authorization = $"Bearer {key}" } });
        Assert.Equal(close, await socket.ClosedAsync());
    }
}

/// <summary>Those that fail too often.</summary>
public sealed class FailedSignInTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Fact]
    public async Task The_31st_failure_in_a_minute_is_429_and_a_good_key_is_let_in()
    {
        var key = await server.NewKeyAsync();
        using var bad = server.With("cgk_");
        for (var time = 0; time < 30; time++)
            Assert.Equal("401 UNAUTHENTICATED", await bad.KnockAsync());
        using var late = await bad.PostAsJsonAsync("/graphql", new { query = "{ me { id } }" });
        Assert.Equal("429 RATE_LIMITED", await late.KnockedAsync());
        Assert.InRange(late.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        using var good = server.With(key.Text);
        Assert.Equal("200 ", await good.KnockAsync());
    }
}
