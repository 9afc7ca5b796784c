using CasesGraph.Cases;
using CasesGraph.Data;
using CasesGraph.Model;
using CasesGraph.Operations;
using CasesGraph.Teams;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Membership;

/// <summary>The place of a team in the tree, which decides who its members are.</summary>
/// <param name="team">As it is; null for a new one.</param>
internal sealed class TeamPlace(Team? team, Call call, InputChecks checks)
{
    /// <summary>Notes what is wrong with the place that it is to have.</summary>
    public async Task CheckAsync(EntityValues<Team> values, CancellationToken token)
    {
        var isBack = team is { DeletedAt: not null } && values.Has(nameof(Team.DeletedAt));
        if (!isBack && (!values.Has(nameof(Team.ParentId)) || Equals(values[nameof(Team.ParentId)], team?.ParentId)))
            return;
        var parent = isBack ? team!.ParentId : values[nameof(Team.ParentId)] as long?;
        var tree = await TeamTree.LoadAsync(call.Db, token);
        // What names nothing has been noted; a team that comes back stands at the top until the one above it does too.
        if (parent is { } key && !tree.Has(key))
            return;
        if (team is not null && parent is { } above && tree.UpFrom(above).Contains(team.Id))
            Add(ValidationCode.Conflict, "The team would be below itself.");
        else if ((parent is { } one ? tree.UpFrom(one).Count() : 0) + Height(tree) > Team.MostDeep)
            Add(ValidationCode.Conflict, $"The tree would be more than {Team.MostDeep} teams deep.");
        else if (team is not null && !isBack)
            await CheckPeopleAsync(team, parent, tree, token);
    }

    private int Height(TeamTree tree) => team is null ? 1 : tree.HeightOf(team.Id);

    private async Task CheckPeopleAsync(Team moved, long? parent, TeamTree tree, CancellationToken token)
    {
        if (parent is not null && !TeamGrants.May(moved.Id, call.Caller))
            Add(ValidationCode.Forbidden, TeamGrants.NotYours);
        if (await LosesAnybodyAsync(moved, parent, tree, token))
            Add(
                ValidationCode.Conflict,
                "Users who would be no members of the team any more have open cases of it, or of teams below it. Give these to others first."
            );
    }

    /// <summary>Whether somebody has an open case of the team or of one below it, and would not be a member any more.</summary>
    private async Task<bool> LosesAnybodyAsync(Team moved, long? parent, TeamTree tree, CancellationToken token)
    {
        var below = tree.DownFrom(moved.Id);
        var above = parent is { } key ? tree.UpFrom(key).ToList() : [];
        var has = await call
            .Db.Cases.WhereInUse()
            .Where(c => below.Contains(c.TeamId) && c.State == CaseState.Open && c.AssignedToId != null)
            .Select(c => new { c.TeamId, User = c.AssignedToId!.Value })
            .Distinct()
            .ToListAsync(token);
        var users = has.Select(one => one.User).Distinct().ToList();
        var members = (
            await call
                .Db.Set<TeamMember>()
                .Where(member => users.Contains(member.UserId))
                .Select(member => new { member.TeamId, User = member.UserId })
                .ToListAsync(token)
        ).ToHashSet();
        return has.Exists(one =>
            !tree.UpFrom(one.TeamId)
                .Where(up => below.Contains(up))
                .Concat(above)
                .Any(up => members.Contains(new { TeamId = up, one.User }))
        );
    }

    private void Add(ValidationCode code, string message) => checks.Add(InputChecks.Path("parentId"), code, message);
}
