using System.Globalization;
using System.Xml;
using CasesGraph.Graph;

namespace CasesGraph.Query;

[System.ComponentModel.Description("A step of the calendar, by which ends are cut and times are grouped.")]
public enum TimeInterval
{
    [System.ComponentModel.Description("From one full hour to the next.")]
    Hour,

    [System.ComponentModel.Description("From midnight to midnight in the time zone.")]
    Day,

    [System.ComponentModel.Description("From Monday on, as ISO 8601 counts weeks.")]
    Week,

    [System.ComponentModel.Description("From the first day of the month.")]
    Month,

    [System.ComponentModel.Description("From the first day of January, April, July or October.")]
    Quarter,

    [System.ComponentModel.Description("From the first of January.")]
    Year,
}

/// <summary>
/// A length of time as ISO 8601 writes it, with an optional sign: years to days count by the calendar, hours and below
/// by the clock.
/// </summary>
public sealed record CalendarDuration(int Months, int Days, TimeSpan Time, string Text)
{
    private const int MostMonths = 12 * 1000;

    public static CalendarDuration? TryParse(string text)
    {
        var negative = text.StartsWith('-');
        var body = negative ? text[1..] : text;
        if (body is not ['P', ..] || body.Length is < 3 or > 64)
            return null;
        // XmlConvert reads the part behind the T by itself; it knows no weeks, and counts years and months as days.
        var match = System.Text.RegularExpressions.Regex.Match(
            body,
            @"^P(?:(?<y>[0-9]{1,4})Y)?(?:(?<m>[0-9]{1,5})M)?(?:(?<w>[0-9]{1,5})W)?(?:(?<d>[0-9]{1,6})D)?(?<time>(?:T(?:[0-9]{1,7}H)?(?:[0-9]{1,8}M)?(?:[0-9]{1,9}(?:\.[0-9]{1,6})?S)?)?)\z",
            System.Text.RegularExpressions.RegexOptions.ExplicitCapture
                | System.Text.RegularExpressions.RegexOptions.CultureInvariant,
            TimeSpan.FromSeconds(1)
        );
        if (!match.Success || body.EndsWith('T'))
            return null;
        var months = (Number("y") * 12) + Number("m");
        var days = (7 * Number("w")) + Number("d");
        var time = match.Groups["time"] is { Length: > 0, Value: var clock }
            ? XmlConvert.ToTimeSpan("P" + clock)
            : TimeSpan.Zero;
        if (months > MostMonths)
            return null;
        return negative
            ? new CalendarDuration(-months, -days, -time, text)
            : new CalendarDuration(months, days, time, text);

        int Number(string group) =>
            match.Groups[group] is { Success: true } found ? int.Parse(found.Value, CultureInfo.InvariantCulture) : 0;
    }
}

/// <summary>Resolves times that a filter gives relative to now, once per request.</summary>
internal sealed class RelativeTime(Func<DateTime> now)
{
    public (DateTime? From, DateTime? To) Resolve(IReadOnlyDictionary<string, object?> given)
    {
        var zone = Zone(given);
        var unit = (TimeInterval?)given.GetValueOrDefault("unit");
        return (End("from"), End("to"));

        DateTime? End(string name)
        {
            if (given.GetValueOrDefault(name) is not CalendarDuration duration)
                return null;
            try
            {
                var end = After(duration, zone);
                return unit is { } cut ? Start(end, cut, zone) : end;
            }
            catch (ArgumentOutOfRangeException)
            {
                throw new RequestErrorException(
                    GraphErrorCode.InvalidFilter,
                    $"'{name}' leads beyond the calendar: {duration.Text}."
                );
            }
        }
    }

    /// <summary>The same for the same request at another time: cursors are bound to it, not to the moment.</summary>
    public static string Identity(IReadOnlyDictionary<string, object?> given) =>
        string.Join(
            ' ',
            given
                .OrderBy(pair => pair.Key, StringComparer.Ordinal)
                .Select(pair => $"{pair.Key}={(pair.Value is CalendarDuration duration ? duration.Text : pair.Value)}")
        );

    private static TimeZoneInfo Zone(IReadOnlyDictionary<string, object?> given)
    {
        var name = given.GetValueOrDefault("timeZone") as string ?? "UTC";
        return TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone)
            ? zone
            : throw new RequestErrorException(
                GraphErrorCode.InvalidFilter,
                $"There is no time zone {IdReader.Shorten(name)}; give an IANA name such as Europe/Lisbon."
            );
    }

    /// <summary>Days and months keep the time on the clock; hours are hours, whatever a clock change makes of them.</summary>
    private DateTime After(CalendarDuration duration, TimeZoneInfo zone)
    {
        if (duration is { Months: 0, Days: 0 })
            return now() + duration.Time;
        var local = TimeZoneInfo.ConvertTimeFromUtc(now(), zone);
        return ToUtc(local.AddMonths(duration.Months).AddDays(duration.Days), zone) + duration.Time;
    }

    private static DateTime Start(DateTime time, TimeInterval unit, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTimeFromUtc(time, zone);
        // Going back on the clock could leave the hour that a clock change repeats.
        return unit is TimeInterval.Hour
            ? time.AddTicks(-(local.Ticks % TimeSpan.TicksPerHour))
            : ToUtc(StartOfDay(local, unit), zone);
    }

    private static DateTime StartOfDay(DateTime local, TimeInterval unit) =>
        unit switch
        {
            TimeInterval.Day => local.Date,
            TimeInterval.Week => local.Date.AddDays(-(((int)local.DayOfWeek + 6) % 7)),
            TimeInterval.Month => new DateTime(local.Year, local.Month, 1),
            TimeInterval.Quarter => new DateTime(local.Year, local.Month - ((local.Month - 1) % 3), 1),
            _ => new DateTime(local.Year, 1, 1),
        };

    /// <summary>A local time that a clock change skips is the moment of the change; of one it repeats, the first.</summary>
    private static DateTime ToUtc(DateTime local, TimeZoneInfo zone)
    {
        local = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        while (zone.IsInvalidTime(local))
            local = local.AddMinutes(1);
        if (zone.IsAmbiguousTime(local))
            return DateTime.SpecifyKind(local - zone.GetAmbiguousTimeOffsets(local).Max(), DateTimeKind.Utc);
        return TimeZoneInfo.ConvertTimeToUtc(local, zone);
    }
}
