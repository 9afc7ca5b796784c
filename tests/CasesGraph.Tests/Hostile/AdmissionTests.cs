using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CasesGraph.Graph.Running;
using CasesGraph.Query;
using CasesGraph.Serving;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Hostile;

/// <summary>Expensive requests, and shapes that nobody asked before, leave room for all others.</summary>
public sealed class AdmissionTests
{
    private const string Cheap = "{ cases(first: 3) { nodes { number subject } } }";

    /// <summary>Waits for nothing but its plan.</summary>
    private const string ById = "{ caseById(id: \"3\") { number subject } }";

    /// <summary>Some 2,500 points.</summary>
    private const string Expensive =
        "{ users(first: 100) { nodes { assignedCases(first: 100) { nodes { number subject } } } } }";

    [Fact]
    public async Task A_cheap_request_passes_while_expensive_ones_have_every_place()
    {
        await using var server = await RunningServer.StartAsync();
        var line = server.Get<Admission>().Expensive;
        // Planned before.
        await server.QueryAsync(Expensive);
        var places = await TakeAllAsync(line);

        var waiting = server.QueryAsync(Expensive);
        await Eventually.EqualAsync(1, () => line.Waiting);
        var cheap = await server.QueryAsync(Cheap);
        var written = await server.QueryAsync(
            """mutation { createCase(input: { subject: "meanwhile" }) { case { number } } }"""
        );

        Assert.True(cheap.TryGetProperty("data", out _));
        Assert.False(written.TryGetProperty("errors", out _));
        Assert.False(waiting.IsCompleted);
        Release(places);
        Assert.False((await waiting).TryGetProperty("errors", out _));
    }

    [Fact]
    public async Task Objects_by_id_and_writes_pass_while_lists_have_every_place()
    {
        await using var server = await RunningServer.StartAsync();
        var line = server.Get<Admission>().Lists;
        var places = await TakeAllAsync(line);

        var list = server.QueryAsync(Cheap);
        await Eventually.EqualAsync(1, () => line.Waiting);
        var written = await server.QueryAsync(
            """mutation { createCase(input: { subject: "meanwhile" }) { case { number subject } } }"""
        );
        var read = await server.QueryAsync("""{ caseById(id: "1") { subject } }""");

        Assert.False(written.TryGetProperty("errors", out _));
        Assert.Equal("meanwhile", read.GetProperty("data").GetProperty("caseById").GetProperty("subject").GetString());
        Assert.False(list.IsCompleted);
        Release(places);
        Assert.False((await list).TryGetProperty("errors", out _));
    }

    [Theory]
    [InlineData("{ caseGroups(by: [{field: STATUS}]) { groups { count } } }")]
    [InlineData("{ duplicateCaseGroups(first: 1) { totalCount } }")]
    [InlineData("{ duplicateCases(of: {draft: {subject: \"Any\"}}) { score } }")]
    public async Task What_reads_whole_tables_is_expensive_whatever_its_points(string query)
    {
        await using var server = await RunningServer.StartAsync();
        var line = server.Get<Admission>().Expensive;
        var places = await TakeAllAsync(line);

        var waiting = server.QueryAsync(query);
        await Eventually.EqualAsync(1, () => line.Waiting);

        Assert.False(waiting.IsCompleted);
        Release(places);
        Assert.False((await waiting).TryGetProperty("errors", out _));
    }

    [Fact]
    public async Task The_smallest_that_waits_goes_first()
    {
        var line = new WaitingLine(places: 1, mostWaiting: 3);
        var place = await line.EnterAsync(size: 1, CancellationToken.None);
        var large = line.EnterAsync(size: 9, CancellationToken.None).AsTask();
        var small = line.EnterAsync(size: 2, CancellationToken.None).AsTask();

        place.Dispose();

        (await small).Dispose();
        (await large).Dispose();
        Assert.Equal((1, 0), (line.Free, line.Waiting));
    }

    [Fact]
    public async Task Who_leaves_the_line_is_no_longer_in_it()
    {
        var line = new WaitingLine(places: 1, mostWaiting: 1);
        var place = await line.EnterAsync(size: 1, CancellationToken.None);
        using var left = new CancellationTokenSource();
        var waiting = line.EnterAsync(size: 1, left.Token).AsTask();
        await left.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);

        Assert.Equal(0, line.Waiting);
        place.Dispose();
        Assert.Equal(1, line.Free);
    }

    [Fact]
    public async Task Many_who_ask_for_one_new_shape_are_one_in_the_line()
    {
        await using var server = await RunningServer.StartAsync(("Limits:Waiting", "1"));
        var line = server.Get<PlanCache>().Planning;
        var places = await TakeAllAsync(line);

        var asked = Enumerable.Range(0, 20).Select(_ => server.QueryAsync(ById)).ToList();
        await Eventually.EqualAsync(1, () => line.Waiting);
        Release(places);

        foreach (var answer in await Task.WhenAll(asked))
            Assert.False(answer.TryGetProperty("errors", out _));
    }

    [Fact]
    public async Task Who_finds_the_line_full_is_refused_at_once_and_told_when_to_come_again()
    {
        await using var server = await RunningServer.StartAsync(("Limits:Waiting", "1"));
        var line = server.Get<Admission>().Expensive;
        var places = await TakeAllAsync(line);
        var first = server.QueryAsync(Expensive);
        await Eventually.EqualAsync(1, () => line.Waiting);

        using var second = await server.Client.PostAsJsonAsync("/graphql", new { query = Expensive });

        Assert.Equal(HttpStatusCode.ServiceUnavailable, second.StatusCode);
        Assert.NotNull(second.Headers.RetryAfter);
        var error = (await second.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors")[0];
        Assert.Equal("UNAVAILABLE", error.GetProperty("extensions").GetProperty("code").GetString());
        Release(places);
        await first;
    }

    [Fact]
    public async Task An_expensive_mutation_that_is_refused_has_written_nothing()
    {
        await using var server = await RunningServer.StartAsync(("Limits:Waiting", "0"));
        var places = await TakeAllAsync(server.Get<Admission>().Expensive);
        var mutation = $$"""
            mutation {
              createCase(input: { subject: "never" }) {
                case { account { cases(first: 100) { nodes { updates(first: 100) { nodes { text } } } } } }
              }
            }
            """;

        using var answer = await server.Client.PostAsJsonAsync("/graphql", new { query = mutation });

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        var extensions = (await answer.Content.ReadFromJsonAsync<JsonElement>())
            .GetProperty("errors")[0]
            .GetProperty("extensions");
        Assert.Equal("NO", extensions.GetProperty("written").GetString());
        Release(places);
        Assert.Equal(0, await server.CountCasesAsync());
    }

    [Fact]
    public async Task A_known_shape_passes_while_new_ones_wait_to_be_planned()
    {
        await using var server = await RunningServer.StartAsync();
        var line = server.Get<PlanCache>().Planning;
        await server.QueryAsync(Cheap);
        var places = await TakeAllAsync(line);

        var unknown = server.QueryAsync("{ cases(first: 3) { nodes { subject priority } } }");
        await Eventually.EqualAsync(1, () => line.Waiting);
        var known = await server.QueryAsync(Cheap);

        Assert.True(known.TryGetProperty("data", out _));
        Assert.False(unknown.IsCompleted);
        Release(places);
        Assert.False((await unknown).TryGetProperty("errors", out _));
    }

    private static async Task<List<IDisposable>> TakeAllAsync(WaitingLine line)
    {
        var places = new List<IDisposable>();
        while (line.Free > 0)
            places.Add(await line.EnterAsync(size: 0, CancellationToken.None));
        return places;
    }

    private static void Release(List<IDisposable> places) => places.ForEach(place => place.Dispose());
}
