using System.ComponentModel;
using CasesGraph.ChangeLog;
using CasesGraph.Data;
using CasesGraph.Model;
using CasesGraph.Operations;
using CasesGraph.Teams;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Membership;

[Description("Teams to delete.")]
public sealed record DeleteTeamsInput(
    [property: Description(
        "Ids of the teams; none may have cases, nor teams below it that stay. Their members are members again if it is undone."
    )]
        IReadOnlyList<Ref<Team>> Ids,
    [property: Description("Why it is done, for the change log; at most 1,000 characters.")] string? Reason
);

[Description("The teams that were deleted, or why none was.")]
[Errors(typeof(NotFoundError<Team>), typeof(TeamInUseError), typeof(ValidationError), typeof(ForbiddenError))]
public sealed record DeleteTeamsPayload(
    [property: Description("Ids of the teams that were deleted."), AsId] IReadOnlyList<Ref<Team>>? DeletedIds,
    [property: Description("The change set of this call; revertChangeSet undoes it.")] Ref<ChangeSet>? ChangeSet
);

internal sealed class DeleteTeams(DefaultTeam defaultTeam) : IOperation<DeleteTeamsInput, DeleteTeamsPayload>
{
    public async Task<Outcome<DeleteTeamsPayload>> RunAsync(DeleteTeamsInput input, Call call, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(call);
        var checks = new InputChecks(call);
        checks.Reason(input.Reason);
        // A malformed id has been noted when it was read.
        var ids = input.Ids.Where(id => id.Key != 0).Distinct().ToList();
        var keys = ids.ConvertAll(id => id.Key);
        var teams = await call.Db.Rows<Team>().WhereInUse().Where(team => keys.Contains(team.Id)).ToListAsync(token);
        foreach (var id in ids.Where(id => !teams.Exists(team => team.Id == id.Key)))
            checks.Add(new NotFoundError<Team>(id));
        foreach (var team in teams)
        {
            if (defaultTeam.Is(team))
                checks.Add(
                    InputChecks.Path("ids", InputChecks.Item(input.Ids.ToList().FindIndex(id => id.Key == team.Id))),
                    ValidationCode.Conflict,
                    $"New users are members of this team, as the setting {DefaultTeam.Setting} says."
                );
            else if (await TeamUse.FindAsync(team, keys, call, token) is { } mistake)
                checks.Add(mistake);
        }
        if (checks.Errors is { Length: > 0 } errors)
            return errors;

        foreach (var team in teams)
            (team.DeletedAt, team.Active) = (call.Now, false);
        var set = await call.SaveAsync(ChangeAction.Delete, input.Reason, token);
        return new DeleteTeamsPayload(ids, set);
    }
}
