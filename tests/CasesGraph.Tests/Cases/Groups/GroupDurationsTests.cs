using System.Text.Json;
using System.Xml;
using CasesGraph.Cases;
using CasesGraph.Tests.Query;
using CasesGraph.Tests.Query.Requests;
using CsCheck;

namespace CasesGraph.Tests.Cases.Groups;

/// <summary>How long first responses, resolutions and waiting take, group by group.</summary>
public sealed class GroupDurationsTests(SampleServer sample) : IClassFixture<SampleServer>
{
    private const string Asked = "firstResponse { ...stats } resolution { ...stats } waiting { ...stats }";

    private const string Stats = "fragment stats on DurationStats { count average median p90 }";
    private const string Averages = "fragment stats on DurationStats { count average }";

    [Fact]
    public Task Durations_are_what_plain_code_makes_of_the_cases_of_each_group() =>
        Gen.Select(PlainDimension.Any.Array[1, 2], Gen.Bool, Gen.Bool, Gen.Int[1, 40], Gen.Bool)
            .SampleAsync(
                given => CheckAsync([.. given.Item1.Distinct()], given.Item2, given.Item3, given.Item4, given.Item5),
                iter: Iterations.Of(40),
                threads: 1
            );

    private async Task CheckAsync(PlainDimension[] by, bool onlyOpen, bool fills, int first, bool percentiles)
    {
        fills &= by.Any(dimension => dimension is { IsObject: false, Interval: null });
        fills &= by.All(dimension => dimension.Interval is null);
        var where = onlyOpen ? "{state: {eq: OPEN}}" : "{}";
        var data = await sample.DataAsync(
            $$"""
            { caseGroups(by: [{{string.Join(", ", by.Select(one => one.Asked))}}], first: {{first}}, where: {{where}},
              fillGaps: {{(fills ? "true" : "false")}}) { groups { keys { value } {{Asked}} } } } {{(
                percentiles ? Stats : Averages
            )}}
            """
        );
        var cases = sample
            .World.Rows<Case>()
            .Where(c => c.DeletedAt is null && (!onlyOpen || c.State is CaseState.Open))
            .ToLookup(c => string.Join('|', by.Select(one => one.ValueOf(c).Written)), StringComparer.Ordinal);
        foreach (var group in data.GetProperty("caseGroups").GetProperty("groups").EnumerateArray())
        {
            var key = string.Join(
                '|',
                group.GetProperty("keys").EnumerateArray().Select(one => one.GetProperty("value").GetString())
            );
            Assert.Equal(
                (key, Expected(cases[key], c => c.FirstResponseAt - c.CreatedAt, percentiles)),
                (key, Actual(group.GetProperty("firstResponse")))
            );
            Assert.Equal(
                (key, Expected(cases[key], c => c.ClosedAt - c.CreatedAt, percentiles)),
                (key, Actual(group.GetProperty("resolution")))
            );
            Assert.Equal(
                (key, Expected(cases[key], c => Samples.Now - c.WaitingSince, percentiles)),
                (key, Actual(group.GetProperty("waiting")))
            );
        }
    }

    [Fact]
    public async Task Each_measure_is_one_statement_more_and_none_is_run_that_is_not_asked_for()
    {
        using var statements = new CountedStatements();
        await sample.DataAsync("{ caseGroups(by: [{field: ACCOUNT}]) { groups { waiting { count } } } }");
        Assert.Equal(2, statements.Count);
        await sample.DataAsync($"{{ caseGroups(by: [{{field: STATUS}}]) {{ groups {{ {Asked} }} }} }} {Stats}");
        Assert.Equal(6, statements.Count);
    }

    [Fact]
    public async Task Without_cases_there_is_no_duration()
    {
        var data = await sample.DataAsync(
            """{ caseGroups(by: [{field: PRIORITY}], where: {number: {eq: 0}}, fillGaps: true) { groups { """
                + $"{Asked} }} }} }} {Stats}"
        );
        const string none = """{"count":0,"average":null,"median":null,"p90":null}""";
        foreach (var group in data.GetProperty("caseGroups").GetProperty("groups").EnumerateArray())
            Assert.All(group.EnumerateObject(), measure => Assert.Equal(none, measure.Value.GetRawText()));
    }

    /// <summary>Whole seconds; what ends before it begins took none.</summary>
    private static string Expected(IEnumerable<Case> cases, Func<Case, TimeSpan?> of, bool percentiles)
    {
        var all = cases
            .Select(of)
            .OfType<TimeSpan>()
            .Select(took => Math.Max(0, took.Ticks / TimeSpan.TicksPerSecond))
            .Order()
            .ToList();
        if (all.Count == 0)
            return "0 - - -";
        var sorted = percentiles ? $"{Smallest(all, 0.5)} {Smallest(all, 0.9)}" : "- -";
        return $"{all.Count} {all.Sum() / all.Count} {sorted}";
    }

    /// <summary>The smallest that a part of them does not exceed.</summary>
    private static long Smallest(List<long> all, double part) =>
        all.First(one => all.Count(other => other <= one) >= part * all.Count);

    private static string Actual(JsonElement stats)
    {
        return $"{stats.GetProperty("count")} {Seconds("average")} {Seconds("median")} {Seconds("p90")}";

        string Seconds(string name) =>
            stats.TryGetProperty(name, out var value) && value.GetString() is { } written
                ? $"{XmlConvert.ToTimeSpan(written).Ticks / TimeSpan.TicksPerSecond}"
                : "-";
    }
}
