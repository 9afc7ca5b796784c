using System.Linq.Expressions;
using System.Reflection;
using CasesGraph.Cases;
using CasesGraph.Model;

namespace CasesGraph.Query;

/// <summary>
/// Which rows a list leaves out: deleted ones, unless they are asked for. Links to deleted contacts and bugs stay
/// readable; links to deleted cases do not (docs/api.md#objects-and-ids).
/// </summary>
internal static class Visibility
{
    public static bool Hides(EntityModel child, PropertyInfo? node, bool includeDeleted) =>
        !includeDeleted && (node is null ? child.SoftDeleted : node.PropertyType == typeof(Case));

    public static Expression? IsVisible(Expression row, PropertyInfo? node, PlanScope scope) =>
        scope.IsListed(node is null ? row : Expression.Property(row, node));
}
