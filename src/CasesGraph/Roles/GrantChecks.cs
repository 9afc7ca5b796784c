using CasesGraph.Access;
using CasesGraph.Model;
using CasesGraph.Operations;

namespace CasesGraph.Roles;

/// <summary>What has to hold of what a role allows.</summary>
internal static class GrantChecks
{
    private const string At = "grants";

    public const string Wider = "The role allows more than you may do yourself.";

    /// <summary>Notes what is wrong.</summary>
    /// <param name="before">What the role has allowed until now.</param>
    public static void Check(IReadOnlyList<Grant> grants, AccessShape before, Call call, InputChecks checks)
    {
        var after = AccessShape.Of(grants.Select(grant => (grant.Action, grant.Level)));
        var named = new HashSet<AccessAction>();
        foreach (var (index, (action, level)) in grants.Index())
        {
            var path = InputChecks.Path(At, InputChecks.Item(index));
            if (!named.Add(action))
                checks.Add(path, ValidationCode.Conflict, $"{Name(action)} is granted twice.");
            else if (!action.Has(level))
                checks.Add(path, ValidationCode.InvalidValue, $"{Name(action)} is allowed {Levels(action)}.");
            else if (NeededViews.Of(action) is { } view && level > after[view])
                checks.Add(
                    path,
                    ValidationCode.Conflict,
                    $"{Name(action)} needs {Name(view)} as well, at least as far."
                );
            if (IsWider(action))
                checks.Add(path, ValidationCode.RoleWiderThanYours, Wider);
        }
        if (Enum.GetValues<AccessAction>().Any(action => !named.Contains(action) && IsWider(action)))
            checks.Add(
                InputChecks.Path(At),
                ValidationCode.RoleWiderThanYours,
                "What you may not do yourself you cannot take from others."
            );

        bool IsWider(AccessAction action) =>
            before[action] != after[action]
            && (before[action] > call.Caller.Access[action] || after[action] > call.Caller.Access[action]);
    }

    private static string Levels(AccessAction action) =>
        action.HasLevels ? "ALL, TEAM or OWN, or not at all"
        : action.HasLinked ? "with all there is, with what cases lead to (LINKED), or not at all"
        : "with all there is, or not at all";

    private static string Name(AccessAction action) => Naming.UpperSnake($"{action}");
}
