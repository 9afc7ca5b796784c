using System.Text.Json;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Teams;

/// <summary>Users of teams who follow cases.</summary>
internal static class Followed
{
    public static TheoryData<FollowedOver> Transports => [FollowedOver.Socket, FollowedOver.Events];

    extension(TeamWorld world)
    {
        /// <summary>A team, another, and a user of the first alone who sees the cases of their teams.</summary>
        public async Task<(string Mine, string Other, string User)> MemberAsync(params string[] grants)
        {
            var (mine, other) = (await world.TeamAsync(), await world.TeamAsync());
            var user = await world.UserAsync(mine);
            await world.GiveAsync(user, await world.RoleAsync(grants is [] ? ["CASE_VIEW:TEAM"] : grants));
            return (mine, other, user);
        }

        public async Task<FollowedStream> FollowAsync(
            FollowedOver transport,
            string user,
            string? start = null,
            string selection = "number: caseNumber"
        ) =>
            await FollowedStream.OpenAsync(
                transport,
                world.Server.As(user),
                Query(start ?? await world.CursorAsync(), selection)
            );
    }

    public static string Query(string start, string selection = "number: caseNumber") =>
        $$"""subscription { onCaseChanged(after: "{{start}}") { {{selection}} } }""";

    public static async Task IsNextAsync(FollowedStream stream, long number) =>
        Assert.Equal(number, NumberOf(await stream.EventAsync()));

    public static long NumberOf(JsonElement change) => change.GetProperty("number").GetInt64();
}
