using System.Linq.Expressions;
using CasesGraph.Data;
using CasesGraph.Data.Tallies;
using CasesGraph.Model;
using CasesGraph.Query;

namespace CasesGraph.Groups;

/// <summary>
/// Finds whether a tally counts by something that lists leave out, such as a tag that was deleted and is still being taken
/// from its cases: a case with no other counts as one without, which no tally says.
/// </summary>
internal sealed class UntoldLinks(Tally tally, TallyColumn each)
{
    /// <summary>Null where nothing is counted by links.</summary>
    public static UntoldLinks? Of(IEnumerable<GroupDimension> dimensions) =>
        (
            from dimension in dimensions
            from tally in Tally.All
            let each = tally.Each
            where dimension.Links is not null && each is not null && tally.Find(dimension.Column) == each
            select new UntoldLinks(tally, each)
        ).FirstOrDefault();

    /// <summary>A row of one of them, where there are any.</summary>
    public Statement Statement(PlanScope scope)
    {
        var target = EntityModel.Of(EntityConditions.ReferenceBy(each.Counted)!.PropertyType);
        var (row, other) = (Expression.Parameter(tally.Row, "row"), Expression.Parameter(target.Type, "other"));
        var key = Expression.Property(row, each.Own);
        var others = scope.Rows(target);
        if (scope.IsListed(other) is { } listed)
            others = others.Where(other, listed);
        var keys = others.Select(other, Expression.Property(other, target.Key!));
        Expression[] conditions =
        [
            Expression.NotEqual(CountedRows.Weight(row), Expression.Constant(0L)),
            Expression.Not(Linq.IsNull(key)),
            Expression.Not(Linq.Contains(keys, Linq.Unwrap(key))),
        ];
        return Data.Statement.Translate(
            scope
                .Tallied(tally)
                .Where(row, conditions.Joined(Expression.AndAlso)!)
                .Columns(row, [key])
                .Take(scope.Limit.Expression),
            scope.Translation,
            [StoredAs.Number]
        );
    }
}
