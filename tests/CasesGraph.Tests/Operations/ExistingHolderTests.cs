using System.Text.Json;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Query;

namespace CasesGraph.Tests.Operations;

/// <summary>NOT_UNIQUE names the object that has the value, and how it can be had back.</summary>
public sealed class ExistingHolderTests(SmallWorld world) : IClassFixture<SmallWorld>
{
    private const string Issues = """
        errors { ... on ValidationError { issues { code message existing {
          __typename id ... on Case { number subject deletedAt } ... on User { fullName active }
        } } } }
        """;

    [Theory]
    [InlineData("", "Case {0} has this external reference already.")]
    [InlineData(
        "deleteCases",
        "Case {0} has this external reference already. It is deleted; restoreCases brings it back."
    )]
    [InlineData(
        "mergeCases",
        "Case {0} has this external reference already. It was merged into case {1}; unmergeCase brings it back."
    )]
    public async Task A_case_that_has_the_reference_is_named_and_told_how_to_be_had_back(string gone, string message)
    {
        var reference = $"holder of {gone}";
        var other = Number(await world.NewCaseAsync());
        var holder = Number(await world.NewCaseAsync($"externalReference: \"{reference}\""));
        if (gone is "deleteCases")
            await world.RunAsync(gone, $$"""{select: {ids: [{{holder}}]}, reason: "gone"}""");
        else if (gone is "mergeCases")
            await world.RunAsync(gone, $"{{primaryId: {other}, duplicateIds: [{holder}]}}");

        var given = $"externalReference: \"{reference}\"";
        foreach (
            var mutation in new[]
            {
                $"createCase(input: {{subject: \"a\", {given}}})",
                $"updateCase(input: {{id: {Number(await world.NewCaseAsync())}, {given}}})",
                $"duplicateCase(input: {{id: {Number(await world.NewCaseAsync())}, overrides: {{{given}}}}})",
            }
        )
        {
            var issue = await IssueAsync(mutation);
            Assert.Equal("NOT_UNIQUE", issue.GetProperty("code").GetString());
            Assert.Equal(
                string.Format(System.Globalization.CultureInfo.InvariantCulture, message, holder, other),
                issue.GetProperty("message").GetString()
            );
            Assert.Equal(holder, Number(issue.GetProperty("existing")));
            Assert.Equal(
                gone.Length > 0,
                issue.GetProperty("existing").GetProperty("deletedAt").ValueKind is JsonValueKind.String
            );
        }
    }

    [Fact]
    public async Task A_user_that_has_the_name_is_named()
    {
        var active = await IssueAsync("createUser(input: {userName: \"MAYA\", fullName: \"Second\"})");
        var inactive = await IssueAsync("createUser(input: {userName: \"Old\", fullName: \"Second\"})");

        Assert.Equal("Maya Reed", active.GetProperty("existing").GetProperty("fullName").GetString());
        Assert.Equal("Another user has this user name already.", active.GetProperty("message").GetString());
        Assert.False(inactive.GetProperty("existing").GetProperty("active").GetBoolean());
        Assert.Contains("not active", inactive.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_mistakes_name_no_object()
    {
        var issue = await IssueAsync("createCase(input: {subject: \"\"})");
        Assert.Equal(JsonValueKind.Null, issue.GetProperty("existing").ValueKind);
    }

    [Fact]
    public async Task Holders_are_read_by_one_statement()
    {
        await world.NewCaseAsync("externalReference: \"counted\"");
        using var without = new CountedStatements();
        await world.Server.QueryAsync(
            """mutation { createCase(input: {subject: "a", externalReference: "counted"}) { errors { __typename } } }"""
        );
        var before = without.Count;
        await IssueAsync("createCase(input: {subject: \"a\", externalReference: \"counted\"})");

        Assert.Equal((2 * before) + 1, without.Count);
    }

    private async Task<JsonElement> IssueAsync(string mutation)
    {
        var data = await world.ReadAsync($"mutation {{ {mutation} {{ {Issues} }} }}");
        var error = data.EnumerateObject().Single().Value.GetProperty("errors").EnumerateArray().Single();
        return error.GetProperty("issues").EnumerateArray().Single();
    }

    private static long Number(JsonElement of) => of.GetProperty("number").GetInt64();
}
