using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.RecordMerge;

public sealed class ReturnedReferencesTests(SmallWorld world) : IClassFixture<SmallWorld>
{
    [Fact]
    public async Task A_case_that_gets_a_merged_account_back_gets_the_one_that_goes_on()
    {
        var own = await world.NewAsync("Account", "name: \"Own\"");
        var taken = await world.NewAsync("Account", "name: \"Taken\"");
        var one = await world.NewAsync("Case", $"subject: \"One\", accountId: \"{own}\"");
        var other = await world.NewAsync("Case", $"subject: \"Other\", accountId: \"{taken}\"");
        await world.RunAsync(
            "mergeCases",
            $$"""{primaryId: "{{one}}", duplicateIds: ["{{other}}"], acrossAccounts: true, choices: [{field: ACCOUNT, fromCaseId: "{{other}}"}]}"""
        );
        await world.RunAsync(
            "mergeAccounts",
            $$"""{primaryId: "@account", duplicateIds: ["{{own}}"], acrossAccounts: true}"""
        );

        var back = await world.RunAsync("unmergeCase", $$"""{caseId: "{{other}}"}""");

        Assert.Equal(world["account"], back.Object("survivor").GetProperty("account").GetProperty("id").GetString());
        Assert.Equal(taken, back.Case.GetProperty("account").GetProperty("id").GetString());
    }
}
