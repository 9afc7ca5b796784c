using System.Globalization;
using System.Text;
using System.Text.Json;
using CasesGraph.Graph;
using CasesGraph.Serving;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Hostile;

/// <summary>Documents within the limits that are made to be long to judge or to answer.</summary>
public sealed class LongDocumentTests(SmallWorld world) : IClassFixture<SmallWorld>
{
    [Fact]
    public async Task One_field_many_times_is_one_field()
    {
        var fields = string.Join(' ', Enumerable.Repeat("assignedCases(first: 1) { totalCount }", 200));

        var data = await world.ReadAsync($"{{ users(first: 1) {{ nodes {{ {fields} }} }} }}");

        Assert.Single(data.GetProperty("users").GetProperty("nodes")[0].EnumerateObject());
    }

    [Fact]
    public async Task Of_many_fields_that_cannot_be_merged_the_first_that_differs_is_told()
    {
        var fields = string.Join(
            ' ',
            Enumerable.Range(1, 200).Select(first => $"users(first: {first}) {{ totalCount }}")
        );

        var errors = await RefusedAsync($"{{ {fields} }}");

        Assert.Equal(
            "Fields with the key 'users' cannot be merged, as they have different arguments. Give one of them an alias.",
            Assert.Single(errors).GetProperty("message").GetString()
        );
    }

    [Fact]
    public async Task Fragments_that_spread_each_other_many_times_are_refused_not_looked_at_for_ever()
    {
        var document = new StringBuilder("{ ...F0 } fragment F40 on Query { cases(first: 1) { totalCount } }");
        for (var number = 0; number < 40; number++)
            document.Append(
                CultureInfo.InvariantCulture,
                $" fragment F{number} on Query {{ ...F{number + 1} cases(first: 1) {{ ...G{number} }} ...F{number + 1} }} fragment G{number} on CasesConnection {{ totalCount }}"
            );

        var error = Assert.Single(await RefusedAsync(document.ToString()));

        Assert.Equal(GraphErrorCode.LimitExceeded, error.GetProperty("extensions").GetProperty("code").GetString());
    }

    [Fact]
    public async Task Of_a_document_full_of_mistakes_the_first_hundred_are_told()
    {
        var fields = string.Join(' ', Enumerable.Range(0, 900).Select(number => $"nothing{number}"));

        Assert.Equal(100, (await RefusedAsync($"{{ {fields} }}")).Count);
    }

    [Fact]
    public async Task A_question_for_very_much_of_the_schema_is_refused()
    {
        var types = "name";
        for (var level = 0; level < 5; level++)
            types = $"interfaces {{ possibleTypes {{ {types} }} }}";

        var error = Assert.Single(await RefusedAsync($"{{ __schema {{ types {{ {types} }} }} }}"));

        Assert.Equal(GraphErrorCode.LimitExceeded, error.GetProperty("extensions").GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_question_to_the_schema_has_the_same_answer_whenever_it_is_asked()
    {
        const string Question =
            "query($of: String!) { a: __type(name: $of) { name kind } b: __type(name: \"User\") { name } }";

        foreach (var type in new[] { "Case", "Bug", "Case" })
        {
            using var response = await world.PostAsync(new { query = Question, variables = new { of = type } });
            var data = (await HostileRequests.AnswersAsync(response)).GetProperty("data");

            Assert.Equal(type, data.GetProperty("a").GetProperty("name").GetString());
            Assert.Equal("OBJECT", data.GetProperty("a").GetProperty("kind").GetString());
            Assert.Equal("User", data.GetProperty("b").GetProperty("name").GetString());
        }
    }

    private async Task<IReadOnlyList<JsonElement>> RefusedAsync(string query)
    {
        using var response = await world.PostAsync(new { query });
        var answer = await HostileRequests.AnswersAsync(response);
        Assert.Equal(400, (int)response.StatusCode);
        Assert.False(answer.TryGetProperty("data", out _));
        return [.. answer.GetProperty("errors").EnumerateArray()];
    }
}
