using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Merge;

namespace CasesGraph.Tests.Revert;

/// <summary>revertChangeSet of merges and unmerges from the outside.</summary>
public sealed class RevertedMergeTests(MergeWorld world) : IClassFixture<MergeWorld>
{
    [Fact]
    public async Task A_merge_is_undone_and_done_again()
    {
        var primary = await world.NewAsync();
        var one = await world.NewAsync(
            """type: USER, status: CLOSED, externalReference: "RM-1", contacts: [{contactId: "@contact", role: PRIMARY}]"""
        );
        var two = await world.NewAsync("""bugIds: ["@bug"]""");
        await world.SayAsync(one, "Hello");
        var before = (await world.StateAsync(primary), await world.StateAsync(one), await world.StateAsync(two));
        var merge = await world.MergeAsync(
            primary,
            [one, two],
            $$"""
            choices: [{field: TYPE, fromCaseId: {{one}} }, {field: EXTERNAL_REFERENCE, fromCaseId: {{one}} }]
            """
        );
        var after = await world.StateAsync(primary);

        var undone = await world.RevertAsync(merge);
        Assert.Equal(3, undone.Object("reverted").GetInt32());
        Assert.Equal(
            before,
            (await world.StateAsync(primary), await world.StateAsync(one), await world.StateAsync(two))
        );
        Assert.StartsWith("UNMERGED", (await world.LastChangeAsync(one)).Line, StringComparison.Ordinal);

        // What was said meanwhile moves too.
        await world.SayAsync(two, "Meanwhile");
        var again = await world.RevertAsync(undone);
        Assert.Equal(["Hello", "Meanwhile"], MergeWorld.Texts(await world.CaseAsync(primary)));
        Assert.Equal(primary, (await world.CaseAsync(two)).GetProperty("mergedInto").GetProperty("number").GetInt64());
        Assert.Equal("RM-1", (await world.CaseAsync(primary)).GetProperty("externalReference").GetString());
        Assert.Equal(WithoutMessages(after), WithoutMessages(await world.StateAsync(primary)));

        await world.RevertAsync(again);
        Assert.Equal(before.Item1, await world.StateAsync(primary));
        Assert.Equal(before.Item2, await world.StateAsync(one));
    }

    [Fact]
    public async Task An_unmerge_is_undone_by_merging_again()
    {
        var (primary, one) = (await world.NewAsync(), await world.NewAsync("""type: USER, bugIds: ["@bug"]"""));
        await world.MergeAsync(primary, [one], $$"""choices: [{field: TYPE, fromCaseId: {{one}} }]""");
        var merged = await world.StateAsync(primary);
        var unmerge = await world.UnmergeAsync(one);

        var undone = await world.RevertAsync(unmerge);

        Assert.Equal(2, undone.Object("reverted").GetInt32());
        Assert.Equal(merged, await world.StateAsync(primary));
        Assert.Equal(primary, (await world.CaseAsync(one)).GetProperty("mergedInto").GetProperty("number").GetInt64());
    }

    [Fact]
    public async Task A_part_of_a_merge_that_was_undone_since_is_left_and_listed()
    {
        var (primary, one, two) = (await world.NewAsync(), await world.NewAsync("type: USER"), await world.NewAsync());
        var merge = await world.MergeAsync(primary, [one, two], $$"""choices: [{field: TYPE, fromCaseId: {{one}} }]""");
        var unmerge = await world.UnmergeAsync(two);
        var edit = await world.RunAsync("updateCase", $$"""{id: {{primary}}, type: PRODUCT}""");

        var undone = await world.RevertAsync(merge);

        var skipped = undone
            .Object("skipped")
            .EnumerateArray()
            .ToDictionary(skip => skip.GetProperty("field").GetString()!, StringComparer.Ordinal);
        Assert.Equal(["mergedInto", "type"], skipped.Keys.Order(StringComparer.Ordinal).ToList());
        Assert.Equal(two, Payload.NumberOf(skipped["mergedInto"]));
        Assert.Equal(SetOf(unmerge), skipped["mergedInto"].GetProperty("because").GetProperty("id").GetString());
        Assert.Equal(SetOf(edit), skipped["type"].GetProperty("because").GetProperty("id").GetString());
        Assert.Equal("PRODUCT", (await world.CaseAsync(primary)).GetProperty("type").GetString());
        Assert.Null((await world.CaseAsync(one)).GetProperty("deletedAt").GetString());
    }

    private static string SetOf(Payload payload) => payload.Object("changeSet").GetProperty("id").GetString()!;

    /// <summary>The lines but for the conversation and what follows from it.</summary>
    private static string WithoutMessages(string state)
    {
        string[] without = ["updates", .. Mutating.MessageFields.Split(' ')];
        return string.Join('\n', state.Split('\n').Where(line => !without.Contains(line.Split('"')[1])));
    }
}
