using System.Text.Json;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Query;

/// <summary>What is kept of how many cases there are says what counting them says, which a filter on the number asks for.</summary>
internal static class KeptCounts
{
    private const string Counted = "number: {gt: 0}";
    private const string Fields = "{ totalGroups groups { count keys { value text } } }";

    private static readonly (string By, string Where)[] Groups =
    [
        ("{field: STATUS}, {field: PRIORITY}", ""),
        ("{field: TYPE}, {field: SOURCE}", ""),
        ("{field: TEAM}, {field: STATE}", ""),
        ("{field: STATUS_DETAIL}, {field: STATUS}", "state: {eq: OPEN}"),
        ("{field: ASSIGNED_TO}, {field: TEAM}", "priority: {in: [HIGH, LOW]}"),
        ("""{field: CREATED_AT, interval: HOUR, timeZone: "Asia/Kolkata"}""", ""),
        ("""{field: CREATED_AT, interval: WEEK, timeZone: "Europe/Lisbon"}""", "teamId: {neq: null}"),
        ("{field: ACCOUNT}", ""),
        ("{field: TAG}", "state: {eq: OPEN}"),
        ("{field: TAG}, {field: TEAM}", ""),
        ("{field: STATUS}, {field: TAG}", ""),
        ("{field: STATUS}", "tags: {some: {name: {neq: \"both\"}}}"),
        ("{field: STATE}", "tags: {any: false}, status: {neq: ASSIGNED}"),
    ];

    /// <summary>Those that have the most, as few that what is kept need not be read whole.</summary>
    private const string Largest = "by: [{field: ACCOUNT}], first: 2";

    private static readonly string Both =
        $"{{ {string.Join(' ', Groups.SelectMany((_, place) => new[] { List(place, isKept: true), List(place, isKept: false) }))} }}";

    public static async Task AssertAsync(SmallWorld world)
    {
        var all = await world.ReadAsync(Both);
        for (var place = 0; place < Groups.Length; place++)
            Assert.Equal(TextOf(all, $"counted{place}"), TextOf(all, $"kept{place}"));
        var totals = await world.ReadAsync(
            $"{{ kept: cases {{ totalCount estimatedCount }} counted: cases(where: {{{Counted}}}) {{ totalCount estimatedCount }} }}"
        );
        Assert.Equal(TextOf(totals, "counted"), TextOf(totals, "kept"));
        var largest = await world.ReadAsync(
            $"{{ kept: caseGroups({Largest}) {Fields} counted: caseGroups({Largest}, where: {{{Counted}}}) {Fields} }}"
        );
        Assert.Equal(TextOf(largest, "counted"), TextOf(largest, "kept"));
    }

    private static string List(int place, bool isKept)
    {
        var (by, where) = Groups[place];
        return $$"""
            {{(isKept ? "kept" : "counted")}}{{place}}: caseGroups(by: [{{by}}], order: KEY, first: 500, where: { {{(
                isKept ? where : $"{where} {Counted}"
            )}} }) {{Fields}}
            """;
    }

    private static string TextOf(JsonElement data, string name) => data.GetProperty(name).GetRawText();
}
