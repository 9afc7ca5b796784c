using System.Linq.Expressions;
using System.Reflection;
using CasesGraph.Model;

namespace CasesGraph.Query;

/// <summary>
/// Which rows a list leaves out: deleted ones, unless they are asked for. Links to deleted ones stay readable but where
/// their entity says otherwise (docs/api.md#objects-and-ids).
/// </summary>
internal static class Visibility
{
    public static bool Hides(EntityModel child, PropertyInfo? node, bool includeDeleted) =>
        !includeDeleted
        && (node is null ? child.SoftDeleted : EntityModel.Of(node.PropertyType).Declared.HiddenInLinks);

    public static Expression? IsVisible(Expression row, PropertyInfo? node, PlanScope scope) =>
        scope.IsListed(node is null ? row : Expression.Property(row, node));
}
