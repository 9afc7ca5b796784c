using System.Text.Json;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Cases;

/// <summary>A case that is re-opened, by whatever path, does not stay with somebody who has gone.</summary>
public sealed class ReopenedCasesTests(SmallWorld world) : IClassFixture<SmallWorld>
{
    /// <summary>What closes or deletes the case while its assignee is active, and what re-opens it later; % is the change set of the first.</summary>
    [Theory]
    [InlineData("updateCase", "id: \"@case\", status: CLOSED", "updateCase", "id: \"@case\", status: PENDING_INPUT")]
    [InlineData(
        "updateCase",
        "id: \"@case\", status: CLOSED",
        "addCaseUpdate",
        "caseId: \"@case\", text: \"Still broken\", fromContactId: \"@contact\""
    )]
    [InlineData(
        "updateCase",
        "id: \"@case\", status: REJECTED",
        "addCaseUpdate",
        "caseId: \"@case\", text: \"Again\", set: { status: ASSIGNED }"
    )]
    [InlineData(
        "updateCase",
        "id: \"@case\", status: CLOSED",
        "massUpdateCases",
        "select: { ids: [\"@case\"] }, set: { status: ASSIGNED }"
    )]
    [InlineData("updateCase", "id: \"@case\", status: CLOSED", "revertChangeSet", "changeSetId: \"%\"")]
    [InlineData("deleteCases", "select: { ids: [\"@case\"] }", "restoreCases", "select: { ids: [\"@case\"] }")]
    [InlineData("deleteCases", "select: { ids: [\"@case\"] }", "revertChangeSet", "changeSetId: \"%\"")]
    [InlineData("mergeCases", "primaryId: \"@other\", duplicateIds: [\"@case\"]", "unmergeCase", "caseId: \"@case\"")]
    [InlineData(
        "mergeCases",
        "primaryId: \"@other\", duplicateIds: [\"@case\"]",
        "revertChangeSet",
        "changeSetId: \"%\""
    )]
    public async Task It_becomes_new_without_an_assignee(string first, string closing, string then, string reopening)
    {
        var other = (await world.NewCaseAsync()).GetProperty("id").GetString()!;
        await world.NewCaseAsync("assignedToId: \"@otherUser\"");
        var closed = await world.RunAsync(
            first,
            $"{{{closing.Replace("@other\"", other + "\"", StringComparison.Ordinal)}}}"
        );
        var set = closed.Object("changeSet").GetProperty("id").GetString();
        await SetActiveAsync(false);

        var done = await world.RunAsync(then, $"{{{reopening.Replace("%", set, StringComparison.Ordinal)}}}");

        await SetActiveAsync(true);
        Assert.Empty(done.Errors);
        Assert.Equal("NEW OPEN null null", await StateAsync());
        if (then is "revertChangeSet" && first is not "mergeCases")
            Assert.Equal("assignedTo", Assert.Single(done.Skipped).GetProperty("field").GetString());
    }

    [Fact]
    public async Task What_goes_from_one_closed_status_to_another_stays_with_whom_it_is()
    {
        await world.NewCaseAsync("assignedToId: \"@otherUser\", status: CLOSED");
        await SetActiveAsync(false);
        await world.RunAsync("updateCase", "{id: \"@case\", status: REJECTED}");
        await world.RunAsync("massUpdateCases", "{select: {ids: [\"@case\"]}, set: {status: DUPLICATE}}");
        await SetActiveAsync(true);

        Assert.StartsWith("DUPLICATE CLOSED {", await StateAsync(), StringComparison.Ordinal);
    }

    private async Task SetActiveAsync(bool active)
    {
        var done = await world.RunAsync("updateUser", $"{{id: \"@otherUser\", active: {(active ? "true" : "false")}}}");
        Assert.Empty(done.Errors);
    }

    private async Task<string> StateAsync()
    {
        var data = await world.ReadAsync("{ caseById(id: \"@case\") { status state assignedTo { id } deletedAt } }");
        return string.Join(
            ' ',
            data.GetProperty("caseById")
                .EnumerateObject()
                .Select(field => field.Value.ValueKind is JsonValueKind.Null ? "null" : field.Value.ToString())
        );
    }
}
