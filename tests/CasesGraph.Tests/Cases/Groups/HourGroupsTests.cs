using System.Globalization;
using CasesGraph.Access;
using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Users;

namespace CasesGraph.Tests.Cases.Groups;

/// <summary>Hours around changes of the clock, with an oracle that goes through them minute by minute.</summary>
public sealed class HourGroupsTests : IClassFixture<HourGroupsTests.ChangedClocks>
{
    private readonly ChangedClocks clocks;

    public HourGroupsTests(ChangedClocks clocks) => this.clocks = clocks;

    public static TheoryData<string, string> Changes =>
        new()
        {
            { "Europe/Berlin", "2026-03-29T01:00:00Z" },
            { "Europe/Berlin", "2026-10-25T01:00:00Z" },
            { "Australia/Lord_Howe", "2026-04-04T15:00:00Z" },
            { "Australia/Lord_Howe", "2026-10-03T15:30:00Z" },
            { "America/Caracas", "2007-12-09T07:00:00Z" },
            { "America/Caracas", "2016-05-01T07:00:00Z" },
            { "America/St_Johns", "2010-11-07T02:31:00Z" },
            { "America/St_Johns", "2011-03-13T03:31:00Z" },
            { "Asia/Pyongyang", "2015-08-14T15:00:00Z" },
            { "Asia/Pyongyang", "2018-05-04T15:00:00Z" },
            { "Asia/Kathmandu", "1985-12-31T18:30:00Z" },
            { "Antarctica/Troll", "2026-10-25T01:00:00Z" },
            { "Pacific/Apia", "2011-12-30T10:00:00Z" },
        };

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task An_hour_ends_at_a_change_of_the_clock_and_one_that_is_repeated_tells_its_offset(
        string zone,
        string change
    )
    {
        var around = Around(change);
        var expected = around
            .GroupBy(time => Start(time, Zone(zone)))
            .OrderBy(hour => hour.Key)
            .Select(hour => $"{CanonicalText.Of(hour.Key)} {Text(hour.Key, Zone(zone))} {hour.Count()}");

        Assert.Equal([.. expected], await clocks.HoursAsync(zone, around[0], around[^1], around[0], fillGaps: false));
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task The_hours_between_are_those_that_there_are(string zone, string change)
    {
        var around = Around(change);
        var expected = Enumerable
            .Range(0, 1 + (int)(around[^1] - around[0]).TotalMinutes)
            .Select(minutes => Start(around[0].AddMinutes(minutes), Zone(zone)))
            .Distinct()
            .Select(hour => $"{CanonicalText.Of(hour)} {Text(hour, Zone(zone))}");

        var filled = await clocks.HoursAsync(zone, around[0], around[0], around[^1], fillGaps: true);

        Assert.Equal([.. expected], [.. filled.Select(hour => hour[..hour.LastIndexOf(' ')])]);
        Assert.Equal(2, filled.Count(hour => hour.EndsWith(" 1", StringComparison.Ordinal)));
        Assert.Equal(filled.Count - 2, filled.Count(hour => hour.EndsWith(" 0", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Two_hours_of_the_same_text_in_autumn_carry_their_offset()
    {
        var around = Around("2026-10-25T01:00:00Z");
        var texts = await clocks.HoursAsync("Europe/Berlin", around[0], around[^1], around[0], fillGaps: false);

        Assert.Contains(texts, text => text.Contains("T00:00:00Z 2026-10-25 02:00 +02:00 ", StringComparison.Ordinal));
        Assert.Contains(texts, text => text.Contains("T01:00:00Z 2026-10-25 02:00 +01:00 ", StringComparison.Ordinal));
        Assert.Contains(texts, text => text.Contains("T02:00:00Z 2026-10-25 03:00 ", StringComparison.Ordinal));
    }

    private static List<DateTime> Around(string change)
    {
        var at = DateTime.Parse(change, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal);
        return [.. Enumerable.Range(-36, 73).Select(step => at.AddMinutes(10 * step))];
    }

    private static TimeZoneInfo Zone(string name) => TimeZoneInfo.FindSystemTimeZoneById(name);

    /// <summary>Back minute by minute, for as long as clocks show the same hour by the same offset.</summary>
    private static DateTime Start(DateTime time, TimeZoneInfo zone)
    {
        while (Shown(time.AddMinutes(-1), zone) == Shown(time, zone))
            time = time.AddMinutes(-1);
        return time;
    }

    private static (DateTime Hour, TimeSpan Offset) Shown(DateTime time, TimeZoneInfo zone)
    {
        var offset = zone.GetUtcOffset(time);
        var local = time + offset;
        return (local.Date.AddHours(local.Hour), offset);
    }

    private static string Text(DateTime hour, TimeZoneInfo zone)
    {
        var local = hour + zone.GetUtcOffset(hour);
        var repeated = Enumerable
            .Range(-180, 361)
            .Select(minutes => hour.AddMinutes(minutes))
            .Count(time => time + zone.GetUtcOffset(time) == local);
        var offset = zone.GetUtcOffset(hour);
        return local.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)
            + (repeated == 1 ? "" : $" {(offset < TimeSpan.Zero ? '-' : '+')}{offset:hh\\:mm}");
    }

    /// <summary>A case every ten minutes for six hours before and behind each change.</summary>
    public sealed class ChangedClocks : IAsyncLifetime
    {
        public RunningServer Server { get; } = new();

        public async Task InitializeAsync()
        {
            await Server.InitializeAsync();
            await using var db = Server.Database.CreateDb();
            var times = Changes.Select(change => (string)change[1]).Distinct(StringComparer.Ordinal).SelectMany(Around);
            db.AddRange(
                times
                    .Distinct()
                    .Select(time => new Case
                    {
                        Subject = "Any",
                        CreatedAt = time,
                        CreatedBy = Actor.System,
                        UpdatedAt = time,
                        UpdatedBy = Actor.System,
                    })
            );
            await db.SaveChangesAsync();
        }

        public Task DisposeAsync() => Server.DisposeAsync();

        /// <summary>The hours of the cases from one time to another, and of one at a third.</summary>
        public async Task<IReadOnlyList<string>> HoursAsync(
            string zone,
            DateTime from,
            DateTime to,
            DateTime and,
            bool fillGaps
        )
        {
            var times = new[] { from, to, and }.Select(CanonicalText.Of).ToList();
            var where =
                $$$"""{or: [{createdAt: {gte: "{{{times[0]}}}", lte: "{{{times[1]}}}"}}, {createdAt: {eq: "{{{times[2]}}}"}}]}""";
            var answer = await Server.QueryAsync(
                $$"""
                { caseGroups(
                    by: [{field: CREATED_AT, interval: HOUR, timeZone: "{{zone}}"}]
                    order: KEY
                    fillGaps: {{(fillGaps ? "true" : "false")}}
                    where: {{where}}
                  ) { groups { count keys { value text } } } }
                """
            );
            return
            [
                .. answer
                    .GetProperty("data")
                    .GetProperty("caseGroups")
                    .GetProperty("groups")
                    .EnumerateArray()
                    .Select(group => (Count: group.GetProperty("count"), Key: group.GetProperty("keys")[0]))
                    .Select(group => $"{group.Key.GetProperty("value")} {group.Key.GetProperty("text")} {group.Count}"),
            ];
        }
    }
}
