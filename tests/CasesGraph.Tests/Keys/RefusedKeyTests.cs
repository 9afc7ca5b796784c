using System.Globalization;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Keys;

/// <summary>Keys that were good once, or are elsewhere: whoever shows them is told why they do not work.</summary>
public sealed class RefusedKeyTests(RunningServer server) : IClassFixture<RunningServer>
{
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

        await RefusedKey.CheckAsync(server, revoked.Text, "401 KEY_REVOKED", 4403);
        await RefusedKey.CheckAsync(server, expired.Text, "401 KEY_EXPIRED", 4403);
        await RefusedKey.CheckAsync(server, inactive.Text, "403 INACTIVE", 4403);
        await RefusedKey.CheckAsync(server, foreign.Text, "403 FORBIDDEN_NETWORK", 4403);
        using var client = server.With(near.Text);
        Assert.Equal("200 ", await client.KnockAsync());
    }

    private async Task ExpireAsync(MadeKey key)
    {
        await using var db = server.Database.CreateDb();
        var id = await server.Client.AskAsync($$"""{ node(id: "{{key.Id}}") { ... on ApiKey { keyId } } }""");
        var keyId = id.GetProperty("node").GetProperty("keyId").GetString();
        var row = db.Set<CasesGraph.Keys.ApiKey>().Single(one => one.KeyId == keyId);
        row.ExpiresAt = TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(-1);
        await db.SaveChangesAsync();
    }
}

internal static class RefusedKey
{
    /// <summary>By every way in.</summary>
    public static async Task CheckAsync(RunningServer server, string key, string expected, int close)
    {
        using var client = server.With(key);
        Assert.Equal(expected, await client.KnockAsync("{ this is no document"));
        using var get = await client.GetAsync(new Uri("/graphql?query={me{id}}", UriKind.Relative));
        Assert.Equal(expected, await get.KnockedAsync());
        using var events = await GraphEvents.OpenAsync(client, "subscription { onCaseChanged { cursor } }");
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
