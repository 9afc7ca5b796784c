using CasesGraph.Access;
using CasesGraph.Revert;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Keys;

namespace CasesGraph.Tests.Revert;

/// <summary>Nobody does by undoing what they may not do otherwise.</summary>
public sealed class RevertRightsTests(SmallWorld world) : IClassFixture<SmallWorld>
{
    [Theory]
    [InlineData("updateCase", """{id: "@case", priority: HIGH}""", "CASE_EDIT")]
    [InlineData("updateCase", """{id: "@case", assignedToId: "@user"}""", "CASE_EDIT CASE_ASSIGN")]
    [InlineData("updateCase", """{id: "@case", teamId: "@otherTeam"}""", "CASE_EDIT CASE_ASSIGN")]
    [InlineData("updateCase", """{id: "@case", openedById: null}""", "CASE_EDIT ACT_FOR_CONTACT")]
    [InlineData("createCase", """{subject: "New"}""", "CASE_DELETE")]
    [InlineData("duplicateCase", """{id: "@case"}""", "CASE_DELETE")]
    [InlineData("deleteCases", """{select: {ids: ["@case"]}}""", "CASE_DELETE")]
    [InlineData("mergeCases", """{primaryId: "@case", duplicateIds: ["@case2"]}""", "CASE_MERGE")]
    [InlineData("massUpdateCases", """{select: {ids: ["@case"]}, set: {priority: HIGH}}""", "CASE_MASS_UPDATE")]
    [InlineData(
        "massUpdateCases",
        """{select: {ids: ["@case"]}, set: {assignedToId: "@user"}}""",
        "CASE_MASS_UPDATE CASE_ASSIGN"
    )]
    [InlineData("updateAccount", """{id: "@account", industry: "New"}""", "DIRECTORY_EDIT")]
    public async Task Undoing_and_doing_again_need_what_the_same_would_by_hand(
        string mutation,
        string input,
        string needed
    )
    {
        await world.NewCaseAsync();
        input = input.Replace("@case2", world["case"], StringComparison.Ordinal);
        await world.NewCaseAsync("openedById: \"@contact\"");
        var set = (await world.RunAsync(mutation, input)).Object("changeSet").GetProperty("id").GetString()!;

        var undone = await AssertNeedsAsync(set, needed);
        // Nobody writes in the name of a contact who is taken out.
        await AssertNeedsAsync(undone, needed.Replace(" ACT_FOR_CONTACT", "", StringComparison.Ordinal));
    }

    [Fact]
    public void A_job_needs_for_each_case_what_the_call_needed()
    {
        var job = new RevertJob();

        Assert.Equal([AccessAction.CaseDelete, AccessAction.CaseAssign], job.Demands("12 CaseDelete CaseAssign"));
        // Of an older version.
        Assert.Equal([AccessAction.CaseEdit], job.Demands("12"));
    }

    /// <summary>Without any of them it is refused with that one, and with them it is done; the change set of that.</summary>
    private async Task<string> AssertNeedsAsync(string set, string needed)
    {
        var actions = needed.Split(' ');
        foreach (var missing in actions)
            Assert.Equal(
                missing,
                (await RevertAsync(set, actions.Except([missing], StringComparer.Ordinal)))
                    .GetProperty("errors")[0]
                    .GetProperty("action")
                    .GetString()
            );
        var done = await RevertAsync(set, actions);
        Assert.Equal(System.Text.Json.JsonValueKind.Null, done.GetProperty("errors").ValueKind);
        return done.GetProperty("changeSet").GetProperty("id").GetString()!;
    }

    private async Task<System.Text.Json.JsonElement> RevertAsync(string set, IEnumerable<string> actions)
    {
        var scopes = string.Join(", ", ["CASE_VIEW", "DIRECTORY_VIEW", .. actions]);
        using var client = world.Server.With((await world.Server.NewKeyAsync($"scopes: [{scopes}]")).Text);
        var data = await client.AskAsync(
            $$"""
            mutation { revertChangeSet(input: {changeSetId: "{{set}}"}) {
              changeSet { id } errors { __typename ... on Error { message } ... on ForbiddenError { action } } } }
            """
        );
        return data.GetProperty("revertChangeSet");
    }
}
