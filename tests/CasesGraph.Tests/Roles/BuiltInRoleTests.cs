using System.Text.Json;
using System.Text.RegularExpressions;
using CasesGraph.Access;
using CasesGraph.Model;
using CasesGraph.Roles;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Roles;

/// <summary>The roles that come with the service.</summary>
public sealed partial class BuiltInRoleTests(RoleWorld world) : IClassFixture<RoleWorld>
{
    [Fact]
    public async Task Their_grants_are_those_of_the_table_in_the_documentation()
    {
        var told = Row()
            .Matches(await File.ReadAllTextAsync(Repository.PathOf("docs", "access.md")))
            .ToDictionary(row => row.Groups["name"].Value, row => row.Groups["actions"].Value, StringComparer.Ordinal);

        var roles = await RolesAsync();

        Assert.Equal(5, roles.Count);
        Assert.All(roles.Values, role => Assert.True(role.GetProperty("builtIn").GetBoolean()));
        foreach (var (name, role) in roles)
        {
            var actions = told[name].StartsWith("everything", StringComparison.Ordinal)
                ? Enum.GetNames<AccessAction>().Select(Naming.UpperSnake)
                : told[name].Split(", ");
            Assert.Equal(
                actions.Order(StringComparer.Ordinal),
                RoleWorld.Actions(role.GetProperty("grants")).Order(StringComparer.Ordinal)
            );
        }
    }

    [Fact]
    public async Task They_cannot_be_changed_or_deleted()
    {
        var id = RoleWorld.Id("Agent");
        var renamed = await world.Administrator.MutateAsync("updateRole", new { id, name = "Clerk" });
        var narrowed = await world.Administrator.MutateAsync("updateRole", new { id, grants = Array.Empty<object>() });
        var deleted = await world.Administrator.MutateAsync("deleteRoles", new { ids = new[] { id } });

        Assert.Contains("BuiltInRoleError", renamed.Errors, StringComparer.Ordinal);
        Assert.Equal(["BuiltInRoleError"], narrowed.Errors);
        Assert.Equal(["BuiltInRoleError"], deleted.Errors);
    }

    [Fact]
    public async Task A_copy_of_one_has_its_grants_and_can_be_changed()
    {
        var agent = (await RolesAsync())["Agent"].GetProperty("grants");
        var copy = await world.Administrator.MutateAsync("createRole", new { name = "Second agent", grants = agent });
        var role = copy.Object("role");

        Assert.Equal(agent.GetRawText(), role.GetProperty("grants").GetRawText());
        Assert.False(role.GetProperty("builtIn").GetBoolean());
        var changed = await world.Administrator.MutateAsync(
            "updateRole",
            new { id = role.GetProperty("id").GetString(), grants = new[] { new { action = "CASE_VIEW" } } }
        );
        Assert.Equal(["CASE_VIEW"], RoleWorld.Actions(changed.Object("role").GetProperty("grants")));
        await world.Administrator.MutateAsync(
            "deleteRoles",
            new { ids = new[] { role.GetProperty("id").GetString() } }
        );
    }

    [Fact]
    public async Task A_start_makes_them_again_as_they_are_to_be()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using (var db = database.CreateDb())
        {
            var agent = (await db.FindAsync<Role>(BuiltInRole.Agent.Id))!;
            (agent.Grants, agent.Description) = ("CASE_VIEW:ALL", "Once");
            await db.SaveChangesAsync();
        }

        await database.Migration.RunAsync(CancellationToken.None);

        await using var after = database.CreateDb();
        var again = (await after.FindAsync<Role>(BuiltInRole.Agent.Id))!;
        Assert.Equal(
            (BuiltInRole.Agent.Grants, BuiltInRole.Agent.Description, 2),
            (again.Grants, again.Description, again.Version)
        );
    }

    private async Task<Dictionary<string, JsonElement>> RolesAsync()
    {
        var data = await world.Administrator.AskAsync(
            "{ roles(where: { builtIn: { eq: true } }) { nodes { name builtIn grants { action level } } } }"
        );
        return data.GetProperty("roles")
            .GetProperty("nodes")
            .EnumerateArray()
            .ToDictionary(role => role.GetProperty("name").GetString()!, StringComparer.Ordinal);
    }

    [GeneratedRegex(
        @"^\| (?<name>Administrator|Supervisor|Agent|Light agent|Auditor) \| (?<actions>.*) \|$",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Row();
}
