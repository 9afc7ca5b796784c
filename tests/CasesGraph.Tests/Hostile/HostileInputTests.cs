using System.Net.Http.Json;
using System.Text.Json;
using CasesGraph.Graph;
using CasesGraph.Model;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Hostile;

/// <summary>What no client should send: each is refused with its code, and the server goes on.</summary>
public sealed class HostileInputTests(SmallWorld world) : IClassFixture<SmallWorld>
{
    [Theory]
    [InlineData("", GraphErrorCode.BadRequest)]
    [InlineData(" \n,", GraphErrorCode.UnknownOperation)]
    [InlineData("# nothing", GraphErrorCode.UnknownOperation)]
    [InlineData("fragment f on Query { __typename }", GraphErrorCode.UnknownOperation)]
    [InlineData("type A { a: Int }", GraphErrorCode.UnknownOperation)]
    [InlineData("query A { __typename } query A { __typename }", GraphErrorCode.UnknownOperation)]
    [InlineData("{ __typename", GraphErrorCode.SyntaxError)]
    [InlineData("\r\r\n Q", GraphErrorCode.SyntaxError)]
    [InlineData("{ a \r \"", GraphErrorCode.SyntaxError)]
    [InlineData("{ cases(search: \"\\x\") { totalCount } }", GraphErrorCode.SyntaxError)]
    [InlineData("{ cases(search: \"\\uZZZZ\") { totalCount } }", GraphErrorCode.SyntaxError)]
    [InlineData("{ __typename \u0000 }", GraphErrorCode.SyntaxError)]
    [InlineData("{ nothing }", GraphErrorCode.ValidationFailed)]
    [InlineData("mutation { nothing }", GraphErrorCode.ValidationFailed)]
    [InlineData("subscription { nothing }", GraphErrorCode.ValidationFailed)]
    [InlineData("{ cases { nothing } }", GraphErrorCode.ValidationFailed)]
    [InlineData("{ cases(nothing: 1) { totalCount } }", GraphErrorCode.ValidationFailed)]
    [InlineData("{ cases }", GraphErrorCode.ValidationFailed)]
    [InlineData("{ __typename { a } }", GraphErrorCode.ValidationFailed)]
    [InlineData("{ ...f } fragment f on Query { ...f }", GraphErrorCode.ValidationFailed)]
    [InlineData("{ ...f } fragment f on Query { ...g } fragment g on Query { ...f }", GraphErrorCode.ValidationFailed)]
    [InlineData("{ __typename } fragment f on Query { __typename }", GraphErrorCode.ValidationFailed)]
    [InlineData("{ ...missing }", GraphErrorCode.ValidationFailed)]
    [InlineData("{ caseById(id: $id) { id } }", GraphErrorCode.ValidationFailed)]
    [InlineData("query($a: Int) { __typename }", GraphErrorCode.ValidationFailed)]
    [InlineData("query($a: Nothing) { cases(first: $a) { totalCount } }", GraphErrorCode.ValidationFailed)]
    [InlineData("query($a: Case = 5) { cases(first: $a) { totalCount } }", GraphErrorCode.ValidationFailed)]
    [InlineData("query($a: [UpdateAuthor!]! = {}, $a: Int) { __typename }", GraphErrorCode.ValidationFailed)]
    [InlineData("query @skip(if: true) { __typename }", GraphErrorCode.ValidationFailed)]
    [InlineData("{ __typename @nothing }", GraphErrorCode.ValidationFailed)]
    [InlineData("{ __typename @skip }", GraphErrorCode.ValidationFailed)]
    [InlineData("{ a: __typename a: me { id } }", GraphErrorCode.ValidationFailed)]
    [InlineData("{ cases(first: 2147483648) { totalCount } }", GraphErrorCode.ValidationFailed)]
    [InlineData("{ cases(first: 1.0) { totalCount } }", GraphErrorCode.ValidationFailed)]
    [InlineData("{ cases(first: 1e400) { totalCount } }", GraphErrorCode.ValidationFailed)]
    [InlineData("{ cases(first: \"1\") { totalCount } }", GraphErrorCode.ValidationFailed)]
    [InlineData(
        "{ cases(where: {number: {eq: 9223372036854775808}}) { totalCount } }",
        GraphErrorCode.ValidationFailed
    )]
    [InlineData("{ cases(where: {status: {eq: NOTHING}}) { totalCount } }", GraphErrorCode.ValidationFailed)]
    [InlineData("{ cases(where: {status: {eq: \"NEW\"}}) { totalCount } }", GraphErrorCode.ValidationFailed)]
    [InlineData("{ cases(where: {createdAt: {eq: \"yesterday\"}}) { totalCount } }", GraphErrorCode.ValidationFailed)]
    [InlineData(
        "{ cases(where: {createdAt: {eq: \"9999-12-31T23:59:59-14:00\"}}) { totalCount } }",
        GraphErrorCode.ValidationFailed
    )]
    [InlineData(
        "{ cases(where: {createdAt: {within: {from: \"P99999999999D\"}}}) { totalCount } }",
        GraphErrorCode.ValidationFailed
    )]
    [InlineData(
        "{ cases(where: {createdAt: {within: {from: \"P1D\", timeZone: \"../etc\"}}}) { totalCount } }",
        GraphErrorCode.InvalidFilter
    )]
    [InlineData("{ cases(where: {number: {gt: null}}) { totalCount } }", GraphErrorCode.InvalidFilter)]
    [InlineData("{ cases(includeDeleted: null) { totalCount } }", GraphErrorCode.ValidationFailed)]
    [InlineData("{ caseById(id: null) { id } }", GraphErrorCode.ValidationFailed)]
    [InlineData("{ caseById(id: 1.5) { id } }", GraphErrorCode.ValidationFailed)]
    [InlineData("mutation { createCase(input: null) { case { id } } }", GraphErrorCode.ValidationFailed)]
    [InlineData("mutation { createCase(input: {subject: null}) { case { id } } }", GraphErrorCode.ValidationFailed)]
    [InlineData("mutation { createCase(input: {subject: 5}) { case { id } } }", GraphErrorCode.ValidationFailed)]
    [InlineData(
        "mutation { createCase(input: {subject: \"a\", nothing: 1}) { case { id } } }",
        GraphErrorCode.ValidationFailed
    )]
    [InlineData(
        "mutation { createCase(input: {subject: \"a\", contacts: [null]}) { case { id } } }",
        GraphErrorCode.ValidationFailed
    )]
    [InlineData("mutation { deleteCases(input: {select: {}}) { deleted } }", GraphErrorCode.ValidationFailed)]
    [InlineData(
        "mutation { deleteCases(input: {select: {ids: [], matching: {}}}) { deleted } }",
        GraphErrorCode.ValidationFailed
    )]
    [InlineData(
        "mutation { deleteCases(input: {select: {matching: {where: {number: {lt: null}}}}}) { deleted } }",
        GraphErrorCode.InvalidFilter
    )]
    public async Task A_document_that_cannot_run_is_refused(string query, string code) =>
        await RefusedAsync(new { query }, code);

    [Theory]
    [InlineData("String", "cases(where: {subject: {eq: $v}}) { totalCount }", "1e400")]
    [InlineData("Int", "cases(first: $v) { totalCount }", "1e400")]
    [InlineData("Int", "cases(first: $v) { totalCount }", "2147483648")]
    [InlineData("Int", "cases(first: $v) { totalCount }", "1.5")]
    [InlineData("Int", "cases(first: $v) { totalCount }", "\"1\"")]
    [InlineData("Long", "cases(where: {number: {eq: $v}}) { totalCount }", "9223372036854775808")]
    [InlineData("Long", "cases(where: {number: {eq: $v}}) { totalCount }", "0.5")]
    [InlineData("ID!", "caseById(id: $v) { id }", "null")]
    [InlineData("ID!", "caseById(id: $v) { id }", "[\"1\", \"2\"]")]
    [InlineData("ID!", "caseById(id: $v) { id }", "{}")]
    [InlineData("ID!", "caseById(id: $v) { id }", "true")]
    [InlineData("CaseStatus", "cases(where: {status: {eq: $v}}) { totalCount }", "\"new\"")]
    [InlineData("CaseStatus", "cases(where: {status: {eq: $v}}) { totalCount }", "1")]
    [InlineData("CaseFilterInput", "cases(where: $v) { totalCount }", "\"x\"")]
    [InlineData("CaseFilterInput", "cases(where: $v) { totalCount }", "{\"nothing\": 1}")]
    [InlineData("DateTime", "cases(where: {createdAt: {eq: $v}}) { totalCount }", "\"2026-02-30T00:00:00Z\"")]
    [InlineData("Boolean!", "cases(includeDeleted: $v) { totalCount }", "\"true\"")]
    public async Task A_variable_of_a_wrong_value_is_refused(string type, string field, string value) =>
        await RefusedAsync(
            new { query = $"query($v: {type}) {{ {field} }}", variables = new { v = JsonElement.Parse(value) } },
            GraphErrorCode.InvalidVariable
        );

    [Theory]
    [InlineData("node(id: $v) { id }")]
    [InlineData("nodes(ids: [$v]) { id }")]
    [InlineData("caseById(id: $v) { id }")]
    [InlineData("accountById(id: $v) { id }")]
    [InlineData("contactById(id: $v) { id }")]
    [InlineData("bugById(id: $v) { id }")]
    [InlineData("userById(id: $v) { id }")]
    [InlineData("cases(where: {id: {eq: $v}}) { totalCount }")]
    [InlineData("cases(where: {account: {parentId: {in: [$v]}}}) { totalCount }")]
    [InlineData("cases(where: {contacts: {some: {id: {neq: $v}}}}) { totalCount }")]
    [InlineData("caseChanges(where: {actorId: {eq: $v}}) { totalCount }")]
    [InlineData("caseChanges(where: {changeSetId: {nin: [$v]}}) { totalCount }")]
    public async Task A_malformed_id_is_refused_wherever_a_query_takes_one(string field)
    {
        string[] ids =
        [
            "",
            "x",
            "-1",
            "0",
            "99999999999999999999",
            "Q2FzZTow",
            "Q2FzZTox=",
            OpaqueId.Encode("Nothing", 1),
            "😀\u0000",
        ];
        foreach (var v in ids)
            await RefusedAsync(
                new { query = $"query($v: ID!) {{ {field} }}", variables = new { v } },
                GraphErrorCode.InvalidId
            );
    }

    [Theory]
    [InlineData("cases(after: $v) { totalCount }")]
    [InlineData("cases(before: $v, last: 1) { totalCount }")]
    [InlineData("cases(first: 1) { nodes { updates(after: $v) { totalCount } } }")]
    [InlineData("caseChanges(after: $v) { totalCount }")]
    [InlineData("users(after: $v, order: [{fullName: DESC}]) { totalCount }")]
    public async Task A_damaged_cursor_is_refused_wherever_one_is_taken(string field)
    {
        string[] cursors = ["", "x", "AAAA", "😀", OpaqueId.Encode("Case", 1), new string('A', 5000)];
        foreach (var v in cursors)
            await RefusedAsync(
                new { query = $"query($v: String) {{ {field} }}", variables = new { v } },
                GraphErrorCode.InvalidCursor
            );
    }

    [Fact]
    public async Task Malformed_ids_in_a_mutation_are_mistakes_of_its_input()
    {
        string[] fields = ["accountId", "assignedToId", "openedById"];
        foreach (var id in new[] { "", "x", "Q2FzZTow", "\u0000", OpaqueId.Encode("Case", 1) })
        {
            var input = fields.ToDictionary(field => field, _ => id, StringComparer.Ordinal);
            input["subject"] = "Any";
            var payload = await world.Server.Client.MutateAsync("createCase", input);
            Assert.Equal(
                [.. fields.Select(field => $"input.{field} INVALID_ID")],
                payload.Errors.Order(StringComparer.Ordinal).ToList()
            );
        }
    }

    public static TheoryData<string, string, string, string> Oversized =>
        new()
        {
            { "[String]", "subject: {in: $v}", List(1001, "\"x\""), GraphErrorCode.InvalidFilter },
            { "[ID]", "accountId: {nin: $v}", List(1001, "\"QWNjb3VudDox\""), GraphErrorCode.InvalidFilter },
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
    ) =>
        await RefusedAsync(
            new
            {
                query = $"query($v: {type}) {{ cases(where: {{{where}}}) {{ totalCount }} }}",
                variables = new { v = JsonElement.Parse(value) },
            },
            code
        );

    [Fact]
    public async Task A_list_through_too_many_relations_is_refused()
    {
        var parents = Enumerable
            .Range(1, 30)
            .Select(depth => Nested(depth, """{"parent": """, "}", """{"assignedTo": {"email": "ASC"}}"""));
        var order = JsonElement.Parse(
            $"[{string.Join(',', parents.Select(parent => $$"""{"account": {{parent}} }"""))}]"
        );
        await RefusedAsync(
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
    ) => await RefusedAsync(new { query = start + Nested(depth, open, close, core) + end }, code);

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
            using var response = await PostAsync(
                new { query = $"query($v: String) {{ cases({argument}) {{ totalCount }} }}", variables = new { v } }
            );
            await AnswersAsync(response);
        }
    }

    private async Task RefusedAsync(object request, string code)
    {
        using var response = await PostAsync(request);
        var answer = await AnswersAsync(response);
        Assert.Equal(code, answer.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString());
        Assert.Equal(400, (int)response.StatusCode);
        Assert.False(answer.TryGetProperty("data", out _));
        Assert.Equal("Query", (await world.ReadAsync("{ __typename }")).GetProperty("__typename").GetString());
    }

    private static async Task<JsonElement> AnswersAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.DoesNotContain(GraphErrorCode.InternalError, text, StringComparison.Ordinal);
        return JsonElement.Parse(text);
    }

    private async Task<HttpResponseMessage> PostAsync(object request)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, "/graphql")
        {
            Content = JsonContent.Create(request),
        };
        message.Headers.Accept.ParseAdd("application/graphql-response+json");
        return await world.Server.Client.SendAsync(message);
    }

    private static string List(int count, string item) => $"[{string.Join(',', Enumerable.Repeat(item, count))}]";

    private static string Nested(int depth, string open, string close, string core = "{}") =>
        string.Concat(Enumerable.Repeat(open, depth)) + core + string.Concat(Enumerable.Repeat(close, depth));
}
