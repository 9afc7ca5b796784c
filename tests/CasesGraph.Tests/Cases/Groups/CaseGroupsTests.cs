using System.Text.Json;
using System.Text.Json.Nodes;
using CasesGraph.Accounts;
using CasesGraph.Cases;
using CasesGraph.Model;
using CasesGraph.Query;
using CasesGraph.Tests.Query;
using CasesGraph.Tests.Query.Requests;
using CasesGraph.Users;
using CsCheck;

namespace CasesGraph.Tests.Cases.Groups;

public sealed class CaseGroupsTests(SampleServer sample) : IClassFixture<SampleServer>
{
    private static readonly string[] Plain =
    [
        "STATUS",
        "STATE",
        "PRIORITY",
        "TYPE",
        "SOURCE",
        "ACCOUNT",
        "ASSIGNED_TO",
    ];

    /// <summary>Zones with clock changes at midnight, of half an hour, and with odd offsets among them.</summary>
    private static readonly string[] Zones =
    [
        "UTC",
        "Europe/Lisbon",
        "Asia/Kathmandu",
        "America/Sao_Paulo",
        "Australia/Lord_Howe",
        "Asia/Beirut",
        "Pacific/Apia",
    ];

    private static readonly Gen<Dimension> AnyDimension = Gen.OneOf(
        Gen.OneOf([.. Plain.Select(Gen.Const)]).Select(field => new Dimension(field, Interval: null, Zone: null)),
        Gen.Select(
            Gen.OneOf(Gen.Const("CREATED_AT"), Gen.Const("UPDATED_AT"), Gen.Const("CLOSED_AT")),
            Gen.OneOf([.. Enum.GetValues<TimeInterval>().Select(Gen.Const)]),
            Gen.OneOf([.. Zones.Select(Gen.Const)]),
            (field, interval, zone) => new Dimension(field, interval, zone)
        )
    );

    [Fact]
    public Task Groups_hold_what_plain_code_counts() =>
        Gen.Select(AnyDimension.Array[1, 2], Gen.Bool, (by, onlyOpen) => (by: by.Distinct().ToArray(), onlyOpen))
            .SampleAsync(asked => CheckAsync(asked.by, asked.onlyOpen), iter: Iterations.Of(60), threads: 1);

    private async Task CheckAsync(Dimension[] by, bool onlyOpen)
    {
        var cases = sample
            .World.Rows<Case>()
            .Where(c => c.DeletedAt is null && (!onlyOpen || c.State is CaseState.Open));
        var expected = cases
            .GroupBy(c => string.Join('|', by.Select(dimension => dimension.KeyOf(c))), StringComparer.Ordinal)
            .Select(group => $"{group.Key}: {group.Count()}");

        var groups = await GroupsAsync(by, onlyOpen ? ", where: {state: {eq: OPEN}}" : "");

        Assert.Equal(
            expected.Order(StringComparer.Ordinal),
            groups.Select(group => $"{Keys(group)}: {group.GetProperty("count")}").Order(StringComparer.Ordinal)
        );
        var counts = groups.Select(group => group.GetProperty("count").GetInt32()).ToList();
        Assert.Equal(counts.OrderDescending(), counts);

        static string Keys(JsonElement group) =>
            string.Join(
                '|',
                group
                    .GetProperty("keys")
                    .EnumerateArray()
                    .Select(key => $"{key.GetProperty("value")} {key.GetProperty("text")}")
            );
    }

    [Fact]
    public async Task An_account_or_a_user_can_be_asked_for_more_than_its_name()
    {
        using var statements = new CountedStatements();
        var data = await sample.DataAsync(
            """
            { caseGroups(by: [{field: ACCOUNT}, {field: ASSIGNED_TO}]) {
              count keys { value object { id __typename ... on Account { name } ... on User { fullName } } text } } }
            """
        );

        Assert.Equal(3, statements.Count);
        foreach (var group in data.GetProperty("caseGroups").EnumerateArray())
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
            $$"""{ caseGroups(by: [{field: STATUS}], search: "{{subject}}") { count } cases(search: "{{subject}}") { totalCount } }"""
        );

        Assert.Equal(2, statements.Count);
        Assert.Equal(
            data.GetProperty("cases").GetProperty("totalCount").GetInt32(),
            data.GetProperty("caseGroups").EnumerateArray().Sum(group => group.GetProperty("count").GetInt32())
        );
    }

    [Fact]
    public async Task The_smallest_groups_are_left_out_beyond_first()
    {
        var all = await GroupsAsync([new Dimension("ACCOUNT", Interval: null, Zone: null)], "");
        var few = await GroupsAsync([new Dimension("ACCOUNT", Interval: null, Zone: null)], ", first: 2");

        Assert.Equal([.. all.Take(2).Select(group => group.GetRawText())], few.ConvertAll(group => group.GetRawText()));
    }

    [Theory]
    [InlineData("[]", "VALIDATION_FAILED", "one or two")]
    [InlineData("[{field: STATUS}, {field: TYPE}, {field: STATE}]", "VALIDATION_FAILED", "one or two")]
    [InlineData("[{field: STATUS}, {field: STATUS}]", "VALIDATION_FAILED", "the same dimension twice")]
    [InlineData("[{field: CREATED_AT}]", "VALIDATION_FAILED", "CREATED_AT needs an interval")]
    [InlineData("[{field: STATUS, interval: DAY}]", "VALIDATION_FAILED", "STATUS takes neither")]
    [InlineData("[{field: CREATED_AT, interval: DAY, timeZone: \"Mars\"}]", "INVALID_FILTER", "'Mars'")]
    public async Task Dimensions_that_make_no_sense_are_refused(string by, string code, string message)
    {
        var answer = await sample.AnswerAsync($$"""{ caseGroups(by: {{by}}) { count } }""");

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
            "query ($first: Int) { caseGroups(by: [{field: STATUS}], first: $first) { count } }",
            new JsonObject { ["first"] = first }
        );

        var extensions = answer.GetProperty("errors")[0].GetProperty("extensions");
        Assert.Equal("INVALID_PAGE_SIZE", extensions.GetProperty("code").GetString());
    }

    private async Task<List<JsonElement>> GroupsAsync(Dimension[] by, string arguments)
    {
        var data = await sample.DataAsync(
            $$"""{ caseGroups(by: [{{string.Join(", ", by.Select(dimension => dimension.Asked))}}]{{arguments}}{{(
                arguments.Contains("first", StringComparison.Ordinal) ? "" : ", first: 1000"
            )}}) { count keys { field value text } } }"""
        );
        return [.. data.GetProperty("caseGroups").EnumerateArray()];
    }

    private sealed record Dimension(string Field, TimeInterval? Interval, string? Zone)
    {
        public string Asked =>
            Interval is null
                ? $"{{field: {Field}}}"
                : $"{{field: {Field}, interval: {Naming.UpperSnake($"{Interval}")}, timeZone: \"{Zone}\"}}";

        /// <summary>The value as the API writes it, and as it reads.</summary>
        public string KeyOf(Case c) =>
            Field switch
            {
                "STATUS" => Named(c.Status),
                "STATE" => Named(c.State),
                "PRIORITY" => Named(c.Priority),
                "TYPE" => Named(c.Type),
                "SOURCE" => Named(c.Source),
                "ACCOUNT" => Object(nameof(Account), c.AccountId, c.Account?.Name),
                "ASSIGNED_TO" => Object(nameof(User), c.AssignedToId, c.AssignedTo?.FullName),
                "CREATED_AT" => Start(c.CreatedAt),
                "UPDATED_AT" => Start(c.UpdatedAt),
                _ => Start(c.ClosedAt),
            };

        private static string Named(Enum? value) =>
            value is null ? " " : $"{Naming.UpperSnake($"{value}")} {Naming.Label($"{value}")}";

        private static string Object(string type, long? key, string? name) =>
            key is { } some ? $"{OpaqueId.Encode(type, some)} {name}" : " ";

        private string Start(DateTime? time)
        {
            if (time is not { } some)
                return " ";
            var zone = TimeZoneInfo.FindSystemTimeZoneById(Zone!);
            var start = ZonedCalendar.Start(some, Interval!.Value, zone);
            return $"{CasesGraph.ChangeLog.CanonicalText.Of(start)} {ZonedCalendar.Label(start, Interval.Value, zone)}";
        }
    }
}
