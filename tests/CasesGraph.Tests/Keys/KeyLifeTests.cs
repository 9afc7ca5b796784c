using System.Text;
using CasesGraph.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace CasesGraph.Tests.Keys;

/// <summary>What becomes of a key: rotated, revoked, and its secret nowhere.</summary>
public sealed class KeyLifeTests : IAsyncLifetime, IAsyncDisposable
{
    private const string Follow = "subscription { onCaseChanged { cursor } }";

    private readonly ShiftedClock clock = new();
    private readonly RunningServer server;

    public KeyLifeTests() =>
        server = new RunningServer
        {
            Services = services => services.AddSingleton<TimeProvider>(clock),
            Settings = { ["Limits:KeyBucket"] = "500", ["Limits:KeyRestore"] = "1" },
        };

    public Task InitializeAsync() => server.InitializeAsync();

    public async Task DisposeAsync() => await server.DisposeAsync();

    async ValueTask IAsyncDisposable.DisposeAsync() => await server.DisposeAsync();

    [Fact]
    public async Task After_a_rotation_both_secrets_work_until_the_overlap_ends()
    {
        var key = await server.NewKeyAsync();
        var rotated = await server.Client.RunAsync(
            $$"""rotateApiKey(input: {id: "{{key.Id}}", overlapHours: 2 })""",
            "apiKey { id keyId previousUntil } secret"
        );
        var secret = rotated.GetProperty("secret").GetString()!;
        using var before = server.With(key.Text);
        using var after = server.With(secret);
        Assert.Equal(key.Text[..16], rotated.GetProperty("apiKey").GetProperty("keyId").GetString());
        Assert.Equal(("200 ", "200 "), (await before.KnockAsync(), await after.KnockAsync()));
        Assert.Equal(
            (await EndAsync(before, "previousUntil"), await EndAsync(after, "expiresAt")),
            (await EndAsync(before), await EndAsync(after))
        );
        clock.Shift = TimeSpan.FromHours(3);
        Assert.Equal(("401 KEY_EXPIRED", "200 "), (await before.KnockAsync(), await after.KnockAsync()));
        clock.Shift = TimeSpan.FromDays(366);
        Assert.Equal("401 KEY_EXPIRED", await after.KnockAsync());
    }

    [Fact]
    public async Task A_revoked_key_works_no_more_and_its_streams_end_without_completing()
    {
        var key = await server.NewKeyAsync();
        using var client = server.With(key.Text);
        using var events = await GraphEvents.OpenAsync(client, Follow);
        await using var socket = await GraphSocket.OpenAsync(
            server.Client,
            new { authorization = $"Bearer {key.Text}" }
        );
        await socket.SubscribeAsync("1", Follow);
        var start = TimeProvider.System.GetTimestamp();
        await server.Client.RunAsync($$"""revokeApiKeys(input: {ids: ["{{key.Id}}"] })""", "apiKeys { id }");
        Assert.Equal("401 KEY_REVOKED", await client.KnockAsync());
        Assert.Equal(4403, await socket.ClosedAsync());
        Assert.Null((await events.ReadAsync())?.Type);
        Assert.True(TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task An_inactive_users_streams_end()
    {
        var user = await server.NewServiceAsync("leaver", "CASE_VIEW");
        var key = await server.NewKeyAsync($"userId: \"{user}\"");
        await using var socket = await GraphSocket.OpenAsync(
            server.Client,
            new { authorization = $"Bearer {key.Text}" }
        );
        await socket.SubscribeAsync("1", Follow);
        await server.Client.RunAsync($$"""updateUser(input: {id: "{{user}}", active: false })""", "user { id }");
        Assert.Equal(4403, await socket.ClosedAsync());
    }

    [Theory]
    [InlineData(FollowedOver.Socket)]
    [InlineData(FollowedOver.Events)]
    public async Task A_stream_goes_on_when_its_keys_user_may_do_something_else_and_costs_nothing_more(
        FollowedOver transport
    )
    {
        var user = await server.NewServiceAsync($"follower {transport}", "CASE_VIEW");
        var key = await server.NewKeyAsync($"userId: \"{user}\"");
        using var client = server.With(key.Text);
        var start = (await server.Client.AskAsync("{ changeCursor }")).GetProperty("changeCursor").GetString();
        await using var stream = await FollowedStream.OpenAsync(
            transport,
            client,
            $$"""subscription { onCaseChanged(after: "{{start}}") { caseNumber case { assignedTo { email } } } }"""
        );
        var first = await server.Client.CreateCaseAsync("First");
        Assert.Equal(first, (await stream.EventAsync()).GetProperty("caseNumber").GetInt64());
        // It has nothing left that anything else could be begun with.
        while (
            await client.KnockAsync("{ cases(first: 100) { totalCount nodes { number } } }") is not "429 RATE_LIMITED"
        ) { }

        var wider = await server.Client.RunAsync(
            $$"""createRole(input: {name: "{{transport}}", grants: [{action: CASE_VIEW}, {action: PERSONAL_DATA_VIEW}] })""",
            "role { id }"
        );
        var role = wider.GetProperty("role").GetProperty("id").GetString();
        await server.Client.RunAsync(
            $$"""setUserRoles(input: {userId: "{{user}}", roleIds: ["{{role}}"] })""",
            "user { id }"
        );

        await stream.ChangedAsync();
        var second = await server.Client.CreateCaseAsync("Second");
        Assert.Equal(second, (await stream.EventAsync()).GetProperty("caseNumber").GetInt64());
    }

    [Fact]
    public async Task A_secret_is_in_the_first_answer_alone()
    {
        const string query = "mutation { createApiKey(input: { name: \"once\" }) { apiKey { id keyId } secret } }";
        var first = (await server.Client.SendKeyedAsync("one", query)).Field();
        var again = (await server.Client.SendKeyedAsync("one", query)).Field();
        var secret = first.GetProperty("secret").GetString()!;
        Assert.Equal(System.Text.Json.JsonValueKind.Null, again.GetProperty("secret").ValueKind);
        Assert.Equal(
            first.GetProperty("apiKey").GetProperty("id").GetString(),
            again.GetProperty("apiKey").GetProperty("id").GetString()
        );
        using var client = server.With(secret);
        Assert.Equal("200 ", await client.KnockAsync());

        var (id, hidden) = (secret[..16], secret[17..49]);
        if (!TestDatabase.IsPostgres)
        {
            var bytes = string.Concat(
                Directory
                    .EnumerateFiles(server.Database.Folder, "*", SearchOption.AllDirectories)
                    .Select(file => Encoding.Latin1.GetString(Read(file)))
            );
            Assert.Contains(id, bytes, StringComparison.Ordinal);
            Assert.DoesNotContain(hidden, bytes, StringComparison.Ordinal);
        }
        Assert.DoesNotContain(
            server.Log.Entries,
            entry => $"{entry.Message} {entry.Exception}".Contains(hidden, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_use_is_noted_once_an_hour()
    {
        var key = await server.NewKeyAsync();
        using var client = server.With(key.Text);
        await client.KnockAsync();
        string? first = null;
        await Eventually.HoldsAsync(async () => (first = await LastUsedAsync(key)) is not null);
        await client.KnockAsync();
        Assert.Equal(first, await LastUsedAsync(key));
        clock.Shift = TimeSpan.FromMinutes(61);
        await client.KnockAsync();
        await Eventually.HoldsAsync(async () =>
            !string.Equals(first, await LastUsedAsync(key), StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task What_was_done_to_a_key_is_not_undone()
    {
        var key = await server.NewKeyAsync();
        var revoked = await server.Client.RunAsync(
            $$"""revokeApiKeys(input: {ids: ["{{key.Id}}"], reason: "leaked" })""",
            "changeSet { id }"
        );
        var set = revoked.GetProperty("changeSet").GetProperty("id").GetString();
        await server.SettledAsync();
        await server.Client.RunAsync($$"""revertChangeSet(input: {changeSetId: "{{set}}" })""", "reverted");
        using var client = server.With(key.Text);
        Assert.Equal("401 KEY_REVOKED", await client.KnockAsync());
    }

    /// <summary>What a caller is told of when the key that it shows ends; or a time of that key.</summary>
    private static async Task<string?> EndAsync(HttpClient client, string? ofKey = null)
    {
        var data = await client.AskAsync("{ me { expiresAt apiKey { expiresAt previousUntil } } }");
        var me = data.GetProperty("me");
        return (ofKey is null ? me.GetProperty("expiresAt") : me.GetProperty("apiKey").GetProperty(ofKey)).GetString();
    }

    private async Task<string?> LastUsedAsync(MadeKey key) =>
        (await server.Client.AskAsync($$"""{ node(id: "{{key.Id}}") { ... on ApiKey { lastUsedAt } } }"""))
            .GetProperty("node")
            .GetProperty("lastUsedAt")
            .GetString();

    private static byte[] Read(string file)
    {
        using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var copy = new MemoryStream();
        open.CopyTo(copy);
        return copy.ToArray();
    }

    private sealed class ShiftedClock : TimeProvider
    {
        public TimeSpan Shift { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Shift;
    }
}
