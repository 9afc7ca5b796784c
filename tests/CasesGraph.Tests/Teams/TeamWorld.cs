using System.Text.Json;
using CasesGraph.Access;
using CasesGraph.Model;
using CasesGraph.Teams;
using CasesGraph.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace CasesGraph.Tests.Teams;

/// <summary>A server whose callers are users, and what tests do with teams and cases.</summary>
public sealed class TeamWorld : IAsyncLifetime
{
    private int count;

    public TeamWorld() =>
        Server = new RunningServer
        {
            Services = services =>
            {
                CallersByUser.Use(services);
                services.AddSingleton(Clock);
            },
            Settings = { ["Limits:Bucket"] = "1000000" },
        };

    public RunningServer Server { get; }

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The demo administrator, a member of the first team alone.</summary>
    public HttpClient Client => Server.Client;

    /// <summary>The id of the team that every database begins with.</summary>
    public static string First { get; } = OpaqueId.Encode(nameof(Team), Team.FirstId);

    public Task InitializeAsync() => Server.InitializeAsync();

    public Task DisposeAsync() => Server.DisposeAsync();

    internal Task<Payload> RunAsync(string mutation, object input) => Client.MutateAsync(mutation, input);

    public async Task<string> TeamAsync(string? parentId = null) =>
        Id((await RunAsync("createTeam", new { name = $"Team {Next()}", parentId })).Object("team"));

    /// <summary>A new user who is a member of these teams, and of no other.</summary>
    public async Task<string> UserAsync(params string[] teams)
    {
        var name = $"user{Next()}";
        var user = Id((await RunAsync("createUser", new { userName = name, fullName = name })).Object("user"));
        Assert.Empty((await RemoveAsync(First, user)).Errors);
        foreach (var team in teams)
            Assert.Empty((await AddAsync(team, user)).Errors);
        return user;
    }

    internal Task<Payload> AddAsync(string team, params string[] users) =>
        RunAsync("addTeamMembers", new { teamId = team, userIds = users });

    internal Task<Payload> RemoveAsync(string team, params string[] users) =>
        RunAsync("removeTeamMembers", new { teamId = team, userIds = users });

    /// <summary>A new role; its id.</summary>
    /// <param name="grants">Such as CASE_VIEW:TEAM.</param>
    public async Task<string> RoleAsync(params string[] grants) =>
        Id((await RunAsync("createRole", Role(grants))).Object("role"));

    public object Role(string[] grants) =>
        new
        {
            name = NewName(),
            grants = grants
                .Select(grant => grant.Split(':'))
                .Select(grant => new { action = grant[0], level = grant[1] }),
        };

    public async Task GiveAsync(string user, string role) =>
        Assert.Empty((await RunAsync("setUserRoles", new { userId = user, roleIds = new[] { role } })).Errors);

    /// <summary>A new case of a team, perhaps with an assignee; its number.</summary>
    public async Task<long> CaseAsync(string teamId, string? assignedToId = null)
    {
        var created = await RunAsync(
            "createCase",
            new
            {
                subject = "Any",
                teamId,
                assignedToId,
            }
        );
        Assert.Empty(created.Errors);
        return created.Case.GetProperty("number").GetInt64();
    }

    /// <summary>The end of the log, with all that has been written.</summary>
    public async Task<string> CursorAsync()
    {
        await Server.SettledAsync();
        return (await Client.AskAsync("{ changeCursor }")).GetProperty("changeCursor").GetString()!;
    }

    /// <summary>Team, assignee and status of a case.</summary>
    public async Task<(string? Team, string? Assignee, string? Status)> PlaceAsync(long number)
    {
        var data = await Client.AskAsync($$"""{ caseById(id: {{number}}) { team { id } assignedTo { id } status } }""");
        var found = data.GetProperty("caseById");
        return (
            IdOrNull(found.GetProperty("team")),
            IdOrNull(found.GetProperty("assignedTo")),
            found.GetProperty("status").GetString()
        );
    }

    internal Task<Payload> RevertAsync(Payload payload) =>
        RunAsync("revertChangeSet", new { changeSetId = Id(payload.Object("changeSet")) });

    /// <summary>What the service knows of a user who calls now.</summary>
    internal async Task<Caller> CallerAsync(string user) =>
        await Server.Get<CallerRights>().NowAsync(new Caller(Actor.User(Key(user))), CancellationToken.None);

    public async Task<long[]> TeamsAsync(string user) => [.. (await CallerAsync(user)).Teams];

    public static long Key(string id) => OpaqueId.TryDecode(id, out _, out var key) ? key : 0;

    public static string Id(JsonElement node) => node.GetProperty("id").GetString()!;

    public string NewName() => $"Name {Next()}";

    private static string? IdOrNull(JsonElement node) => node.ValueKind is JsonValueKind.Null ? null : Id(node);

    private int Next() => Interlocked.Increment(ref count);
}
