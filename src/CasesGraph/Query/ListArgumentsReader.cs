using System.Collections;
using System.Reflection;
using CasesGraph.Access;
using CasesGraph.Data;
using CasesGraph.Model;
using CasesGraph.Serving;

namespace CasesGraph.Query;

/// <summary>Reads the arguments of a list and checks them, before anything runs.</summary>
/// <param name="now">Read only where a time is relative to it.</param>
/// <param name="me">The key of the user who calls, null when nobody does; read only where a filter asks for it.</param>
/// <param name="access">What the caller may do: nobody asks for rows by what they may not read.</param>
internal sealed class ListArgumentsReader(
    int index,
    Func<DateTime> now,
    Func<long?> me,
    AccessShape access,
    int defaultSize,
    int mostSize
)
{
    private readonly ListValues values = new(index);

    /// <summary>Reads the arguments of one list.</summary>
    /// <param name="given">Coerced arguments; the order already with one sort key an object.</param>
    /// <param name="field">The field's name with its type's, to which cursors are bound.</param>
    public ListArguments Read(
        IReadOnlyDictionary<string, object?> given,
        string field,
        EntityModel entity,
        PropertyInfo? node
    )
    {
        var (condition, followed) = Followed(given, entity);
        var where = Combined(Where(given, entity, node), condition);
        var searched = node?.PropertyType ?? entity.Type;
        var isRanked = SearchIndex.Of(searched)?.HasTitle is true;
        var search =
            given.GetValueOrDefault("search") is string text && !TextRules.IsBlank(text)
                ? new SearchReader(values).Read(text, searched, isRanked)
                : null;
        IEnumerable<IReadOnlyDictionary<string, object?>> sorts = given.GetValueOrDefault("order") is IEnumerable keys
            ? keys.Cast<IReadOnlyDictionary<string, object?>>()
            : [];
        var order = new OrderReader(entity, node, access).Read(sorts, byRank: search is not null && isRanked);
        var includeDeleted = given.GetValueOrDefault("includeDeleted") is true;
        var shape = ShapeWriter.OfOrderAndFilter(where, order);
        // Those of the bounds come behind these values.
        var kept = given.GetValueOrDefault(KeptCondition.Identity) as string;
        var list = new ListIdentity(field, includeDeleted, search, shape, values, values.Count, kept);
        var cursors = new CursorCodec(list, order, entity.Declared.IsLog);
        var (first, last) = (Size(given, "first"), Size(given, "last"));
        if (first is not null && last is not null)
            throw new RequestErrorException(GraphErrorCode.InvalidPageSize, "Give first or last, not both.")
            {
                Argument = "last",
            };
        var (after, before) = (Bound(given, "after", cursors, order), Bound(given, "before", cursors, order));
        var backward = last is not null || (first is null && after is null && before is not null);
        return new ListArguments(
            first ?? last ?? defaultSize,
            backward,
            where,
            order,
            search,
            includeDeleted,
            after,
            before,
            cursors,
            values,
            ShapeWriter.OfArguments(backward, includeDeleted, after, before, search, shape)
        )
        {
            Followed = followed,
        };
    }

    private ComparisonReader Comparisons => new(values, new RelativeTime(now), me);

    private Filter? Where(IReadOnlyDictionary<string, object?> given, EntityModel entity, PropertyInfo? node) =>
        ReadIn(
            "where",
            given,
            filter => new FilterReader(Comparisons, access).Read(FilterReader.Object(filter), entity, node),
            where => where
        );

    /// <summary>The entity's own argument.</summary>
    private (Filter? Condition, object? Followed) Followed(
        IReadOnlyDictionary<string, object?> given,
        EntityModel entity
    ) =>
        FilterFields.Of(entity) is { Argument: { } name } own
            ? ReadIn(name, given, argument => own.Read(argument, Comparisons, access), read => read.Condition)
            : default;

    private static TRead? ReadIn<TRead>(
        string name,
        IReadOnlyDictionary<string, object?> given,
        Func<object, TRead> read,
        Func<TRead, Filter> filter
    )
    {
        if (given.GetValueOrDefault(name) is not { } argument)
            return default;
        try
        {
            var result = read(argument);
            FilterSize.Check(filter(result));
            return result;
        }
        catch (RequestErrorException mistake)
        {
            throw mistake.In(name);
        }
    }

    private static Filter? Combined(Filter? where, Filter? own) =>
        (where, own) switch
        {
            (null, _) => own,
            (_, null) => where,
            _ => new AllOf([where, own]),
        };

    private int? Size(IReadOnlyDictionary<string, object?> given, string name)
    {
        if (given.GetValueOrDefault(name) is not int size)
            return null;
        return size >= 0 && size <= mostSize
            ? size
            : throw new RequestErrorException(
                GraphErrorCode.InvalidPageSize,
                $"'{name}' can be 0 to {mostSize}, and {size} was given."
            )
            {
                Argument = name,
            };
    }

    private Bound? Bound(
        IReadOnlyDictionary<string, object?> given,
        string name,
        CursorCodec cursors,
        IReadOnlyList<OrderKey> order
    )
    {
        if (given.GetValueOrDefault(name) is not string cursor)
            return null;
        var place =
            cursors.Decode(cursor)
            ?? throw new RequestErrorException(
                GraphErrorCode.InvalidCursor,
                $"'{name}' is no cursor of this list: it is damaged, or comes from another field, filter, search or order."
            )
            {
                Argument = name,
            };
        if (cursors.IsLog)
            values.Note((long)place[0]!, name);
        return new Bound([
            .. place.Zip(order, (value, key) => value is null ? null : values.Add(Typed(value, key), TypeOf(key))),
        ]);
    }

    /// <summary>Flags are ordered as numbers.</summary>
    private static Type TypeOf(OrderKey key) => key.Scalar.StoredAs is StoredAs.Flag ? typeof(int) : key.Scalar.Type;

    private static object Typed(object value, OrderKey key) =>
        key.Scalar.StoredAs is StoredAs.Flag ? (int)(long)value : key.Scalar.FromStored(value);
}
