using System.Text.Json;
using CasesGraph.Graph;
using CasesGraph.Serving;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Query.Requests;

namespace CasesGraph.Tests.Http;

/// <summary>What somebody is told whose words do not fit the schema.</summary>
public sealed class MistakeMessageTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Theory]
    [InlineData("{cases(where:{status:CLOSED}){totalCount}}", 22, "{ eq: CLOSED }")]
    [InlineData("{cases(where:{number:5}){totalCount}}", 22, "{ eq: 5 }")]
    [InlineData("{cases(where:{subject:\"x\"}){totalCount}}", 23, "{ eq: \"x\" }")]
    [InlineData("{cases(where:{statos:{eq:CLOSED}}){totalCount}}", 15, "Did you mean status?")]
    [InlineData("{cases(where:{status:{eq:CLOSD}}){totalCount}}", 26, "Did you mean CLOSED?")]
    [InlineData("{cases(where:{status:{in:[CLOSED,5]}}){totalCount}}", 34, "'where.status.in[1]' has no value 5.")]
    [InlineData("{cases(where:{number:{eq:\"5\"}}){totalCount}}", 26, "takes 'Long', not \"5\"")]
    [InlineData("{cases(order:\"createdAt\"){totalCount}}", 14, "'order' takes an object, CaseSortInput.")]
    [InlineData("{cases(order:{createdAt:DES}){totalCount}}", 25, "Did you mean DESC?")]
    [InlineData("{cases(order:{createdAt:DSC}){totalCount}}", 25, "Did you mean DESC?")]
    [InlineData("mutation{createCase(input:{}){case{id}}}", 27, "must have the field 'subject'")]
    public async Task A_value_that_does_not_fit_is_told_where_it_is_and_what_would(
        string query,
        int column,
        string told
    )
    {
        var error = Only(await server.QueryAsync(query));
        Assert.Contains(told, error.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(column, error.GetProperty("locations")[0].GetProperty("column").GetInt32());
    }

    [Theory]
    [InlineData("""{ "status": "CLOSED" }""", "'$where.status'", "{ eq: … }")]
    [InlineData("""{ "status": { "eq": "CLOSD" } }""", "'$where.status.eq'", "Did you mean CLOSED?")]
    [InlineData("""{ "and": [{ "statos": 1 }] }""", "'$where.and[0]'", "Did you mean status?")]
    [InlineData("""{ "number": { "eq": "x" } }""", "'$where.number.eq'", "'Long'")]
    public async Task In_variables_the_message_names_the_path(string where, string path, string told)
    {
        var answer = await AskAsync(
            """{ "query": "query($where:CaseFilterInput){cases(where:$where){totalCount}}", "variables": { "where": """
                + where
                + " } }"
        );
        var message = Only(answer).GetProperty("message").GetString();
        Assert.Contains(path, message, StringComparison.Ordinal);
        Assert.Contains(told, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{case(id:\"1\"){id}}", "'caseById'")]
    [InlineData("{account(id:\"1\"){id}}", "'accountById'")]
    [InlineData("{cases{items{id}}}", "'nodes'")]
    [InlineData("{cases(take:5){totalCount}}", "'first'")]
    [InlineData("{cases(skip:5){totalCount}}", "'after'")]
    [InlineData("{cases(orderBy:{}){totalCount}}", "'order'")]
    [InlineData("{cases(filter:{}){totalCount}}", "'where'")]
    public async Task Habits_of_other_APIs_are_answered_by_the_name_that_it_has_here(string query, string told) =>
        Assert.Contains(
            told,
            Only(await server.QueryAsync(query)).GetProperty("message").GetString(),
            StringComparison.Ordinal
        );

    [Fact]
    public async Task A_hint_is_a_sentence_behind_the_message() =>
        Assert.EndsWith(
            "? One by its id is 'caseById'.",
            Only(await server.QueryAsync("{case(id:\"1\"){id}}")).GetProperty("message").GetString(),
            StringComparison.Ordinal
        );

    [Fact]
    public async Task Every_value_and_field_that_a_filter_of_cases_takes_is_suggested_for_a_letter_too_many()
    {
        var shape = await ApiShape.ReadAsync(server);
        foreach (var (name, type) in shape["CaseFilterInput"].InputFields)
        {
            Assert.Contains(
                $"Did you mean {name}?",
                Only(await server.QueryAsync($"{{cases(where:{{{name}x:null}}){{totalCount}}}}"))
                    .GetProperty("message")
                    .GetString(),
                StringComparison.Ordinal
            );
            if (shape.Find(type.Named)?.InputFields.GetValueOrDefault("eq")?.Named is not { } operand)
                continue;
            foreach (var value in shape.Find(operand)?.EnumValues ?? [])
                Assert.Contains(
                    $"Did you mean {value}?",
                    Only(await server.QueryAsync($"{{cases(where:{{{name}:{{eq:{value}X}}}}){{totalCount}}}}"))
                        .GetProperty("message")
                        .GetString(),
                    StringComparison.Ordinal
                );
        }
    }

    [Fact]
    public async Task A_document_that_is_too_deep_is_told_how_deep_it_may_be()
    {
        var query = string.Concat(Enumerable.Repeat("{cases{nodes{account", 5)) + "{id}" + new string('}', 15);
        Assert.Equal(
            "The document nests objects 16 deep or deeper; the limit is 15.",
            Only(await server.QueryAsync(query)).GetProperty("message").GetString()
        );
    }

    [Fact]
    public async Task A_reference_to_nothing_says_of_which_kind_it_is()
    {
        var answer = await server.QueryAsync(
            "mutation{createCase(input:{subject:\"x\",accountId:\"QWNjb3VudDo5OTk5OTk5\"}){errors{... on Error{message}}}}"
        );
        Assert.Equal(
            "The account that this id names does not exist or has been deleted.",
            answer
                .GetProperty("data")
                .GetProperty("createCase")
                .GetProperty("errors")[0]
                .GetProperty("message")
                .GetString()
        );
    }

    [Fact]
    public async Task A_selection_of_another_size_says_what_it_holds_and_what_was_expected()
    {
        var answer = await server.QueryAsync(
            "mutation{deleteCases(input:{select:{ids:[\"999999999\"]},expectedCount:2}){errors{... on Error{message}}}}"
        );
        Assert.Equal(
            "The selection holds 0 objects; 2 objects were expected.",
            answer
                .GetProperty("data")
                .GetProperty("deleteCases")
                .GetProperty("errors")[0]
                .GetProperty("message")
                .GetString()
        );
    }

    private async Task<JsonElement> AskAsync(string body)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var response = await server.Client.PostAsync(new Uri("/graphql", UriKind.Relative), content);
        return JsonElement.Parse(await response.Content.ReadAsStringAsync());
    }

    private static JsonElement Only(JsonElement answer) => Assert.Single(answer.GetProperty("errors").EnumerateArray());
}
