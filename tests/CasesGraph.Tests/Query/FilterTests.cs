using System.Text.Json;
using System.Text.Json.Nodes;
using CasesGraph.Tests.Query.Plain;
using CasesGraph.Tests.Query.Requests;
using CsCheck;

namespace CasesGraph.Tests.Query;

/// <summary>Invariant d: a filter finds the ids that the same predicate in plain C# finds in the same rows.</summary>
public sealed class FilterTests(SampleServer sample) : IClassFixture<SampleServer>
{
    [Theory]
    [InlineData("cases", "Case", 250)]
    [InlineData("accounts", "Account", 80)]
    [InlineData("contacts", "Contact", 80)]
    [InlineData("bugs", "Bug", 80)]
    [InlineData("users", "User", 80)]
    [InlineData("caseChanges", "CaseChange", 120)]
    [InlineData("recordChanges", "RecordChange", 120)]
    public Task A_filter_finds_what_plain_code_finds(string list, string entity, int times) =>
        new Chosen<Document>(choices => RootList(list, entity, choices)).SampleAsync(
            document => CheckAsync(document, World.TypeOf(entity)),
            iter: Iterations.Of(times),
            threads: 1
        );

    [Fact]
    public Task A_filter_of_a_conversation_finds_what_plain_code_finds() =>
        new Chosen<Document>(Conversations).SampleAsync(CheckConversationsAsync, iter: Iterations.Of(80), threads: 1);

    private Document RootList(string list, string entity, Choices choices)
    {
        var values = new ValueMaker(sample.Shape, sample.World, choices);
        var where = values.AsVariableAtTimes(
            $"{entity}FilterInput",
            values.Filter($"{entity}FilterInput", depth: 3),
            mayBeUnset: true
        );
        var arguments = new List<(string, InputValue)> { ("where", where), ("first", new NumberValue(100)) };
        if (sample.Shape["Query"].Fields[list].Arguments.ContainsKey("includeDeleted") && choices.Chance(30))
            arguments.Add(("includeDeleted", new FlagValue(Flag: true)));
        return new Document([Ids(list, arguments)], [], values.Variables);
    }

    /// <summary>Alone, cases with no other condition would only show the one filter: the list of updates is below them.</summary>
    private Document Conversations(Choices choices)
    {
        var values = new ValueMaker(sample.Shape, sample.World, choices);
        var updates = Ids("updates", [("where", values.Filter("CaseUpdateFilterInput", depth: 3))]);
        var nodes = new Field("nodes", "nodes", new ObjectValue([]), [updates]);
        var cases = new Field("cases", "cases", new ObjectValue([("first", new NumberValue(100))]), [nodes]);
        return new Document([cases], [], values.Variables);
    }

    private static Field Ids(string list, IReadOnlyList<(string, InputValue)> arguments) =>
        new(
            list,
            list,
            new ObjectValue(arguments),
            [Leaf("totalCount"), new Field("nodes", "nodes", new ObjectValue([]), [Leaf("id")])]
        );

    private static Field Leaf(string name) => new(name, name, new ObjectValue([]), Below: null);

    private async Task CheckAsync(Document document, Type entity)
    {
        var root = (Field)document.Root[0];
        var expected = new PlainAnswer(sample.World, sample.Shape).Of(
            document,
            new Dictionary<string, Type>(StringComparer.Ordinal) { [root.Name] = entity }
        );
        SameAnswer.Assert(expected, await sample.DataAsync(document.Text, document.Values));
    }

    private Task CheckConversationsAsync(Document document) => CheckAsync(document, World.TypeOf("Case"));

    /// <summary>Lists leave deleted rows out by a condition on the same column; the random filters meet it too seldom.</summary>
    [Theory]
    [InlineData("cases")]
    [InlineData("accounts")]
    [InlineData("contacts")]
    [InlineData("bugs")]
    public async Task Rows_in_use_are_those_whose_deletedAt_is_null(string list)
    {
        var data = await sample.DataAsync(
            $$$"""
            {
              all: {{{list}}} { totalCount }
              inUse: {{{list}}}(where: {deletedAt: {eq: null}}) { totalCount }
              deleted: {{{list}}}(where: {deletedAt: {neq: null}}) { totalCount }
            }
            """
        );
        var counts = data.EnumerateObject().Select(one => one.Value.GetProperty("totalCount").GetInt32()).ToList();
        Assert.NotEqual(0, counts[0]);
        Assert.Equal([counts[0], counts[0], 0], counts);
    }

    /// <summary>Plans are kept by their shape: this one is not that of the list without a search.</summary>
    [Theory]
    [InlineData("cases")]
    [InlineData("accounts")]
    [InlineData("contacts")]
    [InlineData("bugs")]
    [InlineData("users")]
    public async Task A_search_without_a_word_finds_nothing(string list)
    {
        var all = await sample.DataAsync($"{{ {list} {{ totalCount nodes {{ id }} }} }}");
        var none = await sample.DataAsync($"{{ {list}(search: \"%\") {{ totalCount nodes {{ id }} }} }}");

        Assert.NotEqual(0, all.GetProperty(list).GetProperty("totalCount").GetInt32());
        Assert.Equal("""{"totalCount":0,"nodes":[]}""", none.GetProperty(list).GetRawText());
    }

    [Theory]
    [InlineData("{subject: {gt: null}}", null)]
    [InlineData("{number: {gt: null}}", "INVALID_FILTER")]
    [InlineData("{number: {in: null}}", "INVALID_FILTER")]
    [InlineData("{subject: {contains: null}}", "INVALID_FILTER")]
    [InlineData("{accountId: {nin: null}}", "INVALID_FILTER")]
    [InlineData("{createdAt: {within: {from: \"-P1000Y999999D\"}}}", "INVALID_FILTER")]
    [InlineData("{createdAt: {within: {from: \"P1D\", timeZone: \"Moon/Base\"}}}", "INVALID_FILTER")]
    [InlineData("{accountId: {eq: \"nonsense\"}}", "INVALID_ID")]
    [InlineData("{id: {in: [\"QWNjb3VudDox\"]}}", "INVALID_ID")]
    public async Task A_filter_that_means_nothing_is_refused_before_anything_is_read(string filter, string? code)
    {
        using var statements = new CountedStatements();
        var answer = await sample.AnswerAsync($"{{ cases(where: {filter}) {{ totalCount }} }}");

        Assert.Equal(
            code is not null,
            answer.TryGetProperty("data", out var data) && data.GetProperty("cases").ValueKind is JsonValueKind.Null
        );
        var given = answer.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString();
        Assert.Equal((code ?? "VALIDATION_FAILED", 0), (given, statements.Count));
    }

    [Theory]
    [InlineData(1000, null)]
    [InlineData(1001, "INVALID_FILTER")]
    public async Task A_list_of_values_may_have_a_thousand_items(int items, string? code)
    {
        var values = new JsonArray([.. Enumerable.Range(0, items).Select(n => JsonValue.Create(n))]);
        var answer = await sample.AnswerAsync(
            "query($in: [Long]) { cases(where: {number: {in: $in}}) { totalCount } }",
            new JsonObject { ["in"] = values }
        );

        var given = answer.TryGetProperty("errors", out var errors)
            ? errors[0].GetProperty("extensions").GetProperty("code").GetString()
            : null;
        Assert.Equal(code, given);
    }
}
