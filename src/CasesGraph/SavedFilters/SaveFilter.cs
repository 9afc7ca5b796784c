using System.ComponentModel;
using CasesGraph.Access;
using CasesGraph.Cases;
using CasesGraph.Graph.Reading;
using CasesGraph.Operations;
using CasesGraph.Teams;

namespace CasesGraph.SavedFilters;

[Description("A list of cases that is to be kept under a name; it is the caller's.")]
public sealed record SaveFilterInput(
    [property: Description("What people call it, at most 100 characters; several can have one name.")] string Name,
    [property: Description(FilterContent.WhereText)] GivenFilter<Case> Where,
    [property: Description(FilterContent.OrderText)] IReadOnlyList<SortKey<Case>>? Order,
    [property: Description(FilterContent.SearchText)] string? Search,
    [property: Description(FilterContent.ColumnsText)] IReadOnlyList<string>? Columns,
    [property: Description("The teams that it is shared with, 1 to 100, where sharing is TEAMS.")]
        IReadOnlyList<Ref<Team>>? TeamIds,
    [property: Description("Why it is done, for the change log; at most 1,000 characters.")] string? Reason,
    [property: Description("Who sees it beside the caller.")] Sharing Sharing = Sharing.Private
);

[Description("The saved filter, or why it was not saved.")]
[Errors(typeof(ValidationError), typeof(RelatedObjectNotFoundError), typeof(ForbiddenError))]
public sealed record SaveFilterPayload(
    [property: Description("The filter that was saved.")] Ref<SavedFilter>? SavedFilter,
    [property: Description("The change set that stands for this call.")] Ref<IChangeSet>? ChangeSet
);

internal sealed class SaveFilter(ConditionReader conditions) : IOperation<SaveFilterInput, SaveFilterPayload>
{
    public async Task<Outcome<SaveFilterPayload>> RunAsync(SaveFilterInput input, Call call, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(call);
        var checks = new InputChecks(call);
        checks.Reason(input.Reason);
        FilterChecks.Name(input.Name, checks);
        var content = new FilterContent(input.Where, input.Order, input.Search, input.Columns);
        content.Check(conditions, call, checks);
        var teams = new SharedTeams(input.TeamIds, input.Sharing, present: []);
        await teams.CheckAsync(call, checks, token);
        if (checks.Errors is { Length: > 0 } errors)
            return errors;

        var filter = new SavedFilter
        {
            Name = input.Name,
            Where = "",
            OwnerId = call.Caller.Actor.UserId,
            Sharing = input.Sharing,
        };
        content.ApplyTo(filter);
        call.Db.Add(filter);
        call.Db.AddRange(teams.Added.Select(team => new SavedFilterTeam { Filter = filter, TeamId = team }));
        var set = await call.SaveAllAsync(ChangeAction.Create, input.Reason, token);
        return new SaveFilterPayload(new(filter.Id), set);
    }
}
