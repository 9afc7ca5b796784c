using System.Globalization;
using CasesGraph.Data;
using CasesGraph.Query;

namespace CasesGraph.Tests.Query;

public sealed class RelativeTimeTests
{
    [Theory]
    // By the calendar: the same time on the clock, across a clock change (25 October 2026) and at a month's end.
    [InlineData("2026-10-24T12:00Z", "P1D", "Europe/Lisbon", null, "2026-10-25T13:00Z")]
    [InlineData("2026-10-24T12:00Z", "PT24H", "Europe/Lisbon", null, "2026-10-25T12:00Z")]
    [InlineData("2026-03-31T12:00Z", "-P1M", "UTC", null, "2026-02-28T12:00Z")]
    [InlineData("2028-02-29T12:00Z", "P1Y", "UTC", null, "2029-02-28T12:00Z")]
    [InlineData("2026-10-21T12:00Z", "-P1W2D", "UTC", null, "2026-10-12T12:00Z")]
    [InlineData("2026-10-21T12:00Z", "P1DT1H0.5S", "UTC", null, "2026-10-22T13:00:00.5Z")]
    // The hour that the clock change repeats stays itself.
    [InlineData("2026-10-25T00:30Z", "PT0S", "Europe/Lisbon", null, "2026-10-25T00:30Z")]
    [InlineData("2026-10-25T01:30Z", "PT0S", "Europe/Lisbon", null, "2026-10-25T01:30Z")]
    [InlineData("2026-10-25T00:30Z", "PT0S", "Europe/Lisbon", TimeInterval.Hour, "2026-10-25T00:00Z")]
    [InlineData("2026-10-25T01:30Z", "PT0S", "Europe/Lisbon", TimeInterval.Hour, "2026-10-25T01:00Z")]
    // A quarter past the hour there is a quarter past here, a half in India is not.
    [InlineData("2026-10-21T12:10Z", "PT0S", "Asia/Kolkata", TimeInterval.Hour, "2026-10-21T11:30Z")]
    // The clock is put forward at midnight in Cuba on 8 March 2026: the day starts at one.
    [InlineData("2026-03-08T12:00Z", "PT0S", "America/Havana", TimeInterval.Day, "2026-03-08T05:00Z")]
    // And back to midnight on 1 November: the day starts with the first of two.
    [InlineData("2026-11-01T12:00Z", "PT0S", "America/Havana", TimeInterval.Day, "2026-11-01T04:00Z")]
    [InlineData("2026-10-21T23:30Z", "PT0S", "Europe/Lisbon", TimeInterval.Day, "2026-10-21T23:00Z")]
    // Weeks start on Monday.
    [InlineData("2026-10-25T12:00Z", "PT0S", "UTC", TimeInterval.Week, "2026-10-19T00:00Z")]
    [InlineData("2026-10-26T00:00Z", "PT0S", "UTC", TimeInterval.Week, "2026-10-26T00:00Z")]
    [InlineData("2026-10-25T12:00Z", "-P1M", "UTC", TimeInterval.Month, "2026-09-01T00:00Z")]
    [InlineData("2026-12-31T12:00Z", "PT0S", "UTC", TimeInterval.Quarter, "2026-10-01T00:00Z")]
    [InlineData("2026-10-25T12:00Z", "-P1Y", "UTC", TimeInterval.Year, "2025-01-01T00:00Z")]
    public void An_end_is_a_length_from_now_cut_to_the_unit_in_the_time_zone(
        string now,
        string duration,
        string zone,
        TimeInterval? unit,
        string expected
    )
    {
        var given = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["from"] = CalendarDuration.TryParse(duration),
            ["timeZone"] = zone,
            ["unit"] = unit,
        };

        var (from, to) = new RelativeTime(() => Time(now)).Resolve(given);

        Assert.Equal((Time(expected), null), (from, to));
    }

    [Theory]
    [InlineData("P1Y2M3W4DT5H6M7.5S", 14, 25, 18_367_500)]
    [InlineData("-P1D", 0, -1, 0)]
    [InlineData("-PT0.000001S", 0, 0, -0.001)]
    [InlineData("P0D", 0, 0, 0)]
    public void A_duration_counts_months_and_days_by_the_calendar_and_the_rest_by_the_clock(
        string text,
        int months,
        int days,
        double milliseconds
    ) =>
        Assert.Equal(
            new CalendarDuration(months, days, TimeSpan.FromMicroseconds(1000 * milliseconds), text),
            CalendarDuration.TryParse(text)
        );

    [Theory]
    [InlineData("")]
    [InlineData("P")]
    [InlineData("PT")]
    [InlineData("P1DT")]
    [InlineData("1D")]
    [InlineData("P1")]
    [InlineData("P-1D")]
    [InlineData("P1.5D")]
    [InlineData("P1D1Y")]
    [InlineData("P1001Y")]
    [InlineData("P1D\n")]
    [InlineData("p1d")]
    [InlineData("+P1D")]
    [InlineData("P١D")]
    public void A_text_that_is_no_duration_is_refused(string text) => Assert.Null(CalendarDuration.TryParse(text));

    private static DateTime Time(string text) =>
        DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal);
}
