using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CasesGraph.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace CasesGraph.Tests.Writing;

public sealed class IdempotencyTests(RunningServer server) : IClassFixture<RunningServer>
{
    private const string Create =
        "mutation($s: String!) { createCase(input: {subject: $s}) { case { number subject } errors { ... on Error { message } } } }";

    /// <summary>Invariant g.</summary>
    [Theory]
    [InlineData("Printer", 1)]
    [InlineData("  ", 0)]
    public async Task Equal_calls_with_one_key_have_one_effect_and_one_answer(string subject, int created)
    {
        var before = await server.CountCasesAsync();
        var key = $"parallel-{created}";

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 50).Select(_ => server.Client.SendKeyedAsync(key, Create, new { s = subject }))
        );

        Assert.All(answers, answer => Assert.Equal(answers[0], answer));
        Assert.Equal(HttpStatusCode.OK, answers[0].Status);
        Assert.Equal(created, await server.CountCasesAsync() - before);
    }

    [Fact]
    public async Task The_first_answer_stays_whatever_happens_to_the_case()
    {
        var first = await server.Client.SendKeyedAsync("stays", Create, new { s = "Old" });
        var number = JsonElement
            .Parse(first.Body)
            .GetProperty("data")
            .GetProperty("createCase")
            .GetProperty("case")
            .GetProperty("number");
        await server.QueryAsync(
            $$"""mutation { updateCase(input: {id: {{number}}, subject: "New"}) { case { id } } }"""
        );

        Assert.Equal(first, await server.Client.SendKeyedAsync("stays", Create, new { s = "Old" }));
    }

    [Theory]
    [InlineData(Create, "Other")]
    [InlineData("mutation($s: String!) { other: createCase(input: {subject: $s}) { case { number } } }", "Some")]
    [InlineData("mutation($s: String!) { createAccount(input: {name: $s}) { account { id } } }", "Some")]
    public async Task Another_request_with_a_used_key_is_refused(string document, string subject)
    {
        await server.Client.SendKeyedAsync("used", Create, new { s = "Some" });
        var before = await server.CountCasesAsync();

        var (status, body) = await server.Client.SendKeyedAsync("used", document, new { s = subject });

        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains("\"IDEMPOTENCY_KEY_REUSED\"", body, StringComparison.Ordinal);
        Assert.Equal(before, await server.CountCasesAsync());
    }

    [Fact]
    public async Task Each_root_field_is_answered_as_it_was_first()
    {
        const string two = """
            mutation($s: String!) {
              a: createCase(input: {subject: $s}) { case { number } }
              b: createCase(input: {subject: $s, assignedToId: "x"}) { errors { ... on ValidationError { issues { code } } } }
              c: createCase(input: {subject: $s}) { case { number } }
            }
            """;
        var before = await server.CountCasesAsync();
        var first = await server.Client.SendKeyedAsync("fields", two, new { s = "Two" });
        var second = await server.Client.SendKeyedAsync("fields", two, new { s = "Two" });
        Assert.Equal(first, second);
        Assert.Contains(
            "\"b\":{\"errors\":[{\"issues\":[{\"code\":\"INVALID_ID\"}]}]}",
            first.Body,
            StringComparison.Ordinal
        );
        Assert.Equal(2, await server.CountCasesAsync() - before);
    }

    [Fact]
    public async Task The_key_can_come_in_the_extensions_and_is_the_same_key_then()
    {
        var byHeader = await server.Client.SendKeyedAsync("either", Create, new { s = "Either" });
        using var response = await server.Client.PostAsJsonAsync(
            "/graphql",
            new
            {
                query = Create,
                variables = new { s = "Either" },
                extensions = new { idempotencyKey = "either" },
            }
        );
        Assert.Equal(byHeader.Body, await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task After_24_hours_a_key_is_free_again()
    {
        var clock = new SettableClock();
        await using var clocked = new RunningServer
        {
            Services = services => services.AddSingleton<TimeProvider>(clock),
        };
        await clocked.InitializeAsync();
        var first = await clocked.Client.SendKeyedAsync("day", Create, new { s = "Some" });
        clock.Now += TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1);
        var sameDay = await clocked.Client.SendKeyedAsync("day", Create, new { s = "Some" });
        clock.Now += TimeSpan.FromSeconds(2);
        var nextDay = await clocked.Client.SendKeyedAsync("day", Create, new { s = "Another" });

        Assert.Equal(first, sameDay);
        Assert.Equal(HttpStatusCode.OK, nextDay.Status);
        Assert.Contains("\"number\":2,", nextDay.Body, StringComparison.Ordinal);
    }

    [SqliteFact]
    public async Task A_key_keeps_its_meaning_when_the_server_is_killed()
    {
        await using var database = await TestDatabase.CreateAsync();
        (HttpStatusCode, string)[] before;
        await using (var first = await ServerProcess.StartAsync(database, ("Demo__Cases", "0")))
        {
            before = await Task.WhenAll(
                Enumerable
                    .Range(0, 50)
                    .Select(i => first.Client.SendKeyedAsync($"key-{i % 5}", Create, new { s = $"Case {i % 5}" }))
            );
            await first.KillAsync();
        }
        await using var second = await ServerProcess.StartAsync(database, ("Demo__Cases", "0"));
        var after = await Task.WhenAll(
            Enumerable
                .Range(0, 50)
                .Select(i => second.Client.SendKeyedAsync($"key-{i % 5}", Create, new { s = $"Case {i % 5}" }))
        );

        Assert.Equal(before, after);
        Assert.Equal(5, after.Distinct().Count());
        Assert.Equal(
            """{"data":{"cases":{"totalCount":5}}}""",
            await second.Client.GetStringAsync(new Uri("/graphql?query={cases{totalCount}}", UriKind.Relative))
        );
    }

    private sealed class SettableClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
