using System.Text.Json;
using CasesGraph.Graph;
using CasesGraph.Model;
using CasesGraph.Serving;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Hostile;

/// <summary>Values that no client should send: each is refused with its code, and the server goes on.</summary>
public sealed class HostileValueTests(SmallWorld world) : IClassFixture<SmallWorld>
{
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
        await world.RefusedAsync(
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
            await world.MistakenAsync(
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
            await world.MistakenAsync(
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
}
