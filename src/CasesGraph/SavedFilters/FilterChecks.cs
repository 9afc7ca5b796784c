using CasesGraph.Access;
using CasesGraph.Model;
using CasesGraph.Operations;

namespace CasesGraph.SavedFilters;

/// <summary>What holds whenever somebody writes to a saved filter.</summary>
internal static class FilterChecks
{
    private static readonly ScalarField NameField = (ScalarField)EntityModel.Of<SavedFilter>().Find("name")!;

    public static void Name(string name, InputChecks checks) => checks.Text(InputChecks.Path("name"), NameField, name);

    /// <summary>Notes that the caller, who sees the filter, may not write to it.</summary>
    public static void Rights(SavedFilter filter, Call call, InputChecks checks)
    {
        var isOwn = filter.OwnerId is { } owner && owner == call.Caller.Actor.UserId;
        if (!isOwn && !call.Caller.May(AccessAction.AccessManage))
            checks.Add(new ForbiddenError(AccessAction.AccessManage));
    }
}
