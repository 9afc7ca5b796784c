using CasesGraph.Access;
using CasesGraph.Audit;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Keys;

namespace CasesGraph.Tests.Audit;

/// <summary>What is kept of those who were not let, and of the keys by which others are.</summary>
public sealed class RefusedAccessTests(RunningServer server) : IClassFixture<RunningServer>
{
    private HttpClient Administrator => server.Client;

    [Fact]
    public async Task The_life_of_a_key_is_told_and_never_its_secret()
    {
        var made = await server.NewKeyAsync();
        var rotated = await Administrator.RunAsync($$"""rotateApiKey(input: {id: "{{made.Id}}"})""", "secret");
        await Administrator.RunAsync($$"""revokeApiKeys(input: {ids: ["{{made.Id}}"]})""", "apiKeys { id }");

        var events = await Administrator.EventsAsync($$"""objectId: { eq: "{{made.Id}}" }""");

        Assert.Equal(
            ["KEY_CREATED", "KEY_ROTATED", "KEY_REVOKED"],
            events.Select(one => one.Text("kind")!),
            StringComparer.Ordinal
        );
        var text = string.Join('\n', events);
        Assert.DoesNotContain(made.Text[^38..], text, StringComparison.Ordinal);
        Assert.DoesNotContain(rotated.Text("secret")![^38..], text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_sign_in_is_kept_once_a_minute_for_its_address_and_reason()
    {
        var made = await server.NewKeyAsync();
        await Administrator.RunAsync($$"""revokeApiKeys(input: {ids: ["{{made.Id}}"]})""", "apiKeys { id }");
        using var revoked = server.With(made.Text);
        using var unknown = server.With("nonsense");
        for (var time = 0; time < 3; time++)
        {
            Assert.Equal("401 KEY_REVOKED", await revoked.KnockAsync());
            Assert.Equal("401 UNAUTHENTICATED", await unknown.KnockAsync());
        }

        var events = await Administrator.EventsAsync("kind: { eq: SIGN_IN_REFUSED }", count: 2);

        Assert.Equal(
            ["KEY_REVOKED", "UNAUTHENTICATED"],
            events.Select(one => one.Detail("reason")!).Order(StringComparer.Ordinal),
            StringComparer.Ordinal
        );
        Assert.All(events, one => Assert.Equal("127.0.0.1", one.Text("address")));
        Assert.All(events, one => Assert.Equal("System", one.GetProperty("actor").Text("displayName")));
    }

    [Fact]
    public async Task A_refused_mutation_is_kept_with_its_action_and_object()
    {
        var user = await server.NewServiceAsync("reader", "CASE_VIEW");
        var key = await server.NewKeyAsync($$"""userId: "{{user}}", scopes: [CASE_VIEW]""");
        using var reader = server.With(key.Text);
        var number = await Administrator.CreateCaseAsync("Stays");
        var @case = (await Administrator.AskAsync($"{{ caseById(id: {number}) {{ id }} }}"))
            .GetProperty("caseById")
            .Text("id");
        for (var time = 0; time < 2; time++)
            await reader.RunAsync($$"""updateCase(input: {id: "{{@case}}", subject: "Secret words"})""", "case { id }");
        await reader.RunAsync($$"""purgeCases(input: {select: {ids: ["{{@case}}"] } })""", "changeSet { id }");

        var events = await Administrator.EventsAsync(
            $$"""kind: { eq: MUTATION_REFUSED }, objectId: { eq: "{{@case}}" }""",
            count: 2
        );

        Assert.Equal(
            ["purgeCases CASE_PURGE", "updateCase CASE_EDIT"],
            events.Select(one => $"{one.Detail("mutation")} {one.Detail("action")}").Order(StringComparer.Ordinal),
            StringComparer.Ordinal
        );
        Assert.All(
            events,
            one =>
            {
                Assert.Equal(user, one.Actor);
                Assert.Equal(key.Id, one.GetProperty("apiKey").Text("id"));
                Assert.DoesNotContain("Secret", one.ToString(), StringComparison.Ordinal);
            }
        );
    }

    [Fact]
    public async Task Who_asks_for_too_much_is_kept_once_a_minute()
    {
        var key = await server.NewKeyAsync();
        using var greedy = server.With(key.Text);
        var nested =
            "{ cases(first: 100) { nodes { account { cases(first: 100) { nodes { account { cases(first: 100) { nodes { id } } } } } } } } }";
        for (var time = 0; time < 3; time++)
            Assert.EndsWith("LIMIT_EXCEEDED", await greedy.KnockAsync(nested), StringComparison.Ordinal);

        var one = Assert.Single(
            await Administrator.EventsAsync(
                $$"""kind: { eq: LIMIT_REFUSED }, apiKeyId: { eq: "{{key.Id}}" }""",
                count: 1
            )
        );

        Assert.Equal("LIMIT_EXCEEDED Cost", $"{one.Detail("reason")} {one.Detail("limit")}");
    }

    [Fact]
    public async Task What_finds_no_room_is_counted()
    {
        await using var flooded = await RunningServer.StartAsync();
        var queue = flooded.Get<AuditQueue>();
        for (var number = 0; number < 15_000; number++)
            queue.Add(Caller.System.Event(AuditKind.LimitRefused, DateTime.UnixEpoch));

        var lost = (await flooded.Client.EventsAsync("kind: { eq: EVENTS_LOST }", count: 1))[0];

        Assert.InRange(int.Parse(lost.Detail("count")!, System.Globalization.CultureInfo.InvariantCulture), 1, 5_000);
    }
}
