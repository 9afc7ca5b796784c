using System.Globalization;
using System.Xml;
using CasesGraph.Data;
using CasesGraph.Serving;

namespace CasesGraph.Query;

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
        var zone = ZonedCalendar.Zone(given.GetValueOrDefault("timeZone") as string);
        var unit = (TimeInterval?)given.GetValueOrDefault("unit");
        return (End("from"), End("to"));

        DateTime? End(string name)
        {
            if (given.GetValueOrDefault(name) is not CalendarDuration duration)
                return null;
            try
            {
                var end = After(duration, zone);
                return unit is { } cut ? ZonedCalendar.Start(end, cut, zone) : end;
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

    /// <summary>Days and months keep the time on the clock; hours are hours, whatever a clock change makes of them.</summary>
    private DateTime After(CalendarDuration duration, TimeZoneInfo zone)
    {
        if (duration is { Months: 0, Days: 0 })
            return now() + duration.Time;
        var local = TimeZoneInfo.ConvertTimeFromUtc(now(), zone);
        return ZonedCalendar.ToUtc(local.AddMonths(duration.Months).AddDays(duration.Days), zone) + duration.Time;
    }
}
