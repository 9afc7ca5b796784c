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

/// <summary>A length of time by the calendar, as ISO 8601 writes it, with an optional sign.</summary>
public sealed record CalendarDuration(int Months, TimeSpan Rest, string Text)
{
    private const int MostMonths = 12 * 1000;

    public static CalendarDuration? TryParse(string text)
    {
        var negative = text.StartsWith('-');
        var body = negative ? text[1..] : text;
        if (body is not ['P', ..] || body.Length is < 3 or > 64)
            return null;
        // XmlConvert reads everything but years, months and weeks by itself, and counts those as days: take them out.
        var match = System.Text.RegularExpressions.Regex.Match(
            body,
            @"^P(?:(?<y>\d{1,4})Y)?(?:(?<m>\d{1,5})M)?(?:(?<w>\d{1,5})W)?(?<rest>(?:\d{1,6}D)?(?:T(?:\d{1,7}H)?(?:\d{1,8}M)?(?:\d{1,9}(?:\.\d{1,6})?S)?)?)$",
            System.Text.RegularExpressions.RegexOptions.ExplicitCapture
                | System.Text.RegularExpressions.RegexOptions.CultureInvariant,
            TimeSpan.FromSeconds(1)
        );
        if (!match.Success || body.EndsWith('T'))
            return null;
        var months = (Number("y") * 12) + Number("m");
        var rest = TimeSpan.FromDays(7 * Number("w"));
        if (match.Groups["rest"].Length > 0)
            rest += XmlConvert.ToTimeSpan("P" + match.Groups["rest"].Value);
        if (months > MostMonths)
            return null;
        return negative ? new CalendarDuration(-months, -rest, text) : new CalendarDuration(months, rest, text);

        int Number(string group) =>
            match.Groups[group] is { Success: true } found ? int.Parse(found.Value, CultureInfo.InvariantCulture) : 0;
    }
}

/// <summary>Resolves times that a filter gives relative to now, once per request.</summary>
internal sealed class RelativeTime(DateTime now)
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
                var local = TimeZoneInfo.ConvertTimeFromUtc(now, zone).AddMonths(duration.Months) + duration.Rest;
                return ToUtc(unit is { } cut ? Start(local, cut) : local, zone);
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

    private static DateTime Start(DateTime local, TimeInterval unit) =>
        unit switch
        {
            TimeInterval.Hour => local.Date.AddHours(local.Hour),
            TimeInterval.Day => local.Date,
            TimeInterval.Week => local.Date.AddDays(-(((int)local.DayOfWeek + 6) % 7)),
            TimeInterval.Month => new DateTime(local.Year, local.Month, 1),
            TimeInterval.Quarter => new DateTime(local.Year, local.Month - ((local.Month - 1) % 3), 1),
            _ => new DateTime(local.Year, 1, 1),
        };

    /// <summary>A local time that a change of the clock skips counts as the moment of the change.</summary>
    private static DateTime ToUtc(DateTime local, TimeZoneInfo zone)
    {
        local = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        while (zone.IsInvalidTime(local))
            local = local.AddMinutes(1);
        return TimeZoneInfo.ConvertTimeToUtc(local, zone);
    }
}
