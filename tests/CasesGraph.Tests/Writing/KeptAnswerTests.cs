using System.Security.Cryptography;
using System.Text;
using CasesGraph.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Tests.Writing;

/// <summary>What is stored for an idempotency key, and what a repetition finds.</summary>
public sealed class KeptAnswerTests(RunningServer server) : IClassFixture<RunningServer>
{
    private const string Nested =
        "mutation { createCase(input: {subject: \"Old\"}) { case { number subject changes { nodes { fields { field } } } } } }";

    [Fact]
    public async Task A_nested_answer_stays_whatever_happens_to_the_case()
    {
        var first = await server.Client.SendKeyedAsync("nested", Nested);
        await RenameAsync(first.Field().GetProperty("case").GetProperty("number").GetInt64());

        Assert.Equal(first, await server.Client.SendKeyedAsync("nested", Nested));
    }

    [Fact]
    public async Task An_answer_that_is_too_large_is_not_kept_but_made_anew_and_nothing_is_done_twice()
    {
        const string create = """
            mutation($d: String!) { createCase(input: {subject: "Old", description: $d}) {
              case { number subject a: description b: description c: description changes { totalCount } } } }
            """;
        var variables = new { d = new string('x', 100_000) };
        var first = await server.Client.SendKeyedAsync("large", create, variables);
        var number = first.Field().GetProperty("case").GetProperty("number").GetInt64();
        await RenameAsync(number);
        var cases = await server.CountCasesAsync();

        var second = (await server.Client.SendKeyedAsync("large", create, variables)).Field().GetProperty("case");

        Assert.Equal(
            (number, "New"),
            (second.GetProperty("number").GetInt64(), second.GetProperty("subject").GetString())
        );
        Assert.Equal(cases, await server.CountCasesAsync());
        Assert.Equal(0, await KeptBytesAsync("large"));
    }

    /// <summary>As it is when the process ends between the commit and the keeping of the answer.</summary>
    [Fact]
    public async Task A_repetition_that_finds_no_answer_makes_one_of_what_is_stored()
    {
        const string mutation = """
            mutation($ids: [ID!]!, $none: ID!) {
              massUpdateCases(input: {select: {ids: $ids}, set: {priority: HIGH}, errorPolicy: REJECT_FAILED_ROWS}) {
                matched changed unchanged sample { number changes { totalCount } }
                rejectedCount rejected { id reason code case { number } } changeSet { id action }
                errors { __typename ... on Error { message } } }
              updateCase(input: {id: $none, subject: " "}) {
                case { id } errors { __typename ... on Error { message } ... on ValidationError { issues { field code message } } } }
            }
            """;
        var number = await server.Client.CreateCaseAsync("Any");
        var variables = new { ids = new[] { $"{number}", "999999" }, none = "999999" };
        var first = await server.Client.SendKeyedAsync("lost", mutation, variables);
        await using (var db = server.Database.CreateDb())
        {
            byte[] empty = [];
            await db
                .IdempotentAnswers.Where(answer => answer.Key == "lost")
                .ExecuteUpdateAsync(set => set.SetProperty(answer => answer.Answer, empty));
        }
        var sets = await server.Database.CountChangeSetsAsync();

        var second = await server.Client.SendKeyedAsync("lost", mutation, variables);

        Assert.Contains("\"changed\":1", first.Body, StringComparison.Ordinal);
        Assert.Contains("\"rejectedCount\":1", first.Body, StringComparison.Ordinal);
        Assert.Contains("\"issues\":[{", first.Body, StringComparison.Ordinal);
        Assert.Equal(first, second);
        Assert.Equal(sets, await server.Database.CountChangeSetsAsync());
        Assert.NotEqual(0, await KeptBytesAsync("lost"));
    }

    [Fact]
    public async Task Equal_calls_at_once_have_one_nested_answer()
    {
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(_ => server.Client.SendKeyedAsync("at-once", Nested))
        );

        Assert.Single(answers.Distinct());
        answers[0].Field();
    }

    [Fact]
    public async Task A_row_of_an_earlier_version_answers_as_it_did()
    {
        const string create = "mutation { createCase(input: {subject: \"Any\"}) { case { number } } }";
        var first = await server.Client.SendKeyedAsync("earlier", create);
        await using (var db = server.Database.CreateDb())
        {
            var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{create}\0\0"));
            await db
                .IdempotentAnswers.Where(answer => answer.Key == "earlier")
                .ExecuteUpdateAsync(set =>
                    set.SetProperty(answer => answer.Outcome, answer => null)
                        .SetProperty(answer => answer.BodyHash, hash)
                );
        }

        Assert.Equal(first, await server.Client.SendKeyedAsync("earlier", create));
    }

    private async Task RenameAsync(long number) =>
        await server.QueryAsync(
            $$"""mutation { updateCase(input: {id: {{number}}, subject: "New"}) { case { id } } }"""
        );

    private async Task<int> KeptBytesAsync(string key)
    {
        await using var db = server.Database.CreateDb();
        return (await db.IdempotentAnswers.Where(answer => answer.Key == key).ToListAsync()).Sum(row =>
            row.Answer.Length
        );
    }
}
