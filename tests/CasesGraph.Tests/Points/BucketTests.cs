using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Keys;

namespace CasesGraph.Tests.Points;

/// <summary>Each caller has a bucket of points, from which operations are paid.</summary>
public sealed class BucketTests(PointsWorld world) : IClassFixture<PointsWorld>
{
    private const int Hundred = 100;

    [Fact]
    public async Task A_caller_is_told_what_there_is_and_a_caller_without_credentials_has_no_bucket()
    {
        using var client = await world.NewClientAsync();
        var limit = await client.RateLimitAsync();
        Assert.Equal(
            (PointsWorld.Size, PointsWorld.Size - 1, PointsWorld.Restore, 1),
            (
                limit.GetProperty("limit").GetInt32(),
                limit.GetProperty("remaining").GetInt32(),
                limit.GetProperty("restorePerSecond").GetInt32(),
                limit.GetProperty("cost").GetInt32()
            )
        );
        Assert.Equal(JsonValueKind.Null, (await world.Server.Client.RateLimitAsync()).ValueKind);
    }

    [Fact]
    public async Task What_an_operation_did_not_cost_comes_back()
    {
        using var client = await world.NewClientAsync();
        // 502 before it runs; there is one user.
        await client.AskAsync("{ users(first: 100) { nodes { assignedCases(first: 20) { nodes { id } } } } }");
        Assert.InRange(await client.RemainingAsync(), PointsWorld.Size - 10, PointsWorld.Size - 2);
    }

    [Fact]
    public async Task An_empty_bucket_answers_429_until_enough_has_come_back()
    {
        using var client = await world.NewClientAsync();
        for (var at = 0; at < 10; at++)
            await client.AskAsync(Spending.Costing(Hundred));
        var (status, error, wait) = await client.RefusedAsync(Spending.Costing(Hundred));
        Assert.Equal((429, "RATE_LIMITED"), (status, error.GetProperty("code").GetString()));
        // Nothing is there for it to come, so that nobody has found out yet what it costs.
        Assert.Equal(
            (1, 0, 0.01),
            (
                error.GetProperty("cost").GetInt32(),
                error.GetProperty("available").GetInt32(),
                error.GetProperty("retryAfter").GetDouble()
            )
        );
        Assert.Equal(TimeSpan.FromSeconds(1), wait);

        world.Clock.Pass(TimeSpan.FromSeconds(0.5));
        (_, error, _) = await client.RefusedAsync(Spending.Costing(Hundred));
        // The refused one has left its point.
        Assert.Equal(
            (Hundred, 50, 0.5),
            (
                error.GetProperty("cost").GetInt32(),
                error.GetProperty("available").GetInt32(),
                error.GetProperty("retryAfter").GetDouble()
            )
        );

        world.Clock.Pass(TimeSpan.FromSeconds(0.52));
        await client.AskAsync(Spending.Costing(Hundred));
    }

    [Fact]
    public async Task What_is_refused_before_it_runs_costs_a_point()
    {
        using var client = await world.NewClientAsync();
        foreach (var query in new[] { "{ no such document", "{ unknown }", "{ me(a: 1) { id } }" })
            await client.RefusedAsync(query);
        await client.AskAsync("{ __schema { queryType { name } } }");
        Assert.Equal(PointsWorld.Size - 4, await client.RemainingAsync());
    }

    [Fact]
    public async Task Each_operation_of_a_batch_is_charged_by_itself()
    {
        using var client = await world.NewClientAsync();
        var dear = new { query = Spending.Costing(Hundred) };
        foreach (var expected in new[] { 10, 0 })
        {
            using var response = await client.PostAsJsonAsync("/graphql", Enumerable.Repeat(dear, 10));
            Assert.Equal(200, (int)response.StatusCode);
            var answers = await response.Content.ReadFromJsonAsync<JsonElement>();
            Assert.Equal(expected, answers.EnumerateArray().Count(one => one.TryGetProperty("data", out _)));
        }
    }

    [Fact]
    public async Task On_a_socket_the_operation_gets_the_error_and_the_socket_stays()
    {
        var key = await world.Server.NewKeyAsync();
        await using var socket = await GraphSocket.OpenAsync(
            world.Server.Client,
            new { authorization = $"Bearer {key.Text}" }
        );
        await socket.SubscribeAsync("follow", "subscription { onCaseChanged { cursor } }");
        for (var at = 0; at < 9; at++)
        {
            await socket.SubscribeAsync($"{at}", Spending.Costing(Hundred));
            Assert.Equal(("next", "complete"), (await socket.TypeAsync(), await socket.TypeAsync()));
        }
        await socket.SubscribeAsync("last", Spending.Costing(Hundred));
        var error = await socket.MessageAsync();
        Assert.Equal(
            ("error", "last", "RATE_LIMITED"),
            (
                error.GetProperty("type").GetString(),
                error.GetProperty("id").GetString(),
                error.GetProperty("payload")[0].GetProperty("extensions").GetProperty("code").GetString()
            )
        );
        world.Clock.Pass(TimeSpan.FromSeconds(10));
        await socket.SubscribeAsync("last", Spending.Costing(Hundred));
        Assert.Equal("next", await socket.TypeAsync());
    }

    [Fact]
    public async Task A_stream_that_cannot_be_paid_is_answered_by_its_status()
    {
        using var client = await world.NewClientAsync();
        for (var at = 0; at < 10; at++)
            await client.AskAsync(Spending.Costing(Hundred));
        using var events = await GraphEvents.OpenAsync(client, "subscription { onCaseChanged { cursor } }");
        Assert.Equal(429, (int)events.Response.StatusCode);
    }

    [Fact]
    public async Task What_no_wait_makes_room_for_is_refused_as_too_dear_whoever_has_asked_it_before()
    {
        const string query = "{ users(first: 100) { nodes { assignedCases(first: 100) { nodes { id } } } } }";
        await world.Server.Client.AskAsync(query);
        using var client = await world.NewClientAsync();
        using var response = await client.PostAsJsonAsync("/graphql", new { query });
        var error = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors")[0];
        var told = error.GetProperty("extensions");
        Assert.Equal(
            ("LIMIT_EXCEEDED", "KeyBucket", PointsWorld.Size),
            (
                told.GetProperty("code").GetString(),
                told.GetProperty("limit").GetString(),
                told.GetProperty("maximum").GetInt32()
            )
        );
        Assert.Equal("users.nodes.assignedCases", told.GetProperty("field").GetString());
    }

    [Fact]
    public async Task What_remains_is_told_beside_the_cost()
    {
        using var client = await world.NewClientAsync();
        foreach (var (report, remaining) in new[] { ("validate", 999), ("report", 997) })
        {
            client.DefaultRequestHeaders.Remove("GraphQL-Cost");
            client.DefaultRequestHeaders.Add("GraphQL-Cost", report);
            using var response = await client.PostAsJsonAsync(
                "/graphql",
                new { query = "{ bugs(first: 100) { nodes { id } } }" }
            );
            var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
            var cost = answer.GetProperty("extensions").GetProperty("cost");
            Assert.Equal(PointsWorld.Size, cost.GetProperty("maximum").GetInt32());
            Assert.Equal(remaining, cost.GetProperty("remaining").GetInt32());
        }
    }

    [Fact]
    public async Task The_rows_of_a_mass_operation_are_paid_when_they_are_known_and_those_of_a_job_are_not()
    {
        var ids = new List<string>();
        for (var at = 0; at < 30; at++)
        {
            var made = await world.Server.Client.RunAsync(
                "createCase(input: {subject: \"One of many\"})",
                "case { id }"
            );
            ids.Add(made.GetProperty("case").GetProperty("id").GetString()!);
        }
        using var client = await world.NewClientAsync();
        var select = new JsonArray([.. ids.Select(id => (JsonNode)id)]).ToJsonString();
        await client.RunAsync(
            $"massUpdateCases(input: {{select: {{ids: {select} }}, set: {{priority: HIGH}} }})",
            "changed"
        );
        // 40 of a mutation, and 2 for each.
        Assert.Equal(PointsWorld.Size - 40 - 2 * 30, await client.RemainingAsync());
    }

    [Fact]
    public async Task Each_key_of_a_user_has_a_bucket_of_its_own()
    {
        using var one = await world.NewClientAsync();
        using var other = await world.NewClientAsync();
        await one.AskAsync(Spending.Costing(Hundred));
        Assert.Equal(PointsWorld.Size, await other.RemainingAsync());
    }

    [Fact]
    public async Task Files_are_not_taken_for_an_operation_that_cannot_be_paid()
    {
        using var client = await world.NewClientAsync();
        var made = await world.Server.Client.RunAsync("createCase(input: {subject: \"With files\"})", "case { id }");
        var id = made.GetProperty("case").GetProperty("id").GetString()!;
        await client.AttachAsync(id, ("a.txt", [1, 2, 3]));
        // Looking at it before its files came has cost nothing.
        Assert.InRange(await client.RemainingAsync(), PointsWorld.Size - 50, PointsWorld.Size - 40);
        for (var at = 0; at < 9; at++)
            await client.AskAsync(Spending.Costing(Hundred));
        await client.AskAsync(Spending.Costing(40));
        // Something is left, but not 40.
        using var request = Uploading.Request(
            Mutating.Document("attachToCase", "case { id }"),
            new JsonObject { ["caseId"] = id },
            "files",
            ("b.txt", [1, 2, 3])
        );
        using var refused = await client.SendAsync(request);
        Assert.Equal("429 RATE_LIMITED", await refused.KnockedAsync());
    }
}
