using System.ComponentModel;
using System.Linq.Expressions;
using System.Reflection;
using CasesGraph.Data;
using CasesGraph.Data.Tallies;
using CasesGraph.Model;
using CasesGraph.Query;

namespace CasesGraph.Groups;

[Description("The order of groups.")]
public enum GroupOrder
{
    [Description("The biggest first; of the same size as in KEY.")]
    CountDesc,

    [Description(
        "By the value in each dimension, ascending as in the list of cases: the earliest time, the least urgent, the first name; those without a value first."
    )]
    Key,
}

/// <summary>One dimension that rows are counted by.</summary>
/// <param name="Column">The entity's property that holds the value; the key of a reference.</param>
/// <param name="Name">What a referenced object is called by; null for other values.</param>
/// <param name="Interval">The step of the calendar that a time is cut to.</param>
/// <param name="Zone">Where the steps begin, an IANA name; null for what is no time.</param>
internal sealed record GroupDimension(PropertyInfo Column, PropertyInfo? Name, TimeInterval? Interval, string? Zone)
{
    /// <summary>The links that the column is of, where a row counts once for each; null for a column of its own.</summary>
    public ConnectionField? Links { get; init; }

    public string Shape => $"{Links?.Name}.{Column.Name}/{Interval}/{Zone};";

    /// <summary>The type of the value, without Nullable.</summary>
    public Type Type => Nullable.GetUnderlyingType(Column.PropertyType) ?? Column.PropertyType;

    /// <inheritdoc cref="Scalar.GreatestFirst"/>
    public bool GreatestFirst => Scalar.Of(Column.PropertyType).GreatestFirst;
}

/// <summary>The LINQ of counts by one or two dimensions: one statement, names of referenced objects included.</summary>
internal sealed class GroupQuery
{
    private readonly IReadOnlyList<GroupDimension> dimensions;
    private readonly PlanScope scope;
    private readonly CountedRows given;

    /// <summary>The same, each beside its links where these are counted.</summary>
    private readonly CountedRows counted;
    private readonly IQueryable groups;
    private readonly ParameterExpression group;
    private readonly ParameterExpression row;

    /// <summary>The value of a row in each dimension.</summary>
    private readonly List<Expression> values;

    /// <summary>The value of the group in each dimension.</summary>
    private readonly List<Expression> keys;

    /// <summary>Of rows, or of those of a tally.</summary>
    /// <param name="cuts">Whether times are cut to half hours, and not to their steps of the calendar.</param>
    public GroupQuery(IReadOnlyList<GroupDimension> dimensions, PlanScope scope, CountedRows rows, bool cuts = false)
    {
        (this.dimensions, this.scope, given) = (dimensions, scope, rows);
        var joined = LinkedRows.Of(rows, dimensions, scope);
        counted = rows with { Rows = joined.Rows };
        row = Expression.Parameter(joined.Rows.ElementType, "row");
        values = dimensions
            .Select(dimension => Value(dimension, counted, joined.Holder(dimension, row), cuts))
            .ToList();
        groups = counted.GroupBy(row, values is [var only] ? only : Pair(values[0], values[1]));
        group = Expression.Parameter(groups.ElementType, "group");
        var key = Expression.Property(group, nameof(IGrouping<,>.Key));
        keys =
            values.Count == 1
                ? [key]
                :
                [
                    Expression.Property(key, nameof(GroupPair<,>.First)),
                    Expression.Property(key, nameof(GroupPair<,>.Second)),
                ];
    }

    /// <summary>The first groups in an order: a value and perhaps a name for each dimension, then the count.</summary>
    public Statement First(GroupOrder order) =>
        order is GroupOrder.CountDesc
            ? new GroupQuery(dimensions, scope, given.WithMost(scope)).Sorted(order)
            : Sorted(order);

    private Statement Sorted(GroupOrder order)
    {
        var sorted =
            order is GroupOrder.CountDesc
                ? groups.Sort(group, counted.CountOf(group), descending: true, first: true)
                : groups;
        foreach (var (key, dimension) in keys.Zip(dimensions))
        {
            if (dimension.Name is not null)
                sorted = sorted.Sort(
                    group,
                    Named(key, dimension.Name),
                    descending: false,
                    ReferenceEquals(sorted, groups)
                );
            sorted = sorted.Sort(group, key, dimension.GreatestFirst, ReferenceEquals(sorted, groups));
        }
        IEnumerable<Expression> columns =
        [
            .. keys.Zip(dimensions).SelectMany(pair => Columns(pair.First, pair.Second)),
            counted.CountOf(group),
        ];
        StoredAs[] kinds =
        [
            .. dimensions.SelectMany(dimension =>
                dimension.Name is null ? [StoredAs.Number] : new[] { StoredAs.Number, StoredAs.Text }
            ),
            StoredAs.Number,
        ];
        return Statement.Translate(
            sorted.Columns(group, columns).Take(scope.Limit.Expression),
            scope.Translation,
            kinds
        );
    }

    /// <summary>
    /// All groups in no order: a value for each dimension, then the count. Of a tally as its rows are, several of a group:
    /// whoever reads them adds them up sooner than the database.
    /// </summary>
    public Statement All() =>
        Statement.Translate(
            counted.Tally is null
                ? groups.Columns(group, [.. keys, counted.CountOf(group)])
                : counted.Rows.Columns(row, [.. values, CountedRows.Weight(row)]),
            scope.Translation,
            [.. dimensions.Select(_ => StoredAs.Number), StoredAs.Number]
        );

    /// <summary>How many groups there are.</summary>
    public Statement Count() => Totals.Count(given.EachGroup(scope) ?? groups.Columns(group, keys), scope.Translation);

    /// <summary>How long something takes in the cases of each group.</summary>
    /// <param name="now">Brings the end of what goes on.</param>
    public static Statement Durations(
        GroupMeasure measure,
        IReadOnlyList<GroupDimension> dimensions,
        PlanScope scope,
        IQueryable rows,
        Slot now
    )
    {
        var all = new CountedRows(rows, Tally: null);
        var joined = LinkedRows.Of(all, dimensions, scope);
        var one = Expression.Parameter(joined.Rows.ElementType, "row");
        var own = joined.Own(one);
        var found = dimensions
            .Select(dimension => Value(dimension, all, joined.Holder(dimension, one), cuts: false))
            .ToList();
        var timed = joined.Rows.Where(one, measure.IsThere(own));
        // Of objects, of which there may be many, the page has a few.
        if (dimensions.Index().FirstOrDefault(other => other.Item.Name is not null) is { Item: not null } named)
        {
            var key = Linq.Lift(found[named.Index]);
            timed = timed.Where(
                one,
                Expression.OrElse(
                    Expression.Equal(key, Expression.Constant(value: null, key.Type)),
                    Expression.Call(typeof(AmongKeys), nameof(AmongKeys.Has), typeArguments: null, key)
                )
            );
        }
        var columns = timed.Columns(one, [.. found, .. measure.Times(own)]);
        return DurationTotals.Of(
            columns,
            scope.Translation,
            dimensions.Count,
            measure.HasPercentiles,
            measure.To is null ? now : null
        );
    }

    private static Expression Value(GroupDimension dimension, CountedRows rows, Expression holder, bool cuts)
    {
        var column = rows.Column(holder, dimension.Column);
        if (cuts && dimension.Zone is not null)
            // In a tally it is cut already.
            return rows.Tally is not null
                ? Linq.Lift(column)
                : Expression.Call(typeof(HalfHour), nameof(HalfHour.Of), typeArguments: null, Linq.Lift(column));
        return dimension.Zone is null
            ? dimension.Links is null
                ? column
                : Linq.Lift(column)
            : Expression.Call(
                typeof(CalendarFunctions),
                nameof(CalendarFunctions.StartOf),
                typeArguments: null,
                Linq.Lift(column),
                Expression.Constant((int)dimension.Interval!),
                Expression.Constant(dimension.Zone)
            );
    }

    private static NewExpression Pair(Expression first, Expression second)
    {
        var type = typeof(GroupPair<,>).MakeGenericType(first.Type, second.Type);
        return Expression.New(
            type.GetConstructors()[0],
            [first, second],
            type.GetProperty(nameof(GroupPair<,>.First))!,
            type.GetProperty(nameof(GroupPair<,>.Second))!
        );
    }

    private IEnumerable<Expression> Columns(Expression key, GroupDimension dimension) =>
        dimension.Name is null ? [key] : [key, Named(key, dimension.Name)];

    private MethodCallExpression Named(Expression key, PropertyInfo name)
    {
        var target = EntityModel.Of(name.DeclaringType!);
        var named = Expression.Parameter(target.Type, "named");
        var isKey = Expression.Equal(Linq.Lift(Expression.Property(named, target.Key!)), Linq.Lift(key));
        var names = scope.Rows(target).Where(named, isKey).Select(named, Expression.Property(named, name));
        return Expression.Call(typeof(Queryable), nameof(Queryable.FirstOrDefault), [typeof(string)], names.Expression);
    }
}

/// <summary>The value of two dimensions; EF Core makes two columns of it.</summary>
internal sealed class GroupPair<TFirst, TSecond>(TFirst first, TSecond second)
{
    public TFirst First => first;
    public TSecond Second => second;
}
