using System.ComponentModel;
using CasesGraph.ChangeLog;
using CasesGraph.Model;
using CasesGraph.Operations;
using CasesGraph.Teams;
using CasesGraph.Users;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Membership;

[Description("Users who are to be members of a team.")]
public sealed record AddTeamMembersInput(
    [property: Description(
        "The id of the team. Whoever does not see all cases can give others only teams that are their own."
    )]
        Ref<Team> TeamId,
    [property: Description("Ids of active users, 1 to 100; those who are members already stay so.")]
        IReadOnlyList<Ref<User>> UserIds,
    [property: Description("Why it is done, for the change log; at most 1,000 characters.")] string? Reason
);

[Description("The team with its new members, or why it has none.")]
[Errors(
    typeof(NotFoundError<Team>),
    typeof(DeletedError<Team>),
    typeof(ValidationError),
    typeof(RelatedObjectNotFoundError),
    typeof(ForbiddenError)
)]
public sealed record AddTeamMembersPayload(
    [property: Description("The team after the change.")] Ref<Team>? Team,
    [property: Description("How many users were none of its members before.")] int? Added,
    [property: Description("The change set of this call; null when nothing was changed.")] Ref<ChangeSet>? ChangeSet
);

internal sealed class AddTeamMembers : IOperation<AddTeamMembersInput, AddTeamMembersPayload>
{
    public async Task<Outcome<AddTeamMembersPayload>> RunAsync(
        AddTeamMembersInput input,
        Call call,
        CancellationToken token
    )
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(call);
        var checks = new InputChecks(call);
        checks.Reason(input.Reason);
        var team = await TeamMemberChecks.RunAsync(input.TeamId, input.UserIds, call, checks, token);
        if (team is not null && !TeamGrants.May(team.Id, call.Caller))
            checks.Add(InputChecks.Path("teamId"), ValidationCode.Forbidden, TeamGrants.NotYours);
        var references = new ReferenceChecks(call, checks);
        foreach (var (index, id) in input.UserIds.Index())
            references.Add(TeamMemberChecks.Path(index), typeof(User), id.Key);
        await references.RunAsync(token);
        if (checks.Errors is { Length: > 0 } errors)
            return errors;

        var keys = input.UserIds.Select(id => id.Key).ToHashSet();
        var added = await call
            .Db.Set<User>()
            .Where(user => keys.Contains(user.Id))
            .Where(user => !call.Db.Set<TeamMember>().Any(one => one.TeamId == team!.Id && one.UserId == user.Id))
            .ToListAsync(token);
        call.Db.AddRange(added.Select(user => new TeamMember { Team = team!, User = user }));
        var set = await call.SaveAsync(ChangeAction.Update, input.Reason, token);
        return new AddTeamMembersPayload(input.TeamId, added.Count, set);
    }
}
