using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using CasesGraph.Data;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Query.Plain;
using CasesGraph.Tests.Query.Requests;
using Microsoft.Extensions.DependencyInjection;

namespace CasesGraph.Tests.Query;

/// <summary>A server with the sample rows, its schema, and the same rows in memory. Its clock stands still.</summary>
public sealed class SampleServer : IAsyncLifetime
{
    private readonly TestDatabase? filled;

    public SampleServer()
        : this(filled: null) { }

    /// <summary>Over a database that has rows already.</summary>
    internal SampleServer(TestDatabase? filled)
    {
        this.filled = filled;
        Server = new()
        {
            Database = filled!,
            Services = services =>
            {
                services.AddSingleton<TimeProvider>(new StoppedClock(Samples.Now));
                if (Condition is not null)
                    services.AddSingleton(Condition);
                More?.Invoke(services);
            },
            Settings =
            {
                ["Audit:Days"] = "36500",
                ["Limits:Aliases"] = "10000",
                ["Limits:Cost"] = "2000000000",
                ["Limits:Depth"] = "100",
                // Of so few rows as well, searches are read in all ways that there are.
                ["Limits:SearchHits"] = "1",
                ["Limits:DocumentTokens"] = "100000",
                ["Limits:DocumentBytes"] = "1000000",
            },
        };
    }

    public RunningServer Server { get; }

    /// <summary>What its rows must meet to be seen; null where all are.</summary>
    internal EntityCondition? Condition { get; init; }

    /// <summary>More of the server's services.</summary>
    internal Action<IServiceCollection>? More { get; init; }

    public World World { get; private set; } = null!;
    public ApiShape Shape { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        await Server.InitializeAsync();
        if (filled is null)
            await SampleRows.WriteAsync(Server.Database);
        World = World.Load(Server.Database);
        Shape = await ApiShape.ReadAsync(Server);
    }

    public Task DisposeAsync() => Server.DisposeAsync();

    /// <summary>The data of a request in which nothing may go wrong.</summary>
    public async Task<JsonElement> DataAsync(string query, JsonObject? variables = null)
    {
        var answer = await AnswerAsync(query, variables);
        if (answer.TryGetProperty("errors", out var errors))
            Assert.Fail(
                $"{errors}\n{string.Join('\n', Server.Log.Entries.Select(entry => entry.Exception).OfType<Exception>().TakeLast(1))}"
            );
        return answer.GetProperty("data");
    }

    public async Task<JsonElement> AnswerAsync(string query, JsonObject? variables = null)
    {
        using var response = await Server.Client.PostAsJsonAsync("/graphql", new { query, variables });
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    private sealed class StoppedClock(DateTime now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(now);
    }
}
