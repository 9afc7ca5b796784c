using System.ComponentModel;
using System.Globalization;
using CasesGraph.Graph;
using CasesGraph.Model;

namespace CasesGraph.Query;

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
        // Going back on the clock could leave the hour that a clock change repeats.
        return unit is TimeInterval.Hour
            ? time.AddTicks(-(local.Ticks % TimeSpan.TicksPerHour))
            : ToUtc(StartOfDay(local, unit), zone);
    }

    /// <summary>A step by the moment at which it began, as people read it: 2026-11-25 14:00, 2026-W48, 2026-Q4.</summary>
    public static string Label(DateTime start, TimeInterval unit, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTimeFromUtc(start, At(start, zone));
        return unit switch
        {
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

    private static TimeZoneInfo At(DateTime time, TimeZoneInfo zone) =>
        time < First || time >= Last ? TimeZoneInfo.Utc : zone;

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
