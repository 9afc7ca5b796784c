using System.Linq.Expressions;
using CasesGraph.Access;
using CasesGraph.Model;

namespace CasesGraph.Data;

/// <summary>
/// Rows are seen by those whom their entity declares them for: staff (<see cref="RightsAttribute"/>), and contacts
/// (<see cref="SeenByContactsAttribute"/>).
/// </summary>
internal sealed class SeenByRights : EntityCondition
{
    private const string TeamKey = "TeamId";

    public override bool GoesByRights => true;

    public override Expression? Of(Expression row, RowAccess access)
    {
        if (access.Shape.IsAdministrator)
            return null;
        if (access.Shape.IsContact)
            return SeenByContacts.Of(row, access);
        var rights = EntityRights.Find(row.Type);
        var seen =
            rights is null ? Expression.Constant(false)
            : rights.View is not { } view ? OfLogs(row, access)
            : access.Shape[view] is AccessLevel.All ? OfLogs(row, access)
            : Reached(row, rights, view, access);
        if (seen is null || rights is null)
            return seen;
        if (rights.Shared is not null)
            seen = EntityConditions.Either(IsShared(row, rights, access), seen);
        return rights.Own is not { } own || !access.Shape.HasOwn
            ? seen
            : EntityConditions.Either(IsOwn(row, own, access), seen);
    }

    /// <summary>Where the action is not allowed with all there is.</summary>
    private Expression? Reached(Expression row, RightsAttribute rights, AccessAction view, RowAccess access) =>
        rights.With is { } with ? HasSeen(Expression.Property(row, with), access)
        : rights.Through is { } through ? Of(Expression.Property(row, through), access)
        : access.Shape.IsLinked(rights) ? RowsLedTo.Of(row, leading => Of(leading, access))
        : access.Shape.May(view) && IsPartOf(row.Type, view) ? null
        : access.Part is { } part ? part.Has(row, AtLevel(row, rights, view, access))
        : AtLevel(row, rights, view, access);

    private static Expression? AtLevel(Expression row, RightsAttribute rights, AccessAction view, RowAccess access) =>
        RowReach.Of(new ReachedByColumns(row), rights, access.Shape[view], access.User, access.Teams);

    /// <summary>Whether rows are hidden with what they are parts of, which the same action sees.</summary>
    private static bool IsPartOf(Type entity, AccessAction view) =>
        EntityConditions.Needed(entity).Any(whole => EntityRights.Find(whole.PropertyType)?.View == view);

    private MethodCallExpression HasSeen(Expression rows, RowAccess access)
    {
        var row = Expression.Parameter(rows.Type.GenericTypeArguments[0], "one");
        var seen = EntityConditions.OfForms(row, form => Of(form, access)).Append(Of(row, access));
        var all = seen.Aggregate(EntityConditions.Both) ?? Expression.Constant(true);
        return Expression.Call(
            typeof(Enumerable),
            nameof(Enumerable.Any),
            [row.Type],
            rows,
            Expression.Lambda(all, row)
        );
    }

    /// <summary>What stands for the logs of several types of records is seen as each of them is.</summary>
    private Expression? OfLogs(Expression row, RowAccess access) =>
        row.Type.IsAbstract && EntityModel.Of(row.Type).Forms is null
            ? EntityModel
                .ForEachLogged.Where(row.Type.IsAssignableFrom)
                .Where(log => Of(Expression.Parameter(log), access) is not null)
                .Select(log => (Expression)Expression.Not(Expression.TypeIs(row, log)))
                .DefaultIfEmpty()
                .Aggregate((one, other) => Expression.AndAlso(one!, other!))
            : null;

    /// <summary>Whether whoever it belongs to shares it with all, or with a team of the caller.</summary>
    private static BinaryExpression IsShared(Expression row, RightsAttribute rights, RowAccess access)
    {
        var shared = Expression.Property(row, rights.Shared!);
        var links = Expression.Property(row, rights.SharedWith!);
        var link = Expression.Parameter(links.Type.GenericTypeArguments[0], "link");
        var isOfTeam = Expression.Call(
            typeof(Enumerable),
            nameof(Enumerable.Any),
            [link.Type],
            links,
            Expression.Lambda(new ReachedByColumns(link).IsAmong(TeamKey, access.Teams), link)
        );
        return Expression.OrElse(
            Expression.Equal(shared, Expression.Constant(Sharing.Everyone)),
            Expression.AndAlso(Expression.Equal(shared, Expression.Constant(Sharing.Teams)), isOfTeam)
        );
    }

    private static BinaryExpression IsOwn(Expression row, string own, RowAccess access)
    {
        var owner = own.Split('.').Aggregate(row, Expression.Property);
        return Expression.Equal(owner, Expression.Convert(access.User, owner.Type));
    }
}
