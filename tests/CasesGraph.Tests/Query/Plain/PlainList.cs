using CasesGraph.Cases;
using CasesGraph.ChangeLog;

namespace CasesGraph.Tests.Query.Plain;

/// <summary>One list with its arguments, answered by plain code.</summary>
internal sealed class PlainList
{
    private const int DefaultSize = 50;

    private PlainList(IReadOnlyList<Item> page, int total, bool hasNext, bool hasPrevious) =>
        (Page, TotalCount, HasNext, HasPrevious) = (page, total, hasNext, hasPrevious);

    public IReadOnlyList<Item> Page { get; }
    public int TotalCount { get; }
    public bool HasNext { get; }
    public bool HasPrevious { get; }

    public static PlainList Of(Type type, IEnumerable<Item> items, IReadOnlyDictionary<string, object?> arguments)
    {
        var all = All(type, items, arguments);
        var (first, last) = (arguments.GetValueOrDefault("first"), arguments.GetValueOrDefault("last"));
        var size = (int)((long?)(first ?? last) ?? DefaultSize);
        var backward = first is null && last is not null;
        return new PlainList(
            backward ? [.. all.TakeLast(size)] : [.. all.Take(size)],
            all.Count,
            hasNext: !backward && all.Count > size,
            hasPrevious: backward && all.Count > size
        );
    }

    /// <summary>The whole list, without pages.</summary>
    public static IReadOnlyList<Item> All(
        Type type,
        IEnumerable<Item> items,
        IReadOnlyDictionary<string, object?> arguments
    )
    {
        var includeDeleted = arguments.GetValueOrDefault("includeDeleted") is true;
        var filter = new PlainFilter(includeDeleted);
        var where = arguments.GetValueOrDefault("where") as IReadOnlyDictionary<string, object?>;
        var search =
            arguments.GetValueOrDefault("search") is string text && text.Trim(' ', '\u200B').Length > 0
                ? new PlainSearch(text)
                : null;
        var types = arguments.GetValueOrDefault("types") as IEnumerable<object?>;
        var matching = items
            .Where(item =>
                types is null
                || types.Contains(
                    ((RecordChange)item.Node).Type.ToString().ToUpperInvariant(),
                    EqualityComparer<object?>.Default
                )
            )
            .Where(item => includeDeleted || !Reflected.IsHidden(item))
            .Where(item => where is null || filter.Matches(type, item, where))
            .Where(item => search is null || search.Finds(item.Node));
        var ranked = search is not null && type == typeof(Case);
        return PlainOrder.Sort(type, matching, arguments.GetValueOrDefault("order"), ranked ? search!.Rank : null);
    }
}
