using CasesGraph.Access;
using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Data;
using CasesGraph.Editing;
using CasesGraph.Jobs;
using CasesGraph.Model;
using CasesGraph.Operations;
using CasesGraph.Teams;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Membership;

/// <summary>
/// Users who leave teams, and their open cases of these: nobody's then, whoever it is that makes the users leave. They keep
/// their status; closed ones keep their assignee, who is looked at when they are opened again.
/// </summary>
/// <param name="links">With their users; nothing has been done to them yet.</param>
internal sealed class MembersLeft(IReadOnlyList<TeamMember> links, Call call)
{
    /// <summary>Whoever is assigning one of the cases meanwhile comes before this.</summary>
    public static void KeepOthersOff(Call call) => call.Db.KeepOthersOff(nameof(Case));

    /// <summary>The cases that they have of the teams and of those below. Some may stay theirs, by another membership.</summary>
    public async Task<List<long>> FindCasesAsync(CancellationToken token)
    {
        var users = links.Select(link => link.UserId).Distinct().ToList();
        var teams = await TeamsAsync(token);
        return await call
            .Db.Cases.WhereInUse()
            .Where(c => c.State == CaseState.Open && users.Contains(c.AssignedToId!.Value) && teams.Contains(c.TeamId))
            .OrderBy(c => c.Number)
            .Select(c => c.Number)
            .ToListAsync(token);
    }

    /// <summary>
    /// Ends the memberships, saves what is tracked beside, and takes the cases from those who are no members any more: all
    /// in one change set.
    /// </summary>
    public async Task<PatchedCases> SaveAsync(
        IReadOnlyList<long> cases,
        string? reason,
        JobQueue jobs,
        CancellationToken token
    )
    {
        await ForgetDefaultsAsync(token);
        call.Db.RemoveRange(links);
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

    private async Task<List<long>> TeamsAsync(CancellationToken token) =>
        [.. (await TeamTree.LoadAsync(call.Db, token)).DownFrom(links.Select(link => link.TeamId).Distinct())];

    /// <summary>Their cases go by default to no team that is not theirs any more.</summary>
    private async Task ForgetDefaultsAsync(CancellationToken token)
    {
        var lost = await TeamsAsync(token);
        var users = links
            .Select(link => link.User)
            .Distinct()
            .Where(user => user.DefaultTeamId is { } own && lost.Contains(own))
            .ToList();
        if (users.Count == 0)
            return;
        var keys = users.ConvertAll(user => user.Id);
        await call.Db.Set<TeamMember>().Where(member => keys.Contains(member.UserId)).LoadAsync(token);
        // With those that are being added.
        var stays = call
            .Db.Set<TeamMember>()
            .Local.Except(links)
            .Select(member => (member.UserId, member.TeamId))
            .ToHashSet();
        var tree = await TeamTree.LoadAsync(call.Db, token);
        foreach (var user in users)
        {
            if (!tree.UpFrom(user.DefaultTeamId!.Value).Any(up => stays.Contains((user.Id, up))))
                user.DefaultTeamId = null;
        }
    }
}
