using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Merge;

namespace CasesGraph.Tests.Revert;

/// <summary>Undoing puts back the times that the log kept, and computes none.</summary>
public sealed class KeptTimesTests(MergeWorld world) : IClassFixture<MergeWorld>
{
    [Theory]
    [InlineData("updateCase")]
    [InlineData("massUpdateCases")]
    public async Task A_case_is_closed_since_it_was_however_often_reopening_is_undone(string mutation)
    {
        var number = await world.NewAsync();
        await SetAsync(mutation, number, "CLOSED");
        var closed = await ClosedAtAsync(number);
        Assert.NotNull(closed);
        for (var again = 0; again < 3; again++)
        {
            var reopened = await SetAsync(mutation, number, again == 2 ? "PENDING_INPUT" : "NEW");
            Assert.Null(await ClosedAtAsync(number));
            var undone = await world.RevertAsync(reopened);
            Assert.Equal(closed, await ClosedAtAsync(number));
            await world.RevertAsync(undone);
            Assert.Null(await ClosedAtAsync(number));
            await world.RevertAsync(reopened);
            Assert.Equal(closed, await ClosedAtAsync(number));
        }
    }

    [Fact]
    public async Task A_case_that_was_created_closed_or_woken_by_a_message_is_closed_since_it_was()
    {
        var number = await world.NewAsync("status: REJECTED");
        var closed = await ClosedAtAsync(number);
        var other = await SetAsync("updateCase", number, "CLOSED");
        await world.RevertAsync(other);
        Assert.Equal(closed, await ClosedAtAsync(number));
        var reopened = await SetAsync("updateCase", number, "ASSIGNED");
        await world.RevertAsync(reopened);
        await world.RunAsync("deleteCases", $$"""{select: {ids: [{{number}}]} }""");
        await world.RunAsync("restoreCases", $$"""{select: {ids: [{{number}}]} }""");
        Assert.Equal(closed, await ClosedAtAsync(number));
    }

    [Fact]
    public async Task Merging_and_undoing_it_leave_each_case_closed_since_it_was()
    {
        var (primary, one) = (await world.NewAsync(), await world.NewAsync());
        await SetAsync("updateCase", primary, "CLOSED");
        await world.RevertAsync(await SetAsync("updateCase", primary, "NEW"));
        await SetAsync("updateCase", one, "REJECTED");
        await world.RevertAsync(await SetAsync("updateCase", one, "NEW"));
        var before = (await ClosedAtAsync(primary), await ClosedAtAsync(one));
        var other = await world.NewAsync();
        string[] takers = ["", $$"""choices: [{field: STATUS, fromCaseId: {{one}} }]"""];
        foreach (var choices in takers)
        {
            var merge = await world.MergeAsync(primary, [one], choices);
            var undone = await world.RevertAsync(merge);
            Assert.Equal(before, (await ClosedAtAsync(primary), await ClosedAtAsync(one)));
            await world.RevertAsync(undone);
            Assert.Equal(before.Item2, await ClosedAtAsync(one));
            await world.UnmergeAsync(one);
            Assert.Equal(before, (await ClosedAtAsync(primary), await ClosedAtAsync(one)));
        }
        // An open case's status, given and taken back.
        await world.MergeAsync(primary, [other], $$"""choices: [{field: STATUS, fromCaseId: {{other}} }]""");
        Assert.Null(await ClosedAtAsync(primary));
        await world.UnmergeAsync(other);
        Assert.Equal(before.Item1, await ClosedAtAsync(primary));
    }

    [Fact]
    public async Task A_case_that_is_merged_again_has_the_first_response_that_it_had()
    {
        var (root, middle, answered) = (await world.NewAsync(), await world.NewAsync(), await world.NewAsync());
        await world.SayAsync(answered, "To the customer");
        await world.MergeAsync(middle, [answered]);
        await world.MergeAsync(root, [middle]);
        await world.UnmergeAsync(answered);
        var before = await world.StateAsync(middle);

        var unmerged = await world.UnmergeAsync(middle);
        await world.RevertAsync(unmerged);

        Assert.Equal(before, await world.StateAsync(middle));
    }

    [Fact]
    public async Task Kept_times_are_no_fields_of_a_change()
    {
        var number = await world.NewAsync();
        await SetAsync("updateCase", number, "CLOSED");
        var (line, _) = await world.LastChangeAsync(number);
        Assert.Equal("UPDATED 2: STATUS NEW>CLOSED", line);
        await world.Server.Client.ChangeCursorAsync();
        var counted = await world.ReadAsync(
            $$"""{ caseChanges(where: {caseNumber: {eq: {{number}} } }) { totalCount } }"""
        );
        Assert.Equal(2, counted.GetProperty("caseChanges").GetProperty("totalCount").GetInt32());
    }

    private Task<Payload> SetAsync(string mutation, long number, string status) =>
        mutation is "updateCase"
            ? world.RunAsync(mutation, $$"""{id: {{number}}, status: {{status}} }""")
            : world.RunAsync(mutation, $$"""{select: {ids: [{{number}}]}, set: {status: {{status}} } }""");

    private async Task<string?> ClosedAtAsync(long number) =>
        (await world.CaseAsync(number)).GetProperty("closedAt").GetString();
}
