using System.Linq.Expressions;
using CasesGraph.Access;
using CasesGraph.Model;

namespace CasesGraph.Data;

/// <summary>Rows are seen by those whom their entity declares them for (<see cref="RightsAttribute"/>).</summary>
internal sealed class SeenByRights : EntityCondition
{
    public override Expression? Of(Expression row, RowAccess access)
    {
        if (access.Shape.IsAdministrator)
            return null;
        var rights = EntityRights.Find(row.Type);
        if (rights is not null && (rights.View is not { } view || access.Shape.May(view)))
            return OfLogs(row, access);
        return rights?.Own is { } own && access.Shape.HasOwn ? IsOwn(row, own, access) : Expression.Constant(false);
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

    private static BinaryExpression IsOwn(Expression row, string own, RowAccess access)
    {
        var owner = own.Split('.').Aggregate(row, Expression.Property);
        return Expression.Equal(owner, Expression.Convert(access.User, owner.Type));
    }
}
