using System.Net.Http.Json;
using System.Text.Json;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Keys;
using Microsoft.Extensions.DependencyInjection;

namespace CasesGraph.Tests.Points;

/// <summary>A server whose keys have 1,000 points and get 100 a second, of a clock that stands still.</summary>
public sealed class PointsWorld : IAsyncLifetime
{
    public const int Size = 1_000;
    public const int Restore = 100;

    public PointsWorld() =>
        Server = new RunningServer
        {
            Services = services => services.AddSingleton<TimeProvider>(Clock),
            Settings = { ["Limits:KeyBucket"] = $"{Size}", ["Limits:KeyRestore"] = $"{Restore}" },
        };

    public RunningServer Server { get; }

    public StillClock Clock { get; } = new();

    public Task InitializeAsync() => Server.InitializeAsync();

    public Task DisposeAsync() => Server.DisposeAsync();

    /// <summary>A client with a key, and so with a bucket, of its own.</summary>
    public async Task<HttpClient> NewClientAsync() => Server.With((await Server.NewKeyAsync()).Text);
}

internal static class Spending
{
    /// <summary>1 point at the least, and so this is what it takes itself.</summary>
    private const string Ask = "{ me { rateLimit { limit remaining restorePerSecond cost resetAt } } }";

    public static async Task<JsonElement> RateLimitAsync(this HttpClient client) =>
        (await client.AskAsync(Ask)).GetProperty("me").GetProperty("rateLimit");

    /// <summary>What is left, but for the point that this took.</summary>
    public static async Task<int> RemainingAsync(this HttpClient client) =>
        (await client.RateLimitAsync()).GetProperty("remaining").GetInt32() + 1;

    /// <summary>A query that costs so many points, of which it gives none back, as its lists have no rows.</summary>
    public static string Costing(int points) =>
        $"{{ {string.Join(' ', Enumerable.Range(0, points / 2).Select(at => $"p{at}: bugs(first: 0, where: {{number: {{eq: {at}}} }}) {{ nodes {{ id }} }}"))} }}";

    public static async Task<(int Status, JsonElement Error, TimeSpan? RetryAfter)> RefusedAsync(
        this HttpClient client,
        string query
    )
    {
        using var response = await client.PostAsJsonAsync("/graphql", new { query });
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.False(answer.TryGetProperty("data", out var data), data.ToString());
        return (
            (int)response.StatusCode,
            answer.GetProperty("errors").EnumerateArray().Single().GetProperty("extensions"),
            response.Headers.RetryAfter?.Delta
        );
    }
}
