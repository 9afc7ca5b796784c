using CasesGraph.Access;
using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Data;
using CasesGraph.Editing;
using CasesGraph.Jobs;
using CasesGraph.Model;
using CasesGraph.Operations;
using CasesGraph.Teams;
using CasesGraph.Users;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Reassigning;

/// <summary>The open cases of a user who goes, as far as the caller sees them.</summary>
internal sealed class CasesOfUser(Ref<User> user, Call call)
{
    private const string To = "reassignTo";

    private IQueryable<Case> Open =>
        call.Db.Rows<Case>().WhereInUse().Where(c => c.AssignedToId == user.Key && c.State == CaseState.Open);

    public Task<int> CountAsync(CancellationToken token) => Open.CountAsync(token);

    /// <summary>Notes what is wrong with where they are to go.</summary>
    public async Task CheckAsync(ReassignToInput? to, bool isActive, InputChecks checks, CancellationToken token)
    {
        if (to is null)
            return;
        if (isActive)
            checks.Add(
                InputChecks.Path(To),
                ValidationCode.Conflict,
                "Only cases of a user who is inactive then can be reassigned; massUpdateCases takes those of any."
            );
        if (to.Nobody is false)
            checks.Add(InputChecks.Path(To, "nobody"), ValidationCode.InvalidValue, "Only true says something here.");
        if (to.UserId is not { } other)
            return;
        var path = InputChecks.Path(To, "userId");
        if (other == user && other.Key != 0)
        {
            checks.Add(path, ValidationCode.Conflict, "The cases cannot stay with the user who goes.");
            return;
        }
        var references = new ReferenceChecks(call, checks);
        references.Add(path, typeof(User), other.Key);
        await references.RunAsync(token);
        var teams = await Open.Select(c => c.TeamId).Distinct().ToListAsync(token);
        if (
            call.Linked.Knows(typeof(User), other.Key)
            && (await call.Db.StrangersAsync([.. teams.Select(team => (other.Key, team))], token)).Count > 0
        )
            checks.Add(
                path,
                ValidationCode.NotAMember,
                "Some of the cases are of teams that this user is no member of."
            );
    }

    /// <summary>Saves the user, and reassigns the cases.</summary>
    public async Task<Outcome<UpdateUserPayload>> ReassignAsync(
        ReassignToInput to,
        string? reason,
        JobQueue jobs,
        CancellationToken token
    )
    {
        // Whoever is assigning one of them meanwhile comes before this.
        call.Db.KeepOthersOff(nameof(Case));
        var cases = await Open.OrderBy(c => c.Number).Select(c => c.Number).ToListAsync(token);
        if (cases.Count == 0)
        {
            var set = await call.SaveAsync(ChangeAction.Update, reason, token);
            return new UpdateUserPayload(user, 0, 0, set, Job: null);
        }
        if (cases.Count > JobQueue.MostAtOnce && !call.Caller.May(AccessAction.CaseMassUpdate))
            return new ForbiddenError(AccessAction.CaseMassUpdate);
        var patch = new CasePatch([new(nameof(Case.AssignedToId), to.UserId?.Key, Text: null)], [])
        {
            Only = new(nameof(Case.AssignedToId), user.Key, Text: null),
        };
        var done = await patch.SaveWithAsync(cases, (ChangeAction.Update, reason), call, jobs, token);
        return new UpdateUserPayload(user, cases.Count, done.Changed, done.Set, done.Job);
    }
}
