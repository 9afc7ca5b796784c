using System.Linq.Expressions;
using CasesGraph.Model;
using CasesGraph.Query;

namespace CasesGraph.Groups;

/// <summary>
/// Rows beside each of their links, and beside nothing where they have none, for the dimensions that are counted by links.
/// </summary>
internal sealed class LinkedRows
{
    private readonly Dictionary<GroupDimension, Func<Expression, Expression>> links = [];
    private Func<Expression, Expression> own = row => row;

    private LinkedRows(IQueryable rows) => Rows = rows;

    public IQueryable Rows { get; private set; }

    public static LinkedRows Of(CountedRows rows, IEnumerable<GroupDimension> dimensions, PlanScope scope)
    {
        var made = new LinkedRows(rows.Rows);
        foreach (var dimension in dimensions)
        {
            // A tally's rows are counted by links already.
            if (rows.Tally is null && dimension.Links is { } list)
                made.Join(dimension, list, scope);
        }
        return made;
    }

    /// <summary>The row itself, beside whatever link.</summary>
    public Expression Own(Expression row) => own(row);

    /// <summary>What has the dimension's column: the row itself, or a link of it.</summary>
    public Expression Holder(GroupDimension dimension, Expression row) =>
        links.TryGetValue(dimension, out var link) ? link(row) : own(row);

    private void Join(GroupDimension dimension, ConnectionField list, PlanScope scope)
    {
        var row = Expression.Parameter(Rows.ElementType, "row");
        var key = EntityModel.Of(own(row).Type).Key!;
        var link = Expression.Parameter(list.Child, "link");
        Expression condition = Expression.Equal(
            Linq.Lift(Expression.Property(link, list.ForeignKey)),
            Linq.Lift(Expression.Property(own(row), key))
        );
        var child = EntityModel.Of(list.Child);
        if (
            Visibility.Hides(child, list.Node, includeDeleted: false)
            && Visibility.IsVisible(link, list.Node, scope) is { } visible
        )
            condition = Expression.AndAlso(condition, visible);
        Rows = Rows.LeftJoin(row, scope.Rows(child).Where(link, condition));
        var former = own;
        own = pair => former(Expression.Property(pair, nameof(Pair<,>.Owner)));
        foreach (var (other, holder) in links.ToList())
            links[other] = pair => holder(Expression.Property(pair, nameof(Pair<,>.Owner)));
        links[dimension] = pair => Expression.Property(pair, nameof(Pair<,>.Row));
    }
}
