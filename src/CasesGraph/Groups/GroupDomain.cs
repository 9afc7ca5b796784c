using CasesGraph.Data;
using CasesGraph.Model;
using CasesGraph.Query;
using CasesGraph.Serving;

namespace CasesGraph.Groups;

/// <summary>A dimension's value, null where there is none, and what it is called where it is the key of an object.</summary>
internal readonly record struct GroupValue(long? Number, byte[]? Name);

/// <summary>The values that a dimension has groups for when none of them is left out, in their order.</summary>
/// <param name="Values">At least as many as a page can have.</param>
internal sealed record GroupDomain(IEnumerable<GroupValue> Values, long Count)
{
    /// <summary>Every value of an enum, and every step of the calendar between the first and the last that have cases.</summary>
    /// <param name="extent">How many cases there are; how many of them have a value; the least and the greatest.</param>
    public static GroupDomain Of(CaseGroupDimension dimension, RowSet extent)
    {
        var valued = extent[0, 1].Number;
        IEnumerable<GroupValue> none = extent[0, 0].Number > valued ? [default] : [];
        if (dimension.Zone is not { } zone)
        {
            var values = ValuesOf(dimension.Counted);
            return new GroupDomain([.. none, .. values], values.Count + none.Count());
        }
        if (valued == 0)
            return new GroupDomain(none, none.Count());
        var steps = new CalendarSteps(
            Start(extent[0, 2]),
            Start(extent[0, 3]),
            dimension.Counted.Interval!.Value,
            zone
        );
        return new GroupDomain(
            none.Concat(steps.All().Select(step => new GroupValue(UtcMicroseconds.From(step), Name: null))),
            (steps.Count() ?? throw TooMany()) + none.Count()
        );

        DateTime Start(Cell time) =>
            ZonedCalendar.Start(UtcMicroseconds.To(time.Number), dimension.Counted.Interval!.Value, zone);
    }

    /// <summary>Of accounts and users those that have cases.</summary>
    /// <param name="groups">The first of them by this dimension alone.</param>
    public static GroupDomain OfObjects(CaseGroupDimension dimension, RowSet groups, RowSet count)
    {
        var alone = dimension with { Column = 0 };
        var values = Enumerable.Range(0, groups.Count).Select(row => alone.ValueAt(groups, row));
        return new GroupDomain([.. values], count[0, 0].Number);
    }

    /// <summary>How many groups the values of all dimensions make.</summary>
    public static int Product(IEnumerable<GroupDomain> domains)
    {
        var product = domains.Aggregate((Int128)1, (product, domain) => product * domain.Count);
        return product <= int.MaxValue ? (int)product : throw TooMany();
    }

    private static List<GroupValue> ValuesOf(GroupDimension dimension)
    {
        var ascending = Enum.GetValuesAsUnderlyingType(dimension.Type)
            .Cast<object>()
            .Select(value => Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture))
            .Order();
        return
        [
            .. (dimension.GreatestFirst ? ascending.Reverse() : ascending).Select(value => new GroupValue(value, null)),
        ];
    }

    private static RequestErrorException TooMany() =>
        new(
            GraphErrorCode.InvalidFilter,
            "Between the first and the last are too many steps of the interval for 'fillGaps'; narrow the times by 'where', or take a longer interval."
        );
}
