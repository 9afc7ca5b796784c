using CasesGraph.Data;
using CasesGraph.Model;
using CasesGraph.Query;

namespace CasesGraph.Groups;

/// <summary>
/// Groups by a step of the calendar, and perhaps by another value, made of counts by half hours: the zone's rules are looked
/// at once a step, and not for each case.
/// </summary>
internal sealed class HalfHourGroups
{
    private readonly IReadOnlyList<CaseGroupDimension> dimensions;
    private readonly RowSet counted;
    private readonly int time;
    private readonly Dictionary<(long?, long?), long> groups = [];

    /// <summary>Of counts as they were read.</summary>
    /// <param name="counted">A value of each dimension, the time's cut to half hours, and how many; of one combination also several.</param>
    public HalfHourGroups(IReadOnlyList<CaseGroupDimension> dimensions, RowSet counted)
    {
        (this.dimensions, this.counted) = (dimensions, counted);
        time = TimeOf(dimensions);
        Add();
    }

    /// <summary>The place of the dimension that is a time.</summary>
    private static int TimeOf(IReadOnlyList<CaseGroupDimension> dimensions) => dimensions[0].Zone is not null ? 0 : 1;

    /// <summary>How many groups there are.</summary>
    public int Count => groups.Count;

    /// <summary>How many cases there are, how many of them have a time, and the half hours of the first and the last.</summary>
    public RowSet Extent
    {
        get
        {
            long? first = null;
            long? last = null;
            var (all, valued) = (0L, 0L);
            for (var row = 0; row < counted.Count; row++)
            {
                all += CountAt(row);
                if (counted[row, time] is not { IsNull: false } at || CountAt(row) == 0)
                    continue;
                valued += CountAt(row);
                first = Math.Min(first ?? at.Number, at.Number);
                last = Math.Max(last ?? at.Number, at.Number);
            }
            var extent = new RowSet(width: 4, counted.Request);
            extent.BeginRow();
            extent.Add(all);
            extent.Add(valued);
            Add(extent, first);
            Add(extent, last);
            return extent;
        }
    }

    /// <summary>The first groups in an order, as rows of groups are.</summary>
    public RowSet First(GroupOrder order, int most)
    {
        var rows = new RowSet(dimensions.Count + 1, counted.Request);
        var byKey = Comparer<KeyValuePair<(long?, long?), long>>.Create((one, other) => Compare(one.Key, other.Key));
        var sorted =
            order is GroupOrder.CountDesc
                ? groups.OrderByDescending(group => group.Value).ThenBy(group => group, byKey)
                : groups.Order(byKey);
        foreach (var ((one, other), count) in sorted.Take(most))
        {
            rows.BeginRow();
            Add(rows, one);
            if (dimensions.Count > 1)
                Add(rows, other);
            rows.Add(count);
        }
        return rows;
    }

    private void Add()
    {
        var times = new long[counted.Count];
        var places = new int[counted.Count];
        var length = 0;
        for (var row = 0; row < counted.Count; row++)
        {
            if (counted[row, time].IsNull)
            {
                Add(row, at: null);
                continue;
            }
            times[length] = counted[row, time].Number;
            places[length++] = row;
        }
        Array.Sort(times, places, 0, length);
        var (unit, zone) = (dimensions[time].Counted.Interval!.Value, dimensions[time].Zone!);
        var (start, next) = (0L, long.MinValue);
        for (var at = 0; at < length; at++)
        {
            if (times[at] >= next)
            {
                var begin = ZonedCalendar.Start(UtcMicroseconds.To(times[at]), unit, zone);
                (start, next) = (UtcMicroseconds.From(begin), NextOf(begin, unit, zone));
            }
            Add(places[at], start);
        }
        foreach (var (key, count) in groups)
        {
            if (count == 0)
                groups.Remove(key);
        }
    }

    /// <summary>Where zones are left out, and where years end, each time is looked at by itself.</summary>
    private static long NextOf(DateTime start, TimeInterval unit, TimeZoneInfo zone) =>
        start < ZonedCalendar.First.AddYears(2) || start >= ZonedCalendar.Last.AddYears(-2)
            ? long.MinValue
            : UtcMicroseconds.From(ZonedCalendar.Next(start, unit, zone));

    private void Add(int row, long? at)
    {
        long? other = dimensions.Count == 1 || counted[row, 1 - time].IsNull ? null : counted[row, 1 - time].Number;
        var key = time == 0 ? (at, other) : (other, at);
        groups[key] = groups.GetValueOrDefault(key) + CountAt(row);
    }

    private long CountAt(int row) => counted[row, counted.Width - 1].Number;

    private int Compare((long?, long?) one, (long?, long?) other)
    {
        var first = Compare(dimensions[0], one.Item1, other.Item1);
        return first != 0 || dimensions.Count == 1 ? first : Compare(dimensions[1], one.Item2, other.Item2);
    }

    private static int Compare(CaseGroupDimension dimension, long? one, long? other) =>
        dimension.Counted.GreatestFirst ? Nullable.Compare(other, one) : Nullable.Compare(one, other);

    private static void Add(RowSet rows, long? value)
    {
        if (value is { } number)
            rows.Add(number);
        else
            rows.AddNull();
    }
}
