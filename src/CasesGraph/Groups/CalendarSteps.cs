using CasesGraph.Data;

namespace CasesGraph.Groups;

/// <summary>The steps of the calendar from one to another, both included, each by the moment at which it begins.</summary>
internal sealed record CalendarSteps(DateTime First, DateTime Last, TimeInterval Unit, TimeZoneInfo Zone)
{
    /// <summary>Of days 273 years, of hours too; a walk of some 0.1 s.</summary>
    private const int MostWalked = 100_000;

    public IEnumerable<DateTime> All()
    {
        var at = First;
        yield return at;
        while (at < Last)
            yield return at = ZonedCalendar.Next(at, Unit, Zone);
    }

    /// <summary>How many there are; null where that are too many to be counted.</summary>
    public long? Count()
    {
        var (at, count) = (First, 1L);
        for (var walked = 0; at < Last; walked++)
        {
            if (walked == MostWalked)
                return null;
            if (Unit is TimeInterval.Hour && at.AddDays(1) <= Last && HasTwentyFourHours(at))
                (at, count) = (at.AddDays(1), count + 24);
            else
                (at, count) = (ZonedCalendar.Next(at, Unit, Zone), count + 1);
        }
        return count;
    }

    /// <summary>No zone changes its clocks there and back within a day.</summary>
    private bool HasTwentyFourHours(DateTime from) =>
        ZonedCalendar.Offset(from, Zone) is var offset
        && offset == ZonedCalendar.Offset(from.AddDays(1), Zone)
        && (from + offset).Ticks % TimeSpan.TicksPerHour == 0;
}
