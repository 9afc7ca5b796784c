using System.ComponentModel;
using CasesGraph.Access;
using CasesGraph.ChangeLog;
using CasesGraph.Jobs;
using CasesGraph.Model;
using CasesGraph.Operations;
using CasesGraph.Teams;
using CasesGraph.Users;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Membership;

[Description("Users who are to be members of a team no more.")]
public sealed record RemoveTeamMembersInput(
    [property: Description("The id of the team.")] Ref<Team> TeamId,
    [property: Description(
        "Ids of users, 1 to 100. They stay members of the team all the same where they are members of one above it; those who are no members are passed over."
    )]
        IReadOnlyList<Ref<User>> UserIds,
    [property: Description("Why it is done, for the change log; at most 1,000 characters.")] string? Reason
);

[Description("The team without the users, or why it has them still.")]
[Errors(
    typeof(NotFoundError<Team>),
    typeof(DeletedError<Team>),
    typeof(ValidationError),
    typeof(RelatedObjectNotFoundError),
    typeof(ForbiddenError)
)]
public sealed record RemoveTeamMembersPayload(
    [property: Description("The team after the change.")] Ref<Team>? Team,
    [property: Description("How many users were its members before.")] int? Removed,
    [property: Description("How many open cases are nobody's now; null where a job takes them.")] int? Unassigned,
    [property: Description("The change set of this call; null when nothing was changed.")] Ref<ChangeSet>? ChangeSet,
    [property: Description(
        "The job that takes the cases from them when they are more than 1,000; it needs CASE_MASS_UPDATE as well."
    )]
        Ref<Job>? Job
);

internal sealed class RemoveTeamMembers(JobQueue jobs) : IOperation<RemoveTeamMembersInput, RemoveTeamMembersPayload>
{
    public async Task<Outcome<RemoveTeamMembersPayload>> RunAsync(
        RemoveTeamMembersInput input,
        Call call,
        CancellationToken token
    )
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(call);
        var checks = new InputChecks(call);
        checks.Reason(input.Reason);
        var team = await TeamMemberChecks.RunAsync(input.TeamId, input.UserIds, call, checks, token);
        if (checks.Errors is { Length: > 0 } errors)
            return errors;

        MembersLeft.KeepOthersOff(call);
        var keys = input.UserIds.Select(id => id.Key).ToHashSet();
        var links = await call
            .Db.Set<TeamMember>()
            .Where(member => member.TeamId == team!.Id && keys.Contains(member.UserId))
            .Include(member => member.User)
            .ToListAsync(token);
        if (links.Count == 0)
            return new RemoveTeamMembersPayload(input.TeamId, Removed: 0, Unassigned: 0, ChangeSet: null, Job: null);
        var left = new MembersLeft(links, call);
        var cases = await left.FindCasesAsync(token);
        if (cases.Count > JobQueue.MostAtOnce && !call.Caller.May(AccessAction.CaseMassUpdate))
            return new ForbiddenError(AccessAction.CaseMassUpdate);

        var done = await left.SaveAsync(cases, input.Reason, jobs, token);
        return new RemoveTeamMembersPayload(input.TeamId, links.Count, done.Changed, done.Set, done.Job);
    }
}
