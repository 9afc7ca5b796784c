using System.Text.Json;
using CasesGraph.Model;
using CasesGraph.Roles;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Roles;

/// <summary>A server whose callers are users with roles, and what tests do with both.</summary>
public sealed class RoleWorld : IAsyncLifetime
{
    private int count;

    public RunningServer Server { get; } = new() { Services = CallersByUser.Use };

    /// <summary>The demo administrator.</summary>
    public HttpClient Administrator => Server.Client;

    public Task InitializeAsync() => Server.InitializeAsync();

    public Task DisposeAsync() => Server.DisposeAsync();

    /// <summary>The id of a built-in role.</summary>
    public static string Id(string name) =>
        OpaqueId.Encode(
            nameof(Role),
            BuiltInRole.All.Single(one => one.Name.Equals(name, StringComparison.Ordinal)).Id
        );

    /// <summary>A new role with actions, all of them everywhere.</summary>
    public async Task<string> RoleAsync(params string[] actions) =>
        (
            await Administrator.MutateAsync(
                "createRole",
                new { name = $"Role {Next()}", grants = actions.Select(action => new { action }) }
            )
        )
            .Object("role")
            .GetProperty("id")
            .GetString()!;

    /// <summary>A new user with roles.</summary>
    public async Task<string> UserAsync(params string[] roles)
    {
        var name = $"user{Next()}";
        var made = await Administrator.MutateAsync("createUser", new { userName = name, fullName = name });
        var id = made.Object("user").GetProperty("id").GetString()!;
        Assert.Empty((await GiveAsync(Administrator, id, roles)).Errors);
        return id;
    }

    internal static Task<Payload> GiveAsync(HttpClient client, string user, params string[] roles) =>
        client.MutateAsync("setUserRoles", new { userId = user, roleIds = roles });

    /// <summary>The names of a user's roles.</summary>
    public async Task<string> RolesOfAsync(string user)
    {
        var data = await Administrator.AskAsync($$"""{ userById(id: "{{user}}") { roles { nodes { name } } } }""");
        return string.Join(
            ", ",
            data.GetProperty("userById")
                .GetProperty("roles")
                .GetProperty("nodes")
                .EnumerateArray()
                .Select(role => role.GetProperty("name").GetString())
        );
    }

    /// <summary>The actions that a caller may do.</summary>
    public static async Task<IReadOnlyList<string>> GrantsAsync(HttpClient client)
    {
        var data = await client.AskAsync("{ me { grants { action level } } }");
        return Actions(data.GetProperty("me").GetProperty("grants"));
    }

    public static IReadOnlyList<string> Actions(JsonElement grants) =>
        [
            .. grants
                .EnumerateArray()
                .Where(grant => grant.GetProperty("level").GetString() is not "NONE")
                .Select(grant => grant.GetProperty("action").GetString()!),
        ];

    public int Next() => Interlocked.Increment(ref count);
}
