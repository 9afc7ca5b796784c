using CasesGraph.Model;
using CasesGraph.Operations;
using CasesGraph.Users;

namespace CasesGraph.Teams;

/// <summary>New users get a team; and the one that their cases go to has to be theirs.</summary>
internal sealed class TeamsOnUsers(DefaultTeam defaultTeam) : OthersOnUsers
{
    public override async Task SettleNewAsync(User user, Call call, CancellationToken token)
    {
        if (await defaultTeam.FindAsync(call.Db, token) is { } team)
            call.Db.Add(new TeamMember { User = user, TeamId = team });
    }

    public override async Task CheckAsync(
        EntityValues<User> values,
        User? current,
        Call call,
        InputChecks checks,
        CancellationToken token
    )
    {
        if (values[nameof(User.DefaultTeamId)] is not long team || team == current?.DefaultTeamId)
            return;
        await call.Linked.LoadAsync([(typeof(Team), team)], token);
        // What names nothing has been noted.
        if (call.Linked.Find(typeof(Team), team) is not { Usable: true })
            return;
        var isMember = current is null
            ? await IsGivenAsync(team, call, token)
            : await call.Db.IsMemberAsync(current.Id, team, token);
        if (!isMember)
            checks.Add(
                InputChecks.Path("defaultTeamId"),
                ValidationCode.NotAMember,
                "The user is no member of this team. addTeamMembers makes them one."
            );
    }

    /// <summary>Whether all new users are members of it.</summary>
    private async Task<bool> IsGivenAsync(long team, Call call, CancellationToken token) =>
        await defaultTeam.FindAsync(call.Db, token) is { } given
        && (await TeamTree.LoadAsync(call.Db, token)).UpFrom(team).Contains(given);
}
