using System.Linq.Expressions;
using CasesGraph.Access;
using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Data;
using CasesGraph.Model;
using CasesGraph.Operations;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Editing;

/// <summary>
/// Whether what a call does is allowed with the cases that it is done to, as they are before it: handing a case over to
/// whom one cannot follow is allowed.
/// </summary>
internal static class CaseReach
{
    private const string Forbidden = "You are not allowed to do this to this case.";

    /// <summary>The first action of the call that does not reach the case; null where all do.</summary>
    public static AccessAction? Denied(Case @case, Call call) =>
        Leveled(call)
            .Where(action => !RowReach<Case>.Has(@case, action, call.Caller))
            .Cast<AccessAction?>()
            .FirstOrDefault();

    /// <summary>
    /// The first action of a contact's call that does not reach a case that they see; null where all do. Which cases are
    /// theirs, links say as well, so that it is not known from the case alone.
    /// </summary>
    public static async Task<AccessAction?> DeniedToContactAsync(long number, Call call, CancellationToken token)
    {
        var narrower = call.Demands.Where(call.Caller.Access.IsNarrower).ToList();
        if (narrower is not [var first, ..])
            return null;
        var row = Expression.Parameter(typeof(Case), "row");
        var own = SeenByContacts.Reached(row, RowAccess.Of(call.Caller), AccessLevel.Own);
        var isOwn = await Tables
            .In(
                call.Db.Cases.Where(c => c.Number == number).Where(Expression.Lambda<Func<Case, bool>>(own, row)),
                call.Db
            )
            .AnyAsync(token);
        return isOwn ? null : first;
    }

    /// <summary>Of many cases those that the call cannot be done to, the hidden ones as if they did not exist.</summary>
    public static async Task<IReadOnlyList<CaseRefusal>> RefusalsAsync(
        IReadOnlyList<long> cases,
        Call call,
        CancellationToken token
    )
    {
        var (hidden, denied) = await SplitAsync(cases, call, token);
        var refusals = new List<CaseRefusal>();
        if (hidden.Count > 0)
            refusals.Add(OfHidden(hidden));
        if (denied.Count > 0)
            refusals.Add(CaseRefusal.OneOf(denied, ValidationCode.Forbidden, Forbidden));
        return refusals;
    }

    /// <summary>The same cases together.</summary>
    public static async Task<IReadOnlyCollection<long>> UnreachedAsync(
        IReadOnlyList<long> cases,
        Call call,
        CancellationToken token
    )
    {
        var (hidden, denied) = await SplitAsync(cases, call, token);
        return [.. hidden, .. denied];
    }

    /// <summary>By two statements; by none where all that the call needs is allowed everywhere.</summary>
    private static async Task<(List<long> Hidden, List<long> Denied)> SplitAsync(
        IReadOnlyList<long> cases,
        Call call,
        CancellationToken token
    )
    {
        var actions = Leveled(call).ToList();
        if (actions.Count == 0 || cases.Count == 0)
            return ([], []);
        var seen = await call.Db.SeenAsync(typeof(Case), cases, token);
        var denied = await call
            .Db.Cases.Where(c => cases.Contains(c.Number))
            .Where(IsDenied(actions, call.Caller))
            .Select(c => c.Number)
            .ToListAsync(token);
        return ([.. cases.Except(seen)], [.. denied.Where(seen.Contains)]);
    }

    /// <summary>The same of cases that parts are of.</summary>
    public static async Task<AccessAction?> DeniedAsync(IEnumerable<long> cases, Call call, CancellationToken token)
    {
        foreach (var number in cases.Distinct())
        {
            if (Denied((await call.Db.RowAsync<Case>(number, token))!, call) is { } action)
                return action;
        }
        return null;
    }

    /// <summary>Notes that the caller may not create such a case.</summary>
    public static void CheckNew(EntityValues<Case> values, Call call, InputChecks checks, params string[] below)
    {
        if (call.Caller.Access[AccessAction.CaseCreate] is AccessLevel.All)
            return;
        var made = new Case { Subject = "", CreatedBy = call.Caller.Actor };
        values.ApplyTo(made);
        if (RowReach<Case>.Has(made, AccessAction.CaseCreate, call.Caller))
            return;
        var (field, of) =
            call.Caller.Access[AccessAction.CaseCreate] is AccessLevel.Own
                ? ("assignedToId", "for others")
                : ("teamId", "of this team");
        checks.Add(
            InputChecks.Path([.. below, field]),
            ValidationCode.Forbidden,
            $"You are not allowed to create cases {of}."
        );
    }

    private static CaseRefusal OfHidden(IEnumerable<long> cases)
    {
        var unknown = CaseRefusal.Unknown;
        return CaseRefusal.OneOf(cases, unknown.Code, unknown.Reason) with { Exists = false };
    }

    /// <summary>What is not allowed everywhere. A new case is judged by itself (<see cref="CreatedCase"/>).</summary>
    private static IEnumerable<AccessAction> Leveled(Call call) =>
        call.Demands.Where(action =>
            !call.Caller.Access.IsContact
            && action is not AccessAction.CaseCreate
            && call.Caller.Access[action] is AccessLevel.Own or AccessLevel.Team
        );

    private static Expression<Func<Case, bool>> IsDenied(IEnumerable<AccessAction> actions, Caller caller)
    {
        var row = Expression.Parameter(typeof(Case), "row");
        var access = RowAccess.Of(caller);
        var reached = actions
            .Select(action => caller.Access[action])
            .Distinct()
            .Select(level =>
                RowReach.Of(new ReachedByColumns(row), EntityRights.Of<Case>(), level, access.User, access.Teams)!
            )
            .Aggregate(Expression.AndAlso);
        return Expression.Lambda<Func<Case, bool>>(Expression.Not(reached), row);
    }
}
