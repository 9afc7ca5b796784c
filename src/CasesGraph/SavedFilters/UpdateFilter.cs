using System.ComponentModel;
using CasesGraph.Access;
using CasesGraph.Cases;
using CasesGraph.Graph.Reading;
using CasesGraph.Operations;
using CasesGraph.Teams;
using CasesGraph.Users;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.SavedFilters;

[Description(
    "What of a saved filter is to be another; what is not given stays as it is. What it finds is given as a whole: where, and with it order, search and columns, of which those that are not given are none then."
)]
public sealed record UpdateFilterInput(
    [property: Description("The id of the filter to change.")] Ref<SavedFilter> Id,
    [property: Description("The version that the caller knows; the call is refused when there is another by now.")]
        int? ExpectedVersion,
    [property: Description("What people call it, at most 100 characters.")] string? Name,
    [property: Description(FilterContent.WhereText)] GivenFilter<Case>? Where,
    [property: Description(FilterContent.OrderText)] IReadOnlyList<SortKey<Case>>? Order,
    [property: Description(FilterContent.SearchText)] string? Search,
    [property: Description(FilterContent.ColumnsText)] IReadOnlyList<string>? Columns,
    [property: Description("Who sees it beside its owner.")] Sharing? Sharing,
    [property: Description("All teams that it is shared with from now on, where sharing is TEAMS.")]
        IReadOnlyList<Ref<Team>>? TeamIds,
    [property: Description("An active user whose it is from now on.")] Ref<User>? OwnerId,
    [property: Description("Why it is done, for the change log; at most 1,000 characters.")] string? Reason
);

[Description("The changed filter, or why it was not changed.")]
[Errors(
    typeof(NotFoundError<SavedFilter>),
    typeof(DeletedError<SavedFilter>),
    typeof(ValidationError),
    typeof(VersionConflictError<SavedFilter>),
    typeof(RelatedObjectNotFoundError),
    typeof(ForbiddenError)
)]
public sealed record UpdateFilterPayload(
    [property: Description("The filter after the change.")] Ref<SavedFilter>? SavedFilter,
    [property: Description("The change set of this call; null when nothing was changed.")] Ref<IChangeSet>? ChangeSet
);

internal sealed class UpdateFilter(ConditionReader conditions) : IOperation<UpdateFilterInput, UpdateFilterPayload>
{
    public async Task<Outcome<UpdateFilterPayload>> RunAsync(
        UpdateFilterInput input,
        Call call,
        CancellationToken token
    )
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(call);
        var checks = new InputChecks(call);
        checks.Reason(input.Reason);
        if (input.Name is { } name)
            FilterChecks.Name(name, checks);
        var content = new FilterContent(input.Where, input.Order, input.Search, input.Columns);
        // What does not fit any more can be called otherwise, or be handed over, as it is.
        if (content.Any)
            content.Check(conditions, call, checks);
        var filter = await EntityChecks.FindAsync(input.Id, input.ExpectedVersion, call, checks, token);
        if (filter is null)
            return checks.Errors;
        OwnerChecks.Run(filter.OwnerId, call, checks);
        var owner = new ReferenceChecks(call, checks);
        if (input.OwnerId is { Key: var key } && key != filter.OwnerId)
            owner.Add(InputChecks.Path("ownerId"), typeof(User), key);
        await owner.RunAsync(token);
        var links = await call
            .Db.Set<SavedFilterTeam>()
            .AsTracking()
            .Where(link => link.FilterId == filter.Id)
            .ToListAsync(token);
        var teams = new SharedTeams(
            input.TeamIds,
            input.Sharing ?? filter.Sharing,
            [.. links.Select(link => link.TeamId)]
        );
        await teams.CheckAsync(call, checks, token);
        if (checks.Errors is { Length: > 0 } errors)
            return errors;

        filter.Name = input.Name ?? filter.Name;
        filter.Sharing = input.Sharing ?? filter.Sharing;
        filter.OwnerId = input.OwnerId?.Key ?? filter.OwnerId;
        if (content.Any)
            content.ApplyTo(filter);
        call.Db.AddRange(teams.Added.Select(team => new SavedFilterTeam { Filter = filter, TeamId = team }));
        call.Db.RemoveRange(links.Where(link => teams.Removed.Contains(link.TeamId)));
        var set = await call.SaveAllAsync(ChangeAction.Update, input.Reason, token);
        return new UpdateFilterPayload(input.Id, set);
    }
}
