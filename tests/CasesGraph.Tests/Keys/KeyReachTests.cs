using System.Text.Json;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Keys;

/// <summary>A key may do what its user may, or less; nobody gets one that may do more than they.</summary>
public sealed class KeyReachTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Fact]
    public async Task A_key_with_one_scope_may_do_that_alone_for_each_action()
    {
        var actions = (await server.Client.AskAsync("""{ __type(name: "AccessAction") { enumValues { name } } }"""))
            .GetProperty("__type")
            .GetProperty("enumValues")
            .EnumerateArray()
            .Select(value => value.GetProperty("name").GetString()!)
            .ToList();
        Assert.NotEmpty(actions);
        foreach (var action in actions)
        {
            var key = await server.NewKeyAsync($"scopes: [{action}]");
            using var client = server.With(key.Text);
            Assert.Equal([action], await GrantsAsync(client));
            Assert.Equal(
                action is "CASE_VIEW" ? "200 " : "200 FORBIDDEN",
                await client.KnockAsync("{ cases { totalCount } }")
            );
            Assert.Equal(
                action is "BUG_VIEW" ? "200 " : "200 FORBIDDEN",
                await client.KnockAsync("{ bugs { totalCount } }")
            );
            var made = await client.RunAsync("createBug(input: {subject: \"S\"})", "bug { id }");
            Assert.Equal(action is not "BUG_EDIT", made.GetProperty("errors").ValueKind is JsonValueKind.Array);
        }
    }

    [Fact]
    public async Task A_key_follows_its_users_roles_and_never_widens_them()
    {
        var user = await server.NewServiceAsync("follower", "CASE_VIEW", "BUG_VIEW");
        var key = await server.NewKeyAsync($"userId: \"{user}\", scopes: [CASE_VIEW, CASE_EDIT]");
        using var client = server.With(key.Text);
        Assert.Equal(["CASE_VIEW"], await GrantsAsync(client));
        await server.Client.RunAsync($$"""setUserRoles(input: {userId: "{{user}}", roleIds: [] })""", "user { id }");
        Assert.Empty(await GrantsAsync(client));
    }

    [Fact]
    public async Task Everybody_has_keys_of_their_own_and_sees_no_others()
    {
        var user = await server.NewServiceAsync("owner", "CASE_VIEW");
        var key = await server.NewKeyAsync($"userId: \"{user}\"");
        var others = await server.NewKeyAsync();
        using var client = server.With(key.Text);
        var own = await client.NewKeyAsync("scopes: [CASE_VIEW]");
        var seen = await client.AskAsync("{ apiKeys { nodes { id } } }");
        Assert.Equal(
            new[] { key.Id, own.Id }.Order(StringComparer.Ordinal),
            seen.GetProperty("apiKeys")
                .GetProperty("nodes")
                .EnumerateArray()
                .Select(one => one.GetProperty("id").GetString()!)
                .Order(StringComparer.Ordinal)
        );
        Assert.Equal("ForbiddenError", await client.RefusedKeyAsync($"userId: \"{OneOfAdmin}\""));
        var revoked = await client.RunAsync($$"""revokeApiKeys(input: {ids: ["{{others.Id}}"] })""", "apiKeys { id }");
        Assert.Equal(JsonValueKind.Array, revoked.GetProperty("errors").ValueKind);
        var gone = await client.RunAsync($$"""revokeApiKeys(input: {ids: ["{{own.Id}}"] })""", "apiKeys { id }");
        Assert.Equal(JsonValueKind.Null, gone.GetProperty("errors").ValueKind);
    }

    [Fact]
    public async Task A_key_makes_and_rotates_none_that_is_wider_than_itself()
    {
        var wide = await server.NewKeyAsync();
        var narrow = await server.NewKeyAsync(
            "scopes: [CASE_VIEW], networks: [\"127.0.0.0/8\"], expiresAt: \"" + Day(30) + "\""
        );
        using var client = server.With(narrow.Text);
        Assert.Equal("FORBIDDEN scopes", await client.RefusedKeyAsync("networks: [\"127.0.0.1\"]"));
        Assert.Equal(
            "FORBIDDEN scopes",
            await client.RefusedKeyAsync("networks: [\"127.0.0.1\"], scopes: [CASE_VIEW, CASE_EDIT]")
        );
        Assert.Equal("FORBIDDEN networks", await client.RefusedKeyAsync("scopes: [CASE_VIEW]"));
        Assert.Equal(
            "FORBIDDEN networks",
            await client.RefusedKeyAsync("scopes: [CASE_VIEW], networks: [\"126.0.0.0/7\"]")
        );
        Assert.Equal(
            "FORBIDDEN expiresAt",
            await client.RefusedKeyAsync(
                "scopes: [CASE_VIEW], networks: [\"127.0.0.1\"], expiresAt: \"" + Day(31) + "\""
            )
        );
        var same = await client.NewKeyAsync("scopes: [CASE_VIEW], networks: [\"127.0.0.1\"]");
        using var child = server.With(same.Text);
        Assert.Equal(["CASE_VIEW"], await GrantsAsync(child));
        var stolen = await client.RunAsync($$"""rotateApiKey(input: {id: "{{wide.Id}}" })""", "secret");
        Assert.Equal(JsonValueKind.Array, stolen.GetProperty("errors").ValueKind);
        var own = await client.RunAsync($$"""rotateApiKey(input: {id: "{{narrow.Id}}" })""", "secret");
        Assert.Equal(JsonValueKind.Null, own.GetProperty("errors").ValueKind);
    }

    [Fact]
    public async Task Who_manages_keys_gives_no_more_than_they_have()
    {
        var user = await server.NewServiceAsync("manager", "CASE_VIEW", "KEYS_MANAGE");
        var key = await server.NewKeyAsync($"userId: \"{user}\"");
        using var client = server.With(key.Text);
        Assert.Equal("FORBIDDEN scopes", await client.RefusedKeyAsync($"userId: \"{OneOfAdmin}\""));
        Assert.Equal(
            "FORBIDDEN scopes",
            await client.RefusedKeyAsync($"userId: \"{OneOfAdmin}\", scopes: [CASE_VIEW, CASE_EDIT]")
        );
        await client.NewKeyAsync($"userId: \"{OneOfAdmin}\", scopes: [CASE_VIEW]");
    }

    [Theory]
    [InlineData("scopes: []", "TOO_SHORT scopes")]
    [InlineData("networks: []", "TOO_SHORT networks")]
    [InlineData("networks: [\"192.0.2.1/33\"]", "INVALID_VALUE networks")]
    [InlineData("networks: [\"here\"]", "INVALID_VALUE networks")]
    [InlineData("expiresAt: \"2020-01-01T00:00:00Z\"", "INVALID_VALUE expiresAt")]
    [InlineData("expiresAt: \"2200-01-01T00:00:00Z\"", "INVALID_VALUE expiresAt")]
    public async Task What_cannot_be_a_key_is_told_by_its_field(string fields, string expected) =>
        Assert.Equal(expected, await server.Client.RefusedKeyAsync(fields));

    [Fact]
    public async Task A_network_is_told_by_its_first_address()
    {
        var key = await server.NewKeyAsync("networks: [\"192.0.2.1/24\", \"2001:db8::5\"]");
        var read = await server.Client.AskAsync(
            $$"""{ node(id: "{{key.Id}}") { ... on ApiKey { networks scopes } } }"""
        );
        Assert.Equal(
            """{"networks":["192.0.2.0/24","2001:db8::5/128"],"scopes":null}""",
            read.GetProperty("node").ToString()
        );
    }

    private static string OneOfAdmin => CasesGraph.Model.OpaqueId.Encode("User", 1);

    private static string Day(int days) =>
        TimeProvider
            .System.GetUtcNow()
            .UtcDateTime.AddDays(days)
            .ToString("O", System.Globalization.CultureInfo.InvariantCulture);

    private static async Task<IReadOnlyList<string>> GrantsAsync(HttpClient client) =>
        [
            .. (await client.AskAsync(KeyedServer.Me))
                .GetProperty("me")
                .GetProperty("grants")
                .EnumerateArray()
                .Where(grant => grant.GetProperty("level").GetString() is not "NONE")
                .Select(grant => grant.GetProperty("action").GetString()!),
        ];
}
