using System.Net;
using System.Text.Json;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Writing;

/// <summary>Which requests an idempotency key takes for one.</summary>
public sealed class SameRequestTests(RunningServer server) : IClassFixture<RunningServer>
{
    private const string Document =
        "mutation Create($s: String!, $d: String) { createCase(input: {subject: $s, description: $d}) { case { number changes(first: 1) { totalCount } } errors @skip(if: false) { ... on Error { message } } } }";
    private const string Variables = """{"s": "é", "d": "b\nc", "o": {"a": 1, "b": [1, 2]}}""";
    private static int keys;

    [Theory]
    [InlineData(Document, """{"o":{"b":[1,2],"a":1},"d":"b\nc","s":"é"}""")]
    [InlineData(Document, """{ "s" : "\u00e9", "d": "b\u000ac", "o": {"a": 1.0, "b": [1e0, 20e-1]}}""")]
    [InlineData(
        "# made by a tool\nmutation Create($s:String!\n$d:String){createCase(input:{subject:$s\tdescription:$d}){case{number,changes(first:2){totalCount}}errors@skip(if:false){...on Error{message}}}}",
        Variables,
        false
    )]
    [InlineData(
        "# made by a tool\r\nmutation Create($s: String!,, $d:String){createCase(input:{subject:$s\tdescription:$d}){case{number,changes(first:1){totalCount}}errors@skip(if:false){...on Error{message}}}}",
        Variables
    )]
    [InlineData(Document, """{"s": "e", "d": "b\nc", "o": {"a": 1, "b": [1, 2]}}""", false)]
    [InlineData(Document, """{"s": "é", "d": "b\nc", "o": {"a": 1, "b": [2, 1]}}""", false)]
    [InlineData(Document, """{"s": "é", "d": "b\nc", "o": {"a": "1", "b": [1, 2]}}""", false)]
    [InlineData(Document, """{"s": "é", "d": "b\nc", "o": {"a": 1, "b": [1, 2.0000000000000001]}}""", false)]
    [InlineData(Document, """{"s": "é", "d": null, "o": {"a": 1, "b": [1, 2]}}""", false)]
    [InlineData(Document, """{"s": "é", "o": {"a": 1, "b": [1, 2]}}""", false)]
    [InlineData(Document, """{"s": "é", "d": "b c", "o": {"a": 1, "b": [1, 2]}}""", false)]
    public async Task It_is_what_the_request_means_not_how_it_is_written(
        string document,
        string variables,
        bool isSame = true
    )
    {
        var key = NextKey();
        var first = await SendAsync(key, Document, Variables);
        var cases = await server.CountCasesAsync();

        var other = await SendAsync(key, document, variables);

        Assert.Equal(HttpStatusCode.OK, first.Status);
        if (isSame)
            Assert.Equal(first, other);
        else
            AssertReused(other);
        Assert.Equal(cases, await server.CountCasesAsync());
    }

    [Theory]
    [InlineData("""createCase(input: {subject: "\u00e9 \"x\""}) { case { number } }""", true)]
    [InlineData("createCase(input: {subject: \"\"\"\n  é \"x\"\n\"\"\"}) { case { number } }", true)]
    [InlineData("""createCase(input: {subject: "é x"}) { case { number } }""", false)]
    [InlineData("""createCase(input: {subject: "é \"x\""}) { case { id } }""", false)]
    [InlineData("""createCase(input: {subject: "é \"x\""}) { case { number number } }""", false)]
    [InlineData("""b: createCase(input: {subject: "é \"x\""}) { case { number } }""", false)]
    public async Task Texts_in_the_document_are_compared_by_their_values(string field, bool isSame)
    {
        var key = NextKey();
        var first = await server.Client.SendKeyedAsync(
            key,
            """mutation { createCase(input: {subject: "é \"x\""}) { case { number } } }"""
        );

        var other = await server.Client.SendKeyedAsync(key, $"mutation {{ {field} }}");

        if (isSame)
            Assert.Equal(first, other);
        else
            AssertReused(other);
    }

    [Fact]
    public async Task A_variable_that_is_null_is_not_one_that_is_absent()
    {
        var key = NextKey();
        await SendAsync(key, Document, """{"s": "x", "d": null}""");

        AssertReused(await SendAsync(key, Document, """{"s": "x"}"""));
    }

    [Fact]
    public async Task Another_operation_of_the_document_is_another_request()
    {
        var key = NextKey();
        const string field = "{ createCase(input: {subject: \"x\"}) { case { number } } }";
        const string one = $"mutation A {field}";
        const string two = $"{one} mutation B {field}";

        var first = await SendAsync(key, one, "{}", "A");
        var unnamed = await SendAsync(key, one, "{}");
        Assert.Equal(first, unnamed);
        AssertReused(await SendAsync(key, two, "{}", "A"));

        var next = NextKey();
        await SendAsync(next, two, "{}", "A");
        AssertReused(await SendAsync(next, two, "{}", "B"));
    }

    /// <summary>They say which comes first.</summary>
    [Fact]
    public async Task The_order_of_sort_keys_counts()
    {
        var key = NextKey();
        const string document =
            "mutation($o: [CaseSortInput!]) { createAccount(input: {name: \"A\"}) { account { cases(order: $o) { nodes { id } } } } }";

        await SendAsync(key, document, """{"o": [{"number": "ASC", "subject": "ASC"}]}""");

        AssertReused(await SendAsync(key, document, """{"o": [{"subject": "ASC", "number": "ASC"}]}"""));
    }

    private static string NextKey() => $"same-{Interlocked.Increment(ref keys)}";

    private static void AssertReused((HttpStatusCode Status, string Body) answer)
    {
        Assert.Contains("IDEMPOTENCY_KEY_REUSED", answer.Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, answer.Status);
    }

    private Task<(HttpStatusCode Status, string Body)> SendAsync(
        string key,
        string query,
        string variables,
        string? name = null
    ) =>
        server.Client.SendKeyedTextAsync(
            key,
            $$"""{"query": {{JsonSerializer.Serialize(query)}}, "operationName": {{JsonSerializer.Serialize(name)}}, "variables": {{variables}}}"""
        );
}
