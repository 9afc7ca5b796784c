using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.ChangeLog;

/// <summary>Teams for random cases: @team is everybody's, for it is below the first one; in @otherTeam is @user alone.</summary>
internal static class RandomTeams
{
    public static async Task AddAsync(SmallWorld world)
    {
        if (world.Resolve("@team") is not "@team")
            return;
        var first = """parentId: "VGVhbTox" """;
        world.Know("team", (await world.RunAsync("createTeam", $$"""{name: "Below", {{first}}}""")).Object("team"));
        world.Know("otherTeam", (await world.RunAsync("createTeam", """{name: "Beside"}""")).Object("team"));
        await world.RunAsync("addTeamMembers", """{teamId: "@otherTeam", userIds: ["@user"]}""");
    }
}
