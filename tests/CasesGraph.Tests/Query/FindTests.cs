using System.Text.Json;
using System.Text.Json.Nodes;
using CasesGraph.Model;
using CasesGraph.Tests.Query.Plain;
using CasesGraph.Tests.Query.Requests;
using CsCheck;

namespace CasesGraph.Tests.Query;

/// <summary>One box over everything.</summary>
public sealed class FindTests(SampleServer sample) : IClassFixture<SampleServer>
{
    private const string Document =
        "query ($text: String!, $types: [RecordType!], $first: Int) { find(text: $text, types: $types, first: $first) { record { __typename id } excerpt { field text } } }";

    private const int FurtherRanks = 2;

    [Theory]
    [InlineData("find(text: \"a\", first: SIZE) { excerpt { text } }")]
    [InlineData("find(text: \"a\", first: SIZE) { record { id ... on Case { subject account { name } } } }")]
    [InlineData("cases(search: \"a\", first: SIZE) { edges { excerpt { field text marks { start length } } } }")]
    public async Task However_many_hits_there_are_the_statements_are_those_of_the_ranks(string field)
    {
        using var statements = new CountedStatements();
        await AskAsync(2);
        var few = statements.Count;
        await AskAsync(50);
        // A page that numbers or titles fill reads no further rank.
        Assert.InRange(statements.Count - few, few, few + FurtherRanks);

        Task AskAsync(int size) =>
            sample.DataAsync($"{{ {field.Replace("SIZE", $"{size}", StringComparison.Ordinal)} }}");
    }

    [Fact]
    public Task It_finds_what_the_lists_find_kind_by_kind_the_best_first()
    {
        var texts = Sought
            .SelectMany(type => sample.World.Rows(EntityModel.Logged[type]))
            .SelectMany(row => PlainSearch.Texts(row).Concat(PlainSearch.Phones(row)))
            .OfType<string>()
            .Where(text => !string.IsNullOrWhiteSpace(text))
            .ToList();
        return new Chosen<(string Text, RecordType[]? Types, int? First)>(choices =>
            (
                new TypedText(choices, texts).Make(),
                choices.Chance(50)
                    ? null
                    : [.. choices.Some(choices.Below(4), () => choices.Pick(Enum.GetValues<RecordType>()))],
                choices.Chance(50) ? null : choices.Below(8)
            )
        ).SampleAsync(asked => CheckAsync(asked.Text, asked.Types, asked.First), iter: Iterations.Of(200), threads: 1);
    }

    [Theory]
    [InlineData("", 5, "'text' cannot be blank.", "VALIDATION_FAILED")]
    [InlineData(" \u200B", 5, "'text' cannot be blank.", "VALIDATION_FAILED")]
    [InlineData("a", 51, "'first' can be 0 to 50, and 51 was given.", "INVALID_PAGE_SIZE")]
    [InlineData("a", -1, "'first' can be 0 to 50, and -1 was given.", "INVALID_PAGE_SIZE")]
    public async Task What_cannot_be_sought_is_refused(string text, int first, string message, string code)
    {
        var answer = await sample.AnswerAsync(Document, new JsonObject { ["text"] = text, ["first"] = first });
        var error = Assert.Single(answer.GetProperty("errors").EnumerateArray());
        Assert.Equal(message, error.GetProperty("message").GetString());
        Assert.Equal(code, error.GetProperty("extensions").GetProperty("code").GetString());
        if (answer.TryGetProperty("data", out var data))
            Assert.Equal(JsonValueKind.Null, data.GetProperty("find").ValueKind);
    }

    [Fact]
    public async Task Each_place_may_ask_for_something_else()
    {
        var data = await sample.DataAsync(
            "{ find(text: \"a\", first: 2, types: [CASE, ACCOUNT]) { record { __typename } again: record { ... on Case { number } ... on Account { name } } short: excerpt(length: 20) { text } __typename long: excerpt { t: text m: marks { s: start } } } }"
        );
        Assert.All(
            data.GetProperty("find").EnumerateArray(),
            hit =>
            {
                var kind = hit.GetProperty("record").GetProperty("__typename").GetString();
                Assert.True(hit.GetProperty("again").TryGetProperty(kind is "Case" ? "number" : "name", out _));
                Assert.NotEmpty(hit.GetProperty("long").GetProperty("m").EnumerateArray());
            }
        );
    }

    /// <summary>Kinds of records whose lists have a search.</summary>
    private IEnumerable<RecordType> Sought =>
        Enum.GetValues<RecordType>()
            .Where(type =>
                sample
                    .Shape["Query"]
                    .Fields[Naming.Camel(EntityModel.Of(EntityModel.Logged[type]).Plural)]
                    .Arguments.ContainsKey("search")
            );

    private async Task CheckAsync(string text, RecordType[]? types, int? first)
    {
        if (string.IsNullOrWhiteSpace(text))
            return;
        var variables = new JsonObject { ["text"] = text };
        if (types is not null)
            variables["types"] = new JsonArray([.. types.Select(type => (JsonNode)Naming.UpperSnake($"{type}"))]);
        if (first is not null)
            variables["first"] = first;
        var data = await sample.DataAsync(Document, variables);
        var expected = Sought
            .Where(type => types?.Contains(type) is not false)
            .SelectMany(type => Best(EntityModel.Logged[type], text).Take(first ?? 5));
        Assert.Equal(
            expected,
            data.GetProperty("find")
                .EnumerateArray()
                .Select(hit => hit.GetProperty("record").GetProperty("id").GetString()!),
            StringComparer.Ordinal
        );
        Assert.All(
            data.GetProperty("find").EnumerateArray(),
            hit => Assert.NotEmpty(hit.GetProperty("excerpt").GetProperty("text").GetString()!)
        );
    }

    private IEnumerable<string> Best(Type type, string text) =>
        PlainList
            .All(
                type,
                sample.World.Rows(type).Select(row => new Item(row, Link: null)),
                new Dictionary<string, object?>(StringComparer.Ordinal) { ["search"] = text }
            )
            .Select(item => OpaqueId.Encode(type.Name, Reflected.Key(item.Node)));
}
