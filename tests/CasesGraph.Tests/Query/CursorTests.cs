using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CasesGraph.Tests.Query;

/// <summary>What pages and cursors are refused, and how; all of it before anything is read.</summary>
public sealed class CursorTests(SampleServer sample) : IClassFixture<SampleServer>
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=+/ \n";

    [Theory]
    [InlineData("first: -1")]
    [InlineData("last: -1")]
    [InlineData("first: 101")]
    [InlineData("last: 101")]
    [InlineData("first: 2147483647")]
    [InlineData("first: 1, last: 1")]
    public Task A_page_size_that_cannot_be_fails_the_field(string page) =>
        AssertFailsAsync($"{{ cases({page}) {{ totalCount }} }}", "INVALID_PAGE_SIZE");

    [Theory]
    [InlineData("first: -1")]
    [InlineData("first: 1, last: 1")]
    public Task Below_an_object_too(string page) =>
        AssertFailsAsync($"{{ cases {{ nodes {{ bugs({page}) {{ totalCount }} }} }} }}", "INVALID_PAGE_SIZE");

    [Fact]
    public async Task Of_a_cursor_no_character_can_be_changed()
    {
        var cursor = await CursorAsync("cases(first: 1, order: [{subject: ASC}, {type: DESC}]");
        var damaged = Enumerable
            .Range(0, cursor.Length)
            .SelectMany(at =>
                Alphabet
                    .Where(letter => letter != cursor[at])
                    .Select(letter => cursor[..at] + letter + cursor[(at + 1)..])
            )
            .Concat([cursor[..^1], cursor + "A", cursor + "=", " " + cursor, "", new string('A', 9000)])
            .ToList();

        // Ten a request, by alias: one refusal refuses the whole request, so the errors are asked for one by one.
        foreach (var text in damaged.Where((_, index) => index % Every == 0))
            Assert.Equal(
                "INVALID_CURSOR",
                await CodeAsync("cases(first: 1, order: [{subject: ASC}, {type: DESC}]", text)
            );
        Assert.Null(await CodeAsync("cases(first: 1, order: [{subject: ASC}, {type: DESC}]", cursor));
    }

    /// <summary>All of them take a few seconds; the usual run takes a part, a raised one all.</summary>
    private static int Every => Requests.Iterations.Of(1) > 1 ? 1 : 7;

    [Theory]
    [InlineData("cases(first: 3, where: {subject: {neq: \"x\"}}", null)]
    [InlineData("cases(last: 3, where: {subject: {neq: \"x\"}}", null)]
    [InlineData("cases(first: 1, where: {subject: {neq: \"y\"}}", "INVALID_CURSOR")]
    [InlineData("cases(first: 1, where: {subject: {nin: [\"x\"]}}", "INVALID_CURSOR")]
    [InlineData("cases(first: 1", "INVALID_CURSOR")]
    [InlineData("cases(first: 1, where: {subject: {neq: \"x\"}}, order: {subject: ASC}", "INVALID_CURSOR")]
    [InlineData("cases(first: 1, where: {subject: {neq: \"x\"}}, search: \"a\"", "INVALID_CURSOR")]
    [InlineData("cases(first: 1, where: {subject: {neq: \"x\"}}, includeDeleted: true", "INVALID_CURSOR")]
    [InlineData("bugs(first: 1, where: {subject: {neq: \"x\"}}", "INVALID_CURSOR")]
    public async Task A_cursor_is_good_in_its_own_list_whatever_the_page_size(string list, string? code)
    {
        var cursor = await CursorAsync("cases(first: 1, where: {subject: {neq: \"x\"}}");
        Assert.Equal(code, await CodeAsync(list, cursor));
    }

    [Fact]
    public async Task A_cursor_below_one_owner_is_good_below_another()
    {
        var data = await sample.DataAsync(
            "{ cases(first: 100, where: {contacts: {any: true}}) { nodes { number contacts(first: 1) { pageInfo { endCursor } } } } }"
        );
        var cursor = data.GetProperty("cases")
            .GetProperty("nodes")[0]
            .GetProperty("contacts")
            .GetProperty("pageInfo")
            .GetProperty("endCursor")
            .GetString();
        await sample.DataAsync(
            "query($c: String) { cases(first: 3) { nodes { contacts(after: $c) { nodes { id } } } } }",
            new JsonObject { ["c"] = cursor }
        );
    }

    [Fact]
    public async Task A_cursor_outlives_the_moment_that_its_relative_time_was_measured_from()
    {
        const string list = "cases(first: 1, where: {createdAt: {within: {from: \"-P400D\"}}}";
        Assert.Null(await CodeAsync(list, await CursorAsync(list)));
        var other = list.Replace("400", "30", StringComparison.Ordinal);
        Assert.Equal("INVALID_CURSOR", await CodeAsync(other, await CursorAsync(list)));
    }

    [Fact]
    public async Task Cursors_of_the_log_are_good_in_all_of_its_lists_under_any_filter()
    {
        var cursor = await CursorAsync("caseChanges(first: 1, where: {kind: {eq: UPDATED}}");
        Assert.Null(await CodeAsync("caseChanges(first: 1, where: {kind: {neq: UPDATED}}", cursor));
        var data = await sample.DataAsync(
            "query($c: String) { caseChanges(first: 1, before: $c) { nodes { cursor } } cases(first: 1) { nodes { changes(after: $c) { nodes { cursor } } } } changeCursor }",
            new JsonObject { ["c"] = cursor }
        );
        Assert.Null(await CodeAsync("caseChanges(last: 1", data.GetProperty("changeCursor").GetString()!));
        Assert.Equal("INVALID_CURSOR", await CodeAsync("cases(first: 1", cursor));
    }

    private async Task<string> CursorAsync(string list)
    {
        var data = await sample.DataAsync($"{{ list: {list}) {{ pageInfo {{ endCursor }} }} }}");
        return data.GetProperty("list").GetProperty("pageInfo").GetProperty("endCursor").GetString()!;
    }

    private async Task<string?> CodeAsync(string list, string cursor)
    {
        var answer = await sample.AnswerAsync(
            $"query($c: String) {{ {list}, after: $c) {{ totalCount }} }}",
            new JsonObject { ["c"] = cursor }
        );
        return answer.TryGetProperty("errors", out var errors) ? Code(errors) : null;
    }

    private async Task AssertFailsAsync(string query, string code)
    {
        using var statements = new CountedStatements();

        var answer = await sample.AnswerAsync(query);

        Assert.Equal(code, Code(answer.GetProperty("errors")));
        Assert.Equal(JsonValueKind.Null, answer.GetProperty("data").GetProperty("cases").ValueKind);
        Assert.Equal(0, statements.Count);
    }

    private static string Code(JsonElement errors) =>
        errors[0].GetProperty("extensions").GetProperty("code").GetString()!;
}
