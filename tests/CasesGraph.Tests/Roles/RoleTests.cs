using System.Text.Json;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Roles;

/// <summary>What roles may be, and who may give and take them.</summary>
public sealed class RoleTests(RoleWorld world) : IClassFixture<RoleWorld>
{
    [Theory]
    [InlineData("CASE_EDIT", "CASE_NOTE")]
    [InlineData("CASE_DELETE", "DIRECTORY_VIEW")]
    [InlineData("DIRECTORY_EDIT", "CASE_VIEW")]
    [InlineData("BUG_EDIT", "DIRECTORY_VIEW")]
    public async Task Nothing_is_granted_without_what_sees_it(string action, string other)
    {
        var made = await CreateAsync(world.Administrator, action, other);

        Assert.Contains("input.grants.0 CONFLICT", made.Errors, StringComparer.Ordinal);
    }

    [Fact]
    public async Task An_action_is_granted_once_and_none_is_not_granted()
    {
        var twice = await CreateAsync(world.Administrator, "CASE_VIEW", "CASE_VIEW");
        var none = await world.Administrator.MutateAsync(
            "createRole",
            new
            {
                name = $"Role {world.Next()}",
                grants = new[]
                {
                    new { action = "CASE_VIEW", level = "ALL" },
                    new { action = "BUG_EDIT", level = "NONE" },
                },
            }
        );

        Assert.Equal(["input.grants.1 CONFLICT"], twice.Errors);
        Assert.Equal(["CASE_VIEW"], RoleWorld.Actions(none.Object("role").GetProperty("grants")));
    }

    [Fact]
    public async Task A_name_is_taken_whatever_its_case()
    {
        var made = await world.Administrator.MutateAsync("createRole", new { name = " AGENT " });

        Assert.Equal(["input.name NOT_UNIQUE"], made.Errors);
    }

    [Fact]
    public async Task A_role_that_users_have_is_not_deleted_and_the_answer_tells_how_many()
    {
        var role = await world.RoleAsync("CASE_VIEW");
        var users = new[] { await world.UserAsync(role), await world.UserAsync(role) };
        const string count = "deletedIds errors { ... on RoleInUseError { users } }";

        var refused = await world.Administrator.MutateAsync(
            "deleteRoles",
            new { ids = new[] { role } },
            selection: count
        );
        foreach (var user in users)
            await RoleWorld.GiveAsync(world.Administrator, user);
        var deleted = await world.Administrator.MutateAsync("deleteRoles", new { ids = new[] { role } });
        var given = await RoleWorld.GiveAsync(world.Administrator, users[0], role);

        Assert.Equal(["RoleInUseError"], refused.Errors);
        Assert.Equal(2, refused.Data.GetProperty("errors")[0].GetProperty("users").GetInt32());
        Assert.Equal(role, deleted.Object("deletedIds")[0].GetString());
        Assert.Equal(["input.roleIds.0 RelatedObjectNotFoundError"], given.Errors);
    }

    [Fact]
    public async Task Nobody_but_administrators_makes_or_gives_a_role_that_allows_more_than_they_may()
    {
        var manager = world.Server.As(await world.UserAsync(await world.RoleAsync("ACCESS_MANAGE", "CASE_VIEW")));
        var narrow = await world.RoleAsync("CASE_VIEW");
        var wide = await world.RoleAsync("CASE_VIEW", "CASE_EDIT");
        var (user, other) = (await world.UserAsync(), await world.UserAsync(wide));

        Assert.Equal(
            ["input.grants.1 ROLE_WIDER_THAN_YOURS"],
            (await CreateAsync(manager, "CASE_VIEW", "CASE_NOTE")).Errors
        );
        Assert.Empty((await CreateAsync(manager, "CASE_VIEW")).Errors);
        Assert.Equal(
            ["input.roleIds.1 ROLE_WIDER_THAN_YOURS"],
            (await RoleWorld.GiveAsync(manager, user, narrow, wide)).Errors
        );
        Assert.Empty((await RoleWorld.GiveAsync(manager, user, narrow)).Errors);
        Assert.Equal(
            ["input.roleIds.0 ROLE_WIDER_THAN_YOURS"],
            (await RoleWorld.GiveAsync(manager, user, RoleWorld.Id("Administrator"))).Errors
        );
        Assert.Equal(["input.roleIds ROLE_WIDER_THAN_YOURS"], (await RoleWorld.GiveAsync(manager, other)).Errors);
        Assert.Equal(
            ["input.grants ROLE_WIDER_THAN_YOURS"],
            (
                await manager.MutateAsync(
                    "updateRole",
                    new { id = wide, grants = new[] { new { action = "CASE_VIEW" } } }
                )
            ).Errors
        );
    }

    [Fact]
    public async Task Nobody_but_administrators_decides_how_a_user_who_may_do_more_gets_in()
    {
        var manager = world.Server.As(await world.UserAsync(await world.RoleAsync("USERS_MANAGE")));
        var (wide, plain) = (await world.UserAsync(RoleWorld.Id("Agent")), await world.UserAsync());

        Assert.Equal(
            ["input.active ROLE_WIDER_THAN_YOURS"],
            (await manager.MutateAsync("updateUser", new { id = wide, active = false })).Errors
        );
        Assert.Equal(
            ["input.email ROLE_WIDER_THAN_YOURS"],
            (await manager.MutateAsync("updateUser", new { id = wide, email = "mine@example.com" })).Errors
        );
        Assert.Empty((await manager.MutateAsync("updateUser", new { id = plain, email = "new@example.com" })).Errors);
        Assert.Empty((await manager.MutateAsync("updateUser", new { id = plain, active = false })).Errors);
    }

    [Fact]
    public async Task Roles_take_the_right_to_manage_access()
    {
        var agent = world.Server.As(await world.UserAsync(RoleWorld.Id("Agent")));

        Assert.Equal(["ForbiddenError"], (await CreateAsync(agent, "CASE_VIEW")).Errors);
        Assert.Equal(["ForbiddenError"], (await RoleWorld.GiveAsync(agent, await world.UserAsync())).Errors);
    }

    [Fact]
    public async Task New_users_get_the_default_role()
    {
        var made = await world.Administrator.MutateAsync("createUser", new { userName = "newcomer", fullName = "New" });

        Assert.Equal("Agent", await world.RolesOfAsync(made.Object("user").GetProperty("id").GetString()!));
    }

    [Fact]
    public async Task Roles_that_come_and_go_are_in_the_log_of_the_user()
    {
        var user = await world.UserAsync(RoleWorld.Id("Agent"), RoleWorld.Id("Auditor"));
        await RoleWorld.GiveAsync(world.Administrator, user, RoleWorld.Id("Supervisor"), RoleWorld.Id("Auditor"));

        var data = await world.Administrator.AskAsync(
            $$"""{ userById(id: "{{user}}") { version changes { nodes { kind fields { field before after beforeText afterText } } } } }"""
        );

        var changes = data.GetProperty("userById")
            .GetProperty("changes")
            .GetProperty("nodes")
            .EnumerateArray()
            .ToList();
        Assert.Equal(
            ["+Agent", "+Auditor", "+Supervisor -Agent"],
            changes
                .Select(change =>
                    string.Join(
                        ' ',
                        change
                            .GetProperty("fields")
                            .EnumerateArray()
                            .Where(IsRole)
                            .Select(Told)
                            .Order(StringComparer.Ordinal)
                    )
                )
                .ToArray()
        );
        Assert.Equal(changes.Count, data.GetProperty("userById").GetProperty("version").GetInt32());

        static bool IsRole(JsonElement field) => field.GetProperty("field").GetString() is "roles";

        static string Told(JsonElement field) =>
            field.GetProperty("after").ValueKind is JsonValueKind.Null
                ? $"-{field.GetProperty("beforeText").GetString()}"
                : $"+{field.GetProperty("afterText").GetString()}";
    }

    [Fact]
    public async Task What_a_role_allowed_comes_back_by_undoing_by_the_rules_of_changing_it()
    {
        var role = await world.RoleAsync("CASE_VIEW", "CASE_EDIT");
        var narrowed = await world.Administrator.MutateAsync(
            "updateRole",
            new { id = role, grants = new[] { new { action = "CASE_VIEW" } } }
        );
        var set = narrowed.Object("changeSet").GetProperty("id").GetString();
        var manager = world.Server.As(
            await world.UserAsync(await world.RoleAsync("ACCESS_MANAGE", "LOG_VIEW", "CASE_VIEW"))
        );

        var refused = await manager.MutateAsync("revertChangeSet", new { changeSetId = set });
        var undone = await world.Administrator.MutateAsync("revertChangeSet", new { changeSetId = set });

        Assert.Equal(["NothingToRevertError"], refused.Errors);
        Assert.Equal("grants", Assert.Single(refused.Skipped).GetProperty("field").GetString());
        Assert.Empty(undone.Errors);
        var data = await world.Administrator.AskAsync($$"""{ roleById(id: "{{role}}") { grants { action level } } }""");
        Assert.Equal(["CASE_VIEW", "CASE_EDIT"], RoleWorld.Actions(data.GetProperty("roleById").GetProperty("grants")));
    }

    private Task<Payload> CreateAsync(HttpClient client, params string[] actions) =>
        client.MutateAsync(
            "createRole",
            new { name = $"Role {world.Next()}", grants = actions.Select(action => new { action }) }
        );
}
