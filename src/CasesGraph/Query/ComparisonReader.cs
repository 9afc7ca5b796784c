using System.Collections;
using System.Reflection;
using System.Text;
using CasesGraph.Data;
using CasesGraph.Model;
using CasesGraph.Serving;

namespace CasesGraph.Query;

/// <summary>Reads the operations on one column, such as {gte, lt}; several of them in one object all hold.</summary>
/// <param name="me">The key of the user who calls, null when nobody does.</param>
internal sealed class ComparisonReader(ListValues values, RelativeTime times, Func<long?> me)
{
    private const int MostItems = 1000;

    private static readonly EntityModel Caller = EntityModel.All.Single(entity => entity.Declared.IsCaller);

    public ListValues Values => values;

    public Filter Scalar(IReadOnlyDictionary<string, object?> given, Column column, bool negated) =>
        Read(given, column, negated, value => value);

    /// <summary>Only rows behind a place in the log.</summary>
    public Filter Since(long position, PropertyInfo key, bool negated)
    {
        values.Note(position, "where");
        return Scalar(
            new Dictionary<string, object?>(StringComparer.Ordinal) { ["gt"] = position },
            new Column(key, Model.Scalar.Number64),
            negated
        );
    }

    public Filter Id(IReadOnlyDictionary<string, object?> given, PropertyInfo key, EntityModel target, bool negated) =>
        Read(given, new Column(key, Model.Scalar.Number64), negated, value => IdReader.Read(value, target));

    /// <summary>The same for ids that are told by something else.</summary>
    public Filter Id(IReadOnlyDictionary<string, object?> given, PropertyInfo key, Func<object, object> idOf) =>
        Read(given, new Column(key, Model.Scalar.Number64), negated: false, idOf);

    private Filter Read(
        IReadOnlyDictionary<string, object?> given,
        Column column,
        bool negated,
        Func<object, object> convert
    ) =>
        Each(
            given,
            negated,
            (name, value, not) =>
                name switch
                {
                    "within" => Within((IReadOnlyDictionary<string, object?>)value!, column, not),
                    _ => Operation(name, value, column, not, convert),
                }
        );

    /// <summary>All that the operations of one object say. That it is the caller is that it has the caller's id.</summary>
    /// <param name="operation">From its name, its value and whether the opposite is wanted.</param>
    public Filter Each(
        IReadOnlyDictionary<string, object?> given,
        bool negated,
        Func<string, object?, bool, Filter> operation
    )
    {
        var parts = new List<Filter>();
        foreach (var (name, value) in given)
        {
            switch (name)
            {
                case "and" or "or" when value is IEnumerable items:
                    var inner = items
                        .Cast<IReadOnlyDictionary<string, object?>>()
                        .Select(item => Each(item, negated, operation))
                        .ToList();
                    if (inner.Count > 0)
                        parts.Add(FilterReader.Combine(inner, negated != (name is "or")));
                    break;
                case "and" or "or" or "within" or "me" when value is null:
                    break;
                case "me":
                    // Nobody has no id that a row could have.
                    parts.Add(
                        Me((bool)value!) is { } key
                            ? operation("eq", OpaqueId.Encode(Caller.Name, key), negated)
                            : FilterReader.Combine([], !negated)
                    );
                    break;
                default:
                    parts.Add(operation(name, value, negated));
                    break;
            }
        }
        return FilterReader.Combine(parts, negated);
    }

    /// <summary>What an operation compares with; a list that is null is one value.</summary>
    public static IEnumerable<object?> Operands(string operation, object? value) =>
        operation is "in" or "nin" && value is IEnumerable list ? list.Cast<object?>() : [value];

    private long? Me(bool given) =>
        given
            ? me()
            : throw new RequestErrorException(
                GraphErrorCode.InvalidFilter,
                "'me' can only be true; for all others, put the condition into not."
            );

    private Filter Operation(string name, object? value, Column column, bool negated, Func<object, object> convert)
    {
        var (operation, opposite) = (Operators.Of(name).Comparison, Operators.Of(name).Opposite);
        negated ^= opposite;
        if (operation is ComparisonOperator.In)
            return In(name, value, column, negated, convert);
        if (value is null && operation is not ComparisonOperator.Equal)
            throw NullIn(name);
        if (column.Scalar.StoredAs is StoredAs.Flag)
            return new BooleanComparison(column, (bool?)value, negated);
        if (value is null)
            return new Comparison(column, operation, negated, Value: null);
        if (IsBetween(value))
            (operation, value) = (Beside(operation), UtcMicroseconds.Cut((DateTime)value));
        if (operation is ComparisonOperator.In)
            return new Comparison(column, operation, negated, Value: null);
        var converted = Kept(convert(value), column);
        if (operation >= ComparisonOperator.EqualIgnoringCase)
            converted = CaseFolding.Fold((string)converted);
        return new Comparison(column, operation, negated, values.Add(converted, converted.GetType()));
    }

    private Comparison In(string name, object? value, Column column, bool negated, Func<object, object> convert)
    {
        if (value is not IEnumerable given)
            throw NullIn(name);
        var items = given.Cast<object?>().ToList();
        if (items.Count > MostItems)
        {
            throw new RequestErrorException(
                GraphErrorCode.InvalidFilter,
                $"'{name}' takes at most {MostItems} items, and {items.Count} were given."
            );
        }
        var present = items
            .Where(item => item is not null && !IsBetween(item))
            .Select(item => Kept(convert(item!), column))
            .ToList();
        var type = present.Count > 0 ? present[0].GetType() : null;
        var slot = type is null ? null : values.Add(present, type, isList: true);
        return new Comparison(column, ComparisonOperator.In, negated, slot, OrNull: items.Contains(null));
    }

    /// <summary>As the column's rows have it.</summary>
    private static object Kept(object value, Column column) =>
        value is string text && !Ascii.IsValid(text) && column.Property.IsDefined(typeof(TidiedAttribute))
            ? TextRules.Composed(text)
            : value;

    /// <summary>A time that no row can have: they are stored in whole microseconds.</summary>
    private static bool IsBetween(object value) => value is DateTime time && time != UtcMicroseconds.Cut(time);

    /// <summary>What such a time is compared by once it is cut to the microsecond before it; in none is what equals it.</summary>
    private static ComparisonOperator Beside(ComparisonOperator operation) =>
        operation switch
        {
            ComparisonOperator.Equal => ComparisonOperator.In,
            ComparisonOperator.GreaterOrEqual => ComparisonOperator.Greater,
            ComparisonOperator.Less => ComparisonOperator.LessOrEqual,
            _ => operation,
        };

    /// <summary>[now + from, now + to): an end that is not given is open.</summary>
    private Filter Within(IReadOnlyDictionary<string, object?> given, Column column, bool negated)
    {
        var (from, to) = times.Resolve(given);
        var identity = RelativeTime.Identity(given);
        var parts = new List<Filter>();
        if (from is { } start)
            parts.Add(Bound(ComparisonOperator.GreaterOrEqual, start));
        if (to is { } end)
            parts.Add(Bound(ComparisonOperator.Less, end));
        if (parts.Count == 0)
            parts.Add(new Comparison(column, ComparisonOperator.Equal, !negated, Value: null));
        return FilterReader.Combine(parts, negated);

        Comparison Bound(ComparisonOperator operation, DateTime time) =>
            new(column, operation, negated, values.Add(time, typeof(DateTime), identity: identity));
    }

    public static RequestErrorException NullIn(string operation) =>
        new(GraphErrorCode.InvalidFilter, $"'{operation}' cannot be null; to compare with null, use eq or neq.");
}
