using System.Text.Json;
using CasesGraph.Model;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Roles;

namespace CasesGraph.Tests.Audit;

public sealed class ExplainAccessTests(RoleWorld world) : IClassFixture<RoleWorld>
{
    [Fact]
    public async Task Roles_that_show_a_case_are_named()
    {
        var user = await world.UserAsync(RoleWorld.Id("Light agent"), RoleWorld.Id("Auditor"), await world.RoleAsync());

        Assert.Equal(
            """True ALL ["The role Auditor gives CASE_VIEW at the level ALL: all cases are seen.","The role Light agent gives CASE_VIEW at the level TEAM: the case is of a team of the user's, or of one below."]""",
            await ExplainedAsync(user)
        );
    }

    [Fact]
    public async Task What_hides_a_case_is_named()
    {
        var (none, other) = (await world.UserAsync(), await world.UserAsync(RoleWorld.Id("Agent")));
        Assert.Equal("""False NONE ["The user has no role."]""", await ExplainedAsync(none));
        var role = await world.RoleAsync("BUG_VIEW");
        await RoleWorld.GiveAsync(world.Administrator, none, role);
        Assert.StartsWith(
            """False NONE ["No role of the user gives CASE_VIEW: Role """,
            await ExplainedAsync(none),
            StringComparison.Ordinal
        );
        await world.Administrator.MutateAsync("updateUser", new { id = other, active = false });
        Assert.Equal("""False NONE ["The user is not active, and so sees nothing."]""", await ExplainedAsync(other));
    }

    [Fact]
    public async Task It_agrees_with_what_the_user_sees()
    {
        var number = await world.Administrator.CreateCaseAsync("Seen or not");
        foreach (var role in new[] { "Agent", "Supervisor", "Light agent", "Auditor", "Administrator", null })
        {
            var user = await world.UserAsync(role is null ? [] : [RoleWorld.Id(role)]);
            using var client = world.Server.As(user);
            var sees = (await client.RefusalsAsync($"{{ caseById(id: {number}) {{ id }} }}")).Count == 0;
            Assert.StartsWith($"{sees} ", await ExplainedAsync(user, number), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Who_manages_access_is_told_and_only_of_what_there_is()
    {
        var user = await world.UserAsync(RoleWorld.Id("Supervisor"));
        using var supervisor = world.Server.As(user);

        Assert.Equal(["FORBIDDEN"], await supervisor.RefusalsAsync(Query(1, user)));
        Assert.Equal("null", await ExplainedAsync(user, number: 999_999));
        Assert.Equal("null", await ExplainedAsync(OpaqueId.Encode("User", 999_999)));
    }

    private static string Query(long number, string user) =>
        $$"""{ explainAccess(caseId: "{{number}}", userId: "{{user}}") { visible level because } }""";

    private async Task<string> ExplainedAsync(string user, long? number = null)
    {
        number ??= await world.Administrator.CreateCaseAsync("A case");
        var data = await world.Administrator.AskAsync(Query(number.Value, user));
        return data.GetProperty("explainAccess") is { ValueKind: JsonValueKind.Object } told
            ? $"{told.GetProperty("visible").GetBoolean()} {told.Text("level")} {told.GetProperty("because")}"
            : "null";
    }
}
