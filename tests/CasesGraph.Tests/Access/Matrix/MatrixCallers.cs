using CasesGraph.Access;
using CasesGraph.Model;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Keys;
using CasesGraph.Tests.Roles;

namespace CasesGraph.Tests.Access.Matrix;

/// <summary>A caller, and what they may do anywhere.</summary>
internal sealed record MatrixCaller(string Name, HttpClient Client, IReadOnlySet<string> Actions);

/// <summary>A caller who may see some cases and write to some.</summary>
/// <param name="User">The id.</param>
internal sealed record LevelCaller(AccessLevel Views, AccessLevel Writes, string User, HttpClient Client)
{
    public override string ToString() => $"{Views} {Writes}";
}

/// <summary>Callers by keys: of somebody who may do everything, narrowed by scopes, and of users with roles.</summary>
internal sealed class MatrixCallers
{
    private readonly MatrixWorld world;
    private readonly string everything;
    private readonly Dictionary<string, MatrixCaller> known = new(StringComparer.Ordinal);

    private MatrixCallers(MatrixWorld world, string everything) => (this.world, this.everything) = (world, everything);

    public static IReadOnlyList<string> Actions { get; } =
    [.. Enum.GetValues<AccessAction>().Select(action => Naming.UpperSnake($"{action}"))];

    /// <summary>What is needed to see anything, as far as it is not one's own.</summary>
    public static IReadOnlyList<string> Views { get; } = ["CASE_VIEW", "DIRECTORY_VIEW", "BUG_VIEW"];

    public static async Task<MatrixCallers> CreateAsync(MatrixWorld world)
    {
        var user = await world.UserAsync();
        await world.GiveAsync(user, RoleWorld.Id("Administrator"));
        return new MatrixCallers(world, user);
    }

    /// <summary>A caller who may do these alone, with all there is.</summary>
    public async Task<MatrixCaller> OnlyAsync(params IEnumerable<string> actions)
    {
        var scopes = actions.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var name = string.Join(", ", scopes);
        if (known.TryGetValue(name, out var caller))
            return caller;
        var client = scopes.Count == 0 ? await AsAsync(await world.UserAsync()) : await AsAsync(everything, name);
        caller = new MatrixCaller(name, client, scopes.ToHashSet(StringComparer.Ordinal));
        known.Add(name, caller);
        return caller;
    }

    public Task<MatrixCaller> WithoutAsync(string action) =>
        OnlyAsync(Actions.Except([action], StringComparer.Ordinal));

    /// <summary>A caller with a built-in role, as far as it is for all there is.</summary>
    public async Task<MatrixCaller> WithRoleAsync(string role)
    {
        var user = await world.UserAsync();
        await world.GiveAsync(user, RoleWorld.Id(role));
        var client = await AsAsync(user);
        return new MatrixCaller(role, client, (await RoleWorld.GrantsAsync(client)).ToHashSet(StringComparer.Ordinal));
    }

    /// <summary>A caller of a team who sees and writes as far as two levels say, and may do all else.</summary>
    public async Task<LevelCaller> WithLevelsAsync(AccessLevel views, AccessLevel writes, string team)
    {
        var user = await world.UserAsync(team);
        var grants = Enum.GetValues<AccessAction>()
            .Select(action => new
            {
                action = Naming.UpperSnake($"{action}"),
                level = Naming.UpperSnake(
                    $"{(!action.HasLevels ? AccessLevel.All : action is AccessAction.CaseView ? views : writes)}"
                ),
            });
        var role = await world.NewAsync("createRole", new { name = world.Next(), grants });
        await world.GiveAsync(user, role);
        return new LevelCaller(views, writes, user, await AsAsync(user));
    }

    /// <summary>A contact by the key of a portal.</summary>
    public async Task<HttpClient> ContactAsync(string contact)
    {
        var client = await AsAsync(everything, "ACT_AS_CONTACT");
        client.DefaultRequestHeaders.Add(ActAs.Header, $"contact:{contact}");
        return client;
    }

    private async Task<HttpClient> AsAsync(string user, string? scopes = null)
    {
        var narrowed = scopes is null ? "" : $", scopes: [{scopes}]";
        return world.Server.With((await world.Server.NewKeyAsync($"userId: \"{user}\"{narrowed}")).Text);
    }
}
