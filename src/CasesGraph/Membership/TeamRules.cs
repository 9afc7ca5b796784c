using CasesGraph.Data;
using CasesGraph.Model;
using CasesGraph.Operations;
using CasesGraph.Teams;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Membership;

internal sealed class TeamRules(DefaultTeam defaultTeam) : EntityRules<Team>
{
    private static readonly string Named =
        $"The setting {DefaultTeam.Setting} names this team, which has to be active and called so.";

    public override async Task SettleNewAsync(Team entity, Call call, CancellationToken token)
    {
        entity.Id = 1 + (await call.Db.Set<Team>().MaxAsync(team => (long?)team.Id, token) ?? 0);
        // Members of the teams above are members of one team more.
        if (entity.ParentId is not null)
            await call.Db.RaiseAccessVersionAsync(token);
    }

    protected override async Task CheckAsync(
        EntityValues<Team> values,
        Team? current,
        Call call,
        InputChecks checks,
        CancellationToken token
    )
    {
        // Nobody has what cannot be stored, and it has no key.
        if (values[nameof(Team.Name)] is string name && TextRules.IsStorable(name))
            await CheckNameAsync(Team.KeyOf(name), current, call, checks, token);
        if (values[nameof(Team.Active)] is false && current is not null && defaultTeam.Is(current))
            checks.Add(InputChecks.Path("active"), ValidationCode.Conflict, Named);
        await new TeamPlace(current, call, checks).CheckAsync(values, token);
        // Only undoing gives it so.
        if (values[nameof(Team.DeletedAt)] is not null && current is not null)
            await CheckDeletionAsync(current, call, checks, token);
    }

    /// <summary>Notes why a team cannot be deleted.</summary>
    private async Task CheckDeletionAsync(Team team, Call call, InputChecks checks, CancellationToken token)
    {
        if (defaultTeam.Is(team))
            checks.Add(InputChecks.Path("ids"), ValidationCode.Conflict, Named);
        else if (await TeamUse.FindAsync(team, [], call, token) is { } mistake)
            checks.Add(mistake);
    }

    private async Task CheckNameAsync(string key, Team? current, Call call, InputChecks checks, CancellationToken token)
    {
        var path = InputChecks.Path("name");
        if (
            current is not null
            && defaultTeam.Is(current)
            && !string.Equals(current.NameKey, key, StringComparison.Ordinal)
        )
            checks.Add(path, ValidationCode.Conflict, Named);
        var id = current?.Id ?? 0;
        var holder = await call
            .Db.Set<Team>()
            .Where(team => team.NameKey == key && team.Id != id)
            .Select(team => new { team.Id, Deleted = team.DeletedAt != null })
            .SingleOrDefaultAsync(token);
        if (holder is null)
            return;
        const string taken = "Another team has this name already.";
        await checks.NotUniqueAsync<Team>(
            path,
            new(holder.Id),
            taken,
            holder.Deleted ? "A deleted team has this name." : taken,
            token
        );
    }
}
