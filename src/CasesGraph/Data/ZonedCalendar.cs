using System.ComponentModel;
using System.Globalization;
using CasesGraph.Model;
using CasesGraph.Serving;

namespace CasesGraph.Data;

[Description("A step of the calendar, by which ends are cut and times are grouped.")]
public enum TimeInterval
{
    [Description("From one full hour to the next.")]
    Hour,

    [Description("From midnight to midnight in the time zone.")]
    Day,

    [Description("From Monday on, as ISO 8601 counts weeks.")]
    Week,

    [Description("From the first day of the month.")]
    Month,

    [Description("From the first day of January, April, July or October.")]
    Quarter,

    [Description("From the first of January.")]
    Year,
}

/// <summary>The steps of the calendar in a time zone.</summary>
internal static class ZonedCalendar
{
    /// <summary>The zone of that IANA name; UTC without one.</summary>
    public static TimeZoneInfo Zone(string? name) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(name ?? "UTC", out var zone)
            ? zone
            : throw new RequestErrorException(
                GraphErrorCode.InvalidFilter,
                $"There is no time zone {Quotation.Of(name)}; give an IANA name such as Europe/Lisbon."
            );

    /// <summary>Before and behind these, times are counted in UTC: a zone could lead beyond what a time can be.</summary>
    public static readonly DateTime First = new(2, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    public static readonly DateTime Last = new(9999, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>The moment at which the step began that a time is in.</summary>
    public static DateTime Start(DateTime time, TimeInterval unit, TimeZoneInfo zone)
    {
        zone = At(time, zone);
        var local = TimeZoneInfo.ConvertTimeFromUtc(time, zone);
        return unit is TimeInterval.Hour ? StartOfHour(time, local, zone) : ToUtc(StartOfDay(local, unit), zone);
    }

    /// <summary>The moment at which the step ends that begins at a moment.</summary>
    public static DateTime Next(DateTime start, TimeInterval unit, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTimeFromUtc(start, At(start, zone));
        if (unit is not TimeInterval.Hour)
        {
            var day = StartOfDay(local, unit);
            DateTime after;
            // A day that a zone left out begins where the next one does.
            do after = ToUtc(day = Following(day, unit), At(start, zone));
            while (after <= start);
            return after;
        }
        var next = start.AddTicks(TimeSpan.TicksPerHour - (local.Ticks % TimeSpan.TicksPerHour));
        // A clock change within the hour begins one of its own.
        while (Start(next.AddTicks(-1), unit, zone) is var earlier && earlier > start)
            next = earlier;
        return next;
    }

    /// <summary>
    /// A step by the moment at which it began, as people read it: 2026-11-25 14:00, 2026-W48, 2026-Q4. An hour that a clock
    /// change repeats tells which of the two it is: 2026-10-25 02:00 +01:00.
    /// </summary>
    public static string Label(DateTime start, TimeInterval unit, TimeZoneInfo zone)
    {
        zone = At(start, zone);
        var local = TimeZoneInfo.ConvertTimeFromUtc(start, zone);
        return unit switch
        {
            TimeInterval.Hour when IsRepeated(start, local, zone) => new DateTimeOffset(local, local - start).ToString(
                "yyyy-MM-dd HH:mm zzz",
                CultureInfo.InvariantCulture
            ),
            TimeInterval.Hour => local.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
            TimeInterval.Day => local.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            TimeInterval.Week => string.Create(
                CultureInfo.InvariantCulture,
                $"{ISOWeek.GetYear(local):0000}-W{ISOWeek.GetWeekOfYear(local):00}"
            ),
            TimeInterval.Month => local.ToString("yyyy-MM", CultureInfo.InvariantCulture),
            TimeInterval.Quarter => string.Create(
                CultureInfo.InvariantCulture,
                $"{local.Year:0000}-Q{(local.Month + 2) / 3}"
            ),
            _ => local.ToString("yyyy", CultureInfo.InvariantCulture),
        };
    }

    /// <summary>A local time that a clock change skips is the moment of the change; of one it repeats, the first.</summary>
    public static DateTime ToUtc(DateTime local, TimeZoneInfo zone)
    {
        local = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        while (zone.IsInvalidTime(local))
            local = local.AddMinutes(1);
        if (zone.IsAmbiguousTime(local))
            return DateTime.SpecifyKind(local - zone.GetAmbiguousTimeOffsets(local).Max(), DateTimeKind.Utc);
        return TimeZoneInfo.ConvertTimeToUtc(local, zone);
    }

    public static TimeSpan Offset(DateTime time, TimeZoneInfo zone) => At(time, zone).GetUtcOffset(time);

    private static TimeZoneInfo At(DateTime time, TimeZoneInfo zone) =>
        time < First || time >= Last ? TimeZoneInfo.Utc : zone;

    /// <summary>
    /// Going back on the clock could leave the hour that a clock change repeats; and where the clock was changed by less
    /// than an hour meanwhile, the hour began with the change.
    /// </summary>
    private static DateTime StartOfHour(DateTime time, DateTime local, TimeZoneInfo zone)
    {
        var start = time.AddTicks(-(local.Ticks % TimeSpan.TicksPerHour));
        var offset = local - time;
        while (start < time && zone.GetUtcOffset(start) != offset)
            start = start.AddMinutes(1);
        return start;
    }

    /// <summary>Whether clocks show the time twice. The zone itself knows that of summer time only.</summary>
    private static bool IsRepeated(DateTime time, DateTime local, TimeZoneInfo zone) =>
        time >= First
        && time < Last
        && new[] { time.AddDays(-1), time.AddDays(1) }
            .Select(zone.GetUtcOffset)
            .Any(offset => offset != local - time && zone.GetUtcOffset(time + (local - time) - offset) == offset);

    private static DateTime Following(DateTime local, TimeInterval unit) =>
        unit switch
        {
            TimeInterval.Day => local.AddDays(1),
            TimeInterval.Week => local.AddDays(7),
            TimeInterval.Month => local.AddMonths(1),
            TimeInterval.Quarter => local.AddMonths(3),
            _ => local.AddYears(1),
        };

    private static DateTime StartOfDay(DateTime local, TimeInterval unit) =>
        unit switch
        {
            TimeInterval.Day => local.Date,
            TimeInterval.Week => local.Date.AddDays(-(((int)local.DayOfWeek + 6) % 7)),
            TimeInterval.Month => new DateTime(local.Year, local.Month, 1),
            TimeInterval.Quarter => new DateTime(local.Year, local.Month - ((local.Month - 1) % 3), 1),
            _ => new DateTime(local.Year, 1, 1),
        };
}
