using System.Text.Json;
using System.Text.Json.Nodes;
using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Groups;
using CasesGraph.Query;
using CasesGraph.Tests.Query;
using CasesGraph.Tests.Query.Requests;
using CsCheck;

namespace CasesGraph.Tests.Cases.Groups;

public sealed class CaseGroupsTests(SampleServer sample) : IClassFixture<SampleServer>
{
    private static readonly Gen<PlainDimension[]> AnyDimensions = PlainDimension
        .Any.Array[1, 2]
        .Select(by => by.Distinct().ToArray());

    private static readonly Gen<GroupOrder> AnyOrder = Gen.OneOf(
        Gen.Const(GroupOrder.CountDesc),
        Gen.Const(GroupOrder.Key)
    );

    [Fact]
    public Task Groups_hold_what_plain_code_counts_in_the_order_asked_for() =>
        Gen.Select(AnyDimensions, Gen.Bool, AnyOrder, Gen.Int[0, 30])
            .SampleAsync(CheckAsync, iter: Iterations.Of(60), threads: 1);

    private async Task CheckAsync(PlainDimension[] by, bool onlyOpen, GroupOrder order, int first)
    {
        var groups = PlainGroups.Of(by, Visible.Where(c => !onlyOpen || c.State is CaseState.Open));
        var where = onlyOpen ? "{state: {eq: OPEN}}" : "{}";

        Assert.Equal(groups.Page(order, first), await sample.PageAsync(by, $"where: {where}", order, first));
        Assert.Equal(groups.Page(order, 1000), await sample.PageAsync(by, $"where: {where}", order, 1000));
    }

    [Fact]
    public Task Gaps_are_filled_by_every_value_of_enums_and_every_step_between_the_first_and_the_last() =>
        Gen.Select(AnyDimensions.Where(by => by.Any(dimension => !dimension.IsObject)), AnyOrder, Gen.Int[0, 300])
            .SampleAsync(CheckFilledAsync, iter: Iterations.Of(40), threads: 1);

    private async Task CheckFilledAsync(PlainDimension[] by, GroupOrder order, int first)
    {
        var (from, to) = (Samples.Now.AddDays(-500), Samples.Now.AddDays(2));
        var cases = Visible.Where(c => by.All(key => key.TimeOf(c) is not { } time || (time >= from && time < to)));
        var within = by.Where(key => key.Interval is not null)
            .Select(key => key.TimeField)
            .Select(time =>
                $$$"""{or: [{{{{time}}}: {eq: null}}, {{{{time}}}: {gte: "{{{CanonicalText.Of(from)}}}", lt: "{{{CanonicalText.Of(to)}}}"}}]}"""
            );

        Assert.Equal(
            PlainGroups.Filled(by, cases).Page(order, first),
            await sample.PageAsync(by, $"fillGaps: true, where: {{and: [{string.Join(", ", within)}]}}", order, first)
        );
    }

    private IEnumerable<Case> Visible => sample.World.Rows<Case>().Where(c => c.DeletedAt is null);

    [Fact]
    public async Task An_account_or_a_user_can_be_asked_for_more_than_its_name()
    {
        using var statements = new CountedStatements();
        var data = await sample.DataAsync(
            """
            { caseGroups(by: [{field: ACCOUNT}, {field: ASSIGNED_TO}]) { groups {
              count keys { value object { id __typename ... on Account { name } ... on User { fullName } } text } } } }
            """
        );

        Assert.Equal(3, statements.Count);
        foreach (var group in data.GetProperty("caseGroups").GetProperty("groups").EnumerateArray())
        {
            var keys = group.GetProperty("keys").EnumerateArray().ToList();
            foreach (var (key, type, name) in keys.Zip(["Account", "User"], ["name", "fullName"]))
            {
                var found = key.GetProperty("object");
                if (key.GetProperty("value").ValueKind is JsonValueKind.Null)
                {
                    Assert.Equal(JsonValueKind.Null, found.ValueKind);
                    continue;
                }
                Assert.Equal(key.GetProperty("value").GetString(), found.GetProperty("id").GetString());
                Assert.Equal(type, found.GetProperty("__typename").GetString());
                Assert.Equal(key.GetProperty("text").GetString(), found.GetProperty(name).GetString());
            }
        }
    }

    [Fact]
    public async Task Groups_are_one_statement_and_obey_the_search()
    {
        var subject = sample.World.Rows<Case>().First(c => c.DeletedAt is null && c.Subject.Length > 3).Number;
        using var statements = new CountedStatements();
        var data = await sample.DataAsync(
            $$"""{ caseGroups(by: [{field: STATUS}], search: "{{subject}}") { groups { count } } cases(search: "{{subject}}") { totalCount } }"""
        );

        Assert.Equal(2, statements.Count);
        Assert.Equal(
            data.GetProperty("cases").GetProperty("totalCount").GetInt32(),
            data.GetProperty("caseGroups")
                .GetProperty("groups")
                .EnumerateArray()
                .Sum(group => group.GetProperty("count").GetInt32())
        );
    }

    [Fact]
    public async Task Groups_are_counted_only_where_the_page_does_not_show_that()
    {
        using var statements = new CountedStatements();
        await sample.DataAsync("{ caseGroups(by: [{field: ACCOUNT}]) { totalGroups truncated } }");
        Assert.Equal(1, statements.Count);
        await sample.DataAsync("{ caseGroups(by: [{field: ACCOUNT}], first: 2) { truncated } }");
        Assert.Equal(2, statements.Count);
        await sample.DataAsync("{ caseGroups(by: [{field: ACCOUNT}], first: 2) { totalGroups } }");
        Assert.Equal(4, statements.Count);
    }

    [Theory]
    [InlineData("[{field: ACCOUNT}]")]
    [InlineData("[{field: ACCOUNT}, {field: ASSIGNED_TO}]")]
    public async Task What_has_no_gaps_is_not_filled(string by) =>
        await AssertRefusedAsync($"by: {by}, fillGaps: true", "VALIDATION_FAILED", "'by' has none");

    [Fact]
    public async Task Decades_of_hours_are_cut_and_thousands_of_years_are_refused()
    {
        const string Since = "where: {createdAt: {gte: \"1970-01-01T00:00:00Z\", lt: \"3000-01-01T00:00:00Z\"}}";
        var data = await sample.DataAsync(
            $$"""{ caseGroups(by: [{field: CREATED_AT, interval: HOUR}], {{Since}}, fillGaps: true, order: KEY, first: 1000) { totalGroups truncated groups { count } } }"""
        );
        var groups = data.GetProperty("caseGroups");
        Assert.Equal(1000, groups.GetProperty("groups").GetArrayLength());
        Assert.True(groups.GetProperty("truncated").GetBoolean());
        var last = Visible.Select(c => c.CreatedAt).Where(time => time.Year < 3000).Max();
        Assert.Equal(1 + (int)(last - DateTime.UnixEpoch).TotalHours, groups.GetProperty("totalGroups").GetInt32());

        await AssertRefusedAsync(
            "by: [{field: CREATED_AT, interval: DAY}], fillGaps: true",
            "INVALID_FILTER",
            "too many steps"
        );
    }

    [Theory]
    [InlineData("[]", "VALIDATION_FAILED", "one or two")]
    [InlineData("[{field: STATUS}, {field: TYPE}, {field: STATE}]", "VALIDATION_FAILED", "one or two")]
    [InlineData("[{field: STATUS}, {field: STATUS}]", "VALIDATION_FAILED", "the same dimension twice")]
    [InlineData("[{field: CREATED_AT}]", "VALIDATION_FAILED", "CREATED_AT needs an interval")]
    [InlineData("[{field: STATUS, interval: DAY}]", "VALIDATION_FAILED", "STATUS takes neither")]
    [InlineData("[{field: CREATED_AT, interval: DAY, timeZone: \"Mars\"}]", "INVALID_FILTER", "'Mars'")]
    public Task Dimensions_that_make_no_sense_are_refused(string by, string code, string message) =>
        AssertRefusedAsync($"by: {by}", code, message);

    private async Task AssertRefusedAsync(string arguments, string code, string message)
    {
        var answer = await sample.AnswerAsync($$"""{ caseGroups({{arguments}}) { groups { count } } }""");

        var error = answer.GetProperty("errors")[0];
        Assert.Equal(code, error.GetProperty("extensions").GetProperty("code").GetString());
        Assert.Contains(message, error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1001)]
    public async Task There_are_at_most_a_thousand_groups(int first)
    {
        var answer = await sample.AnswerAsync(
            "query ($first: Int) { caseGroups(by: [{field: STATUS}], first: $first) { groups { count } } }",
            new JsonObject { ["first"] = first }
        );

        var extensions = answer.GetProperty("errors")[0].GetProperty("extensions");
        Assert.Equal("INVALID_PAGE_SIZE", extensions.GetProperty("code").GetString());
    }
}
