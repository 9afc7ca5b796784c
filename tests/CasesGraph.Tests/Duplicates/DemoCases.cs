using System.Text.Json;
using CasesGraph.Cases;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Query.Plain;

namespace CasesGraph.Tests.Duplicates;

/// <summary>A server with demo cases, whose subjects are much alike, and the same cases in memory.</summary>
public sealed class DemoCases : IAsyncLifetime
{
    public RunningServer Server { get; } = new() { Settings = { ["Demo:Cases"] = "400" } };

    public IReadOnlyList<Case> Cases { get; private set; } = [];

    public async Task InitializeAsync()
    {
        await Server.InitializeAsync();
        Cases = World.Load(Server.Database).Rows<Case>();
    }

    public Task DisposeAsync() => Server.DisposeAsync();

    public Task<JsonElement> DataAsync(string query, object? variables = null) =>
        Server.Client.AskAsync(query, variables);
}
