using CasesGraph.Access;
using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Data;
using CasesGraph.Editing;
using CasesGraph.Jobs;
using CasesGraph.Model;
using CasesGraph.Operations;
using CasesGraph.Users;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Membership;

/// <summary>
/// The open cases of users who leave teams. They are nobody's then, whoever it is that makes the users leave, and keep their
/// status; closed ones keep their assignee, who is looked at when they are opened again.
/// </summary>
internal sealed class CasesLeft(Call call)
{
    public void KeepOthersOff() => call.Db.KeepOthersOff(nameof(Case));

    /// <summary>Those that they have of the teams. Some may stay theirs, by another membership.</summary>
    public Task<List<long>> FindAsync(
        IReadOnlyCollection<User> users,
        IReadOnlyCollection<long> teams,
        CancellationToken token
    )
    {
        var keys = users.Select(user => user.Id).ToList();
        var all = teams.ToList();
        return call
            .Db.Cases.WhereInUse()
            .Where(c => c.State == CaseState.Open && keys.Contains(c.AssignedToId!.Value) && all.Contains(c.TeamId))
            .OrderBy(c => c.Number)
            .Select(c => c.Number)
            .ToListAsync(token);
    }

    /// <summary>Saves what is tracked, and takes the cases from those who are no members any more.</summary>
    public async Task<PatchedCases> SaveAsync(
        IReadOnlyList<long> cases,
        string? reason,
        JobQueue jobs,
        CancellationToken token
    )
    {
        var patch = new CasePatch([new(nameof(Case.AssignedToId), Number: null, Text: null)], [])
        {
            OnlyStrangers = true,
        };
        // Those too that the caller does not see: it is no act of theirs on a case, it follows from the membership.
        call.Db.SeeAs(Caller.System);
        try
        {
            return await patch.SaveWithAsync(cases, (ChangeAction.Update, reason), call, jobs, token);
        }
        finally
        {
            call.Db.SeeAs(call.Caller);
        }
    }
}
