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
    public Task What_is_no_key_is_refused_on_every_transport() =>
        RefusedKey.CheckAsync(server, "cgk_", "401 UNAUTHENTICATED", 4401);

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
