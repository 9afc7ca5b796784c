using System.Text.Json;
using CasesGraph.Graph;
using CasesGraph.Serving;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Hostile;

/// <summary>Requests that are more than the server takes: each is refused, and the server goes on.</summary>
public sealed class OversizedTests(SmallWorld world) : IClassFixture<SmallWorld>
{
    public static TheoryData<string, string, string, string> Oversized =>
        new()
        {
            {
                "[CaseFilterInput!]",
                "and: $v",
                List(5000, """{"subject": {"eq": "x"}}"""),
                GraphErrorCode.LimitExceeded
            },
            { "[CaseFilterInput!]", "or: $v", List(501, """{"number": {"gt": 1}}"""), GraphErrorCode.LimitExceeded },
            {
                "CaseFilterInput",
                "not: $v",
                Nested(8, """{"account": {"cases": {"some": """, "}}}"),
                GraphErrorCode.LimitExceeded
            },
            { "AccountFilterInput", "account: $v", Nested(30, """{"parent": """, "}"), GraphErrorCode.LimitExceeded },
            {
                "[StringOperationFilterInput!]",
                "subject: {or: $v}",
                List(600, """{"contains": "x"}"""),
                GraphErrorCode.LimitExceeded
            },
        };

    [Theory]
    [MemberData(nameof(Oversized))]
    public async Task A_filter_that_a_variable_makes_too_large_is_refused(
        string type,
        string where,
        string value,
        string code
    ) => await world.RefusedAsync(Request(type, where, value), code);

    [Theory]
    [InlineData("[String]", "subject: {in: $v}", "\"x\"")]
    [InlineData("[ID]", "accountId: {nin: $v}", "\"QWNjb3VudDox\"")]
    public async Task A_list_that_a_variable_makes_too_long_fails_its_field(string type, string where, string item) =>
        await world.MistakenAsync(Request(type, where, List(1001, item)), GraphErrorCode.InvalidFilter);

    private static object Request(string type, string where, string value) =>
        new
        {
            query = $"query($v: {type}) {{ cases(where: {{{where}}}) {{ totalCount }} }}",
            variables = new { v = JsonElement.Parse(value) },
        };

    [Fact]
    public async Task A_list_through_too_many_relations_is_refused()
    {
        var parents = Enumerable
            .Range(1, 30)
            .Select(depth => Nested(depth, """{"parent": """, "}", """{"assignedTo": {"email": "ASC"}}"""));
        var order = JsonElement.Parse(
            $"[{string.Join(',', parents.Select(parent => $$"""{"account": {{parent}} }"""))}]"
        );
        await world.RefusedAsync(
            new
            {
                query = "query($v: [CaseSortInput!]) { cases(order: $v) { nodes { id } } }",
                variables = new { v = order },
            },
            GraphErrorCode.LimitExceeded
        );
    }

    [Theory]
    [InlineData("{ cases(where: ", "{not: ", "{}", "}", ") { totalCount } }", GraphErrorCode.SyntaxError, 300)]
    [InlineData("{ cases(where: ", "[", "{}", "]", ") { totalCount } }", GraphErrorCode.SyntaxError, 300)]
    [InlineData("", "{ a ", "{ b }", "}", "", GraphErrorCode.SyntaxError, 300)]
    [InlineData("query($v: ", "[", "Int", "]", ") { __typename }", GraphErrorCode.SyntaxError, 300)]
    [InlineData("", "{ ... ", "{ __typename }", "}", "", GraphErrorCode.LimitExceeded, 2000)]
    [InlineData("", "{", "", "", "", GraphErrorCode.LimitExceeded, 30_000)]
    [InlineData("", "#", "", "", "", GraphErrorCode.LimitExceeded, 40_000)]
    public async Task Deep_or_long_documents_are_refused(
        string start,
        string open,
        string core,
        string close,
        string end,
        string code,
        int depth
    ) => await world.RefusedAsync(new { query = start + Nested(depth, open, close, core) + end }, code);

    [Theory]
    [InlineData("search: $v")]
    [InlineData("where: {subject: {icontains: $v}}")]
    [InlineData("where: {number: {gt: 0}, description: {in: [$v, null]}}")]
    public async Task Long_and_strange_texts_find_nothing_and_break_nothing(string argument)
    {
        string[] texts =
        [
            new string('a', 900_000),
            string.Concat(Enumerable.Repeat("a ", 400_000)),
            string.Concat(Enumerable.Repeat("😀\"*()-^: ", 50_000)),
            "\"\0\u0007\u202E\uFFFF' OR 1=1 --",
            "NEAR(a b) AND NOT OR subject:*",
        ];
        foreach (var v in texts)
        {
            using var response = await world.PostAsync(
                new { query = $"query($v: String) {{ cases({argument}) {{ totalCount }} }}", variables = new { v } }
            );
            await HostileRequests.AnswersAsync(response);
        }
    }

    private static string List(int count, string item) => $"[{string.Join(',', Enumerable.Repeat(item, count))}]";

    private static string Nested(int depth, string open, string close, string core = "{}") =>
        string.Concat(Enumerable.Repeat(open, depth)) + core + string.Concat(Enumerable.Repeat(close, depth));
}
