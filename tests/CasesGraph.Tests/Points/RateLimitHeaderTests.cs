using System.Net.Http.Json;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Keys;
using Microsoft.Extensions.DependencyInjection;

namespace CasesGraph.Tests.Points;

/// <summary>With Limits:RateLimitHeaders answers tell what is left of their caller's points.</summary>
public sealed class RateLimitHeaderTests(RateLimitHeaderTests.World world) : IClassFixture<RateLimitHeaderTests.World>
{
    private const int Size = 1_000;
    private const int Restore = 30;

    private static readonly string Policy = $"\"points\";q={Size};qu=\"points\";w=34";

    [Fact]
    public async Task An_answer_tells_the_bucket_and_what_is_left_once_the_operation_is_paid()
    {
        using var client = await NewClientAsync();

        Assert.Equal((Policy, "\"points\";r=999;t=1"), await ToldAsync(client, new { query = "{ me { id } }" }));
        Assert.Equal((Policy, "\"points\";r=899;t=4"), await ToldAsync(client, new { query = Spending.Costing(100) }));
        // All of a batch are in it.
        var dear = new { query = Spending.Costing(100) };
        Assert.Equal((Policy, "\"points\";r=699;t=11"), await ToldAsync(client, new[] { dear, dear }));
        world.Clock.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal((Policy, "\"points\";r=728;t=10"), await ToldAsync(client, new { query = "{ no such document" }));
        using var get = await client.GetAsync(new Uri("/graphql?query={me{id}}", UriKind.Relative));
        Assert.Equal((Policy, "\"points\";r=727;t=10"), Told(get));
    }

    [Fact]
    public async Task A_429_tells_it_beside_when_to_come_again()
    {
        using var client = await NewClientAsync();
        for (var at = 0; at < 10; at++)
            await client.AskAsync(Spending.Costing(100));

        using var refused = await client.PostAsJsonAsync("/graphql", new { query = Spending.Costing(100) });

        Assert.Equal(429, (int)refused.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(1), refused.Headers.RetryAfter?.Delta);
        Assert.Equal((Policy, "\"points\";r=0;t=34"), Told(refused));
    }

    [Fact]
    public async Task A_stream_tells_it_at_its_beginning()
    {
        using var client = await NewClientAsync();
        using var events = await GraphEvents.OpenAsync(client, "subscription { onCaseChanged { cursor } }");

        var left = await client.RemainingAsync();
        Assert.InRange(left, 1, Size - 20);
        Assert.Equal((Policy, $"\"points\";r={left};t=2"), Told(events.Response));
    }

    [Fact]
    public async Task What_is_refused_of_a_caller_who_is_let_in_tells_it_too()
    {
        using var client = await NewClientAsync();
        using var text = new StringContent("{ me { id } }");

        using var refused = await client.PostAsync(new Uri("/graphql", UriKind.Relative), text);

        Assert.Equal(415, (int)refused.StatusCode);
        Assert.Equal((Policy, $"\"points\";r={Size};t=0"), Told(refused));
    }

    [Fact]
    public async Task Who_has_no_bucket_is_told_of_none()
    {
        using var unknown = world.Server.With("cgk_unknown");

        Assert.Equal((null, null), await ToldAsync(world.Server.Client, new { query = "{ me { id } }" }));
        Assert.Equal((null, null), await ToldAsync(unknown, new { query = "{ me { id } }" }));
    }

    [Theory]
    [InlineData("true", "Content-Disposition,Retry-After,RateLimit,RateLimit-Policy")]
    [InlineData("false", "Content-Disposition,Retry-After")]
    public async Task Pages_of_other_origins_may_read_them_where_they_are_on(string setting, string exposed)
    {
        await using var server = await RunningServer.StartAsync(("Limits:RateLimitHeaders", setting));
        using var client = server.With((await server.NewKeyAsync()).Text);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/graphql?query={me{id}}");
        request.Headers.Add("Origin", "http://localhost:3000");

        using var response = await client.SendAsync(request);

        Assert.Equal(exposed, string.Join(',', response.Headers.GetValues("Access-Control-Expose-Headers")));
        Assert.Equal(setting is "true", Told(response) is (not null, not null));
    }

    private async Task<HttpClient> NewClientAsync() => world.Server.With((await world.Server.NewKeyAsync()).Text);

    private static async Task<(string? Policy, string? Current)> ToldAsync(HttpClient client, object body)
    {
        using var response = await client.PostAsJsonAsync("/graphql", body);
        return Told(response);
    }

    private static (string? Policy, string? Current) Told(HttpResponseMessage response)
    {
        return (Header("RateLimit-Policy"), Header("RateLimit"));

        string? Header(string name) =>
            response.Headers.TryGetValues(name, out var values) ? Assert.Single(values) : null;
    }

    public sealed class World : IAsyncLifetime
    {
        public World() =>
            Server = new RunningServer
            {
                Services = services => services.AddSingleton<TimeProvider>(Clock),
                Settings =
                {
                    ["Limits:RateLimitHeaders"] = "true",
                    ["Limits:KeyBucket"] = $"{Size}",
                    ["Limits:KeyRestore"] = $"{Restore}",
                },
            };

        public RunningServer Server { get; }

        public StillClock Clock { get; } = new();

        public Task InitializeAsync() => Server.InitializeAsync();

        public Task DisposeAsync() => Server.DisposeAsync();
    }
}
