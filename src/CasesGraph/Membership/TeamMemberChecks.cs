using CasesGraph.Model;
using CasesGraph.Operations;
using CasesGraph.Teams;
using CasesGraph.Users;

namespace CasesGraph.Membership;

/// <summary>What can be wrong with a team and users that are named together.</summary>
internal static class TeamMemberChecks
{
    /// <summary>So many users are added or removed at once.</summary>
    public const int Most = 100;

    private const string At = "userIds";

    /// <summary>The team, which is there if nothing is noted.</summary>
    public static async Task<Team?> RunAsync(
        Ref<Team> teamId,
        IReadOnlyList<Ref<User>> userIds,
        Call call,
        InputChecks checks,
        CancellationToken token
    )
    {
        if (userIds.Count == 0)
            checks.Add(InputChecks.Path(At), ValidationCode.TooShort, "Give at least one user.");
        if (userIds.Distinct().Count() > Most)
            checks.Add(InputChecks.Path(At), ValidationCode.TooMany, $"At most {Most} users can be given at once.");
        return await EntityChecks.FindAsync(teamId, expectedVersion: null, call, checks, token);
    }

    public static IReadOnlyList<string> Path(int index) => InputChecks.Path(At, InputChecks.Item(index));
}
