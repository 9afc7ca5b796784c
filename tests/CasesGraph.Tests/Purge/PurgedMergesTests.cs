using System.Text.Json;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Purge;

/// <summary>purgeCases where cases were merged, and the undoing of what was done to cases before.</summary>
public sealed class PurgedMergesTests(SmallWorld world) : IClassFixture<SmallWorld>
{
    [Fact]
    public async Task A_case_that_others_went_into_is_purged_only_with_them()
    {
        var (top, middle, bottom) = await ChainAsync();

        var alone = await PurgeAsync(top);
        var withoutOne = await PurgeAsync(top, middle);
        var all = await PurgeAsync(top, bottom, middle);

        Assert.Equal((0, 1), Counts(alone));
        Assert.Equal((0, 2), Counts(withoutOne));
        Assert.Equal("CONFLICT", alone.Object("rejected")[0].GetProperty("code").GetString());
        Assert.Equal((3, 0), Counts(all));
    }

    [Fact]
    public async Task A_merged_case_is_purged_alone_and_what_it_had_brought_stays()
    {
        await world.NewCaseAsync();
        var survivor = world["case"];
        await world.NewCaseAsync("""bugIds: ["@bug"]""");
        await world.RunAsync("addCaseUpdate", """{caseId: "@case", text: "Brought along"}""");
        await MergeAsync(survivor, world["case"]);

        Assert.Equal((1, 0), Counts(await PurgeAsync(world["case"])));

        var left = await world.ReadAsync(
            $$"""{ caseById(id: "{{survivor}}") { mergedFrom { id } bugs { totalCount } updates { nodes { text } } } }"""
        );
        Assert.Equal(
            """{"mergedFrom":[],"bugs":{"totalCount":1},"updates":{"nodes":[{"text":"Brought along"}]}}""",
            left.GetProperty("caseById").GetRawText()
        );
        Assert.Equal((1, 0), Counts(await PurgeAsync(survivor)));
    }

    [Fact]
    public async Task Once_those_merged_into_it_are_back_a_case_can_be_purged()
    {
        var (top, middle, bottom) = await ChainAsync();
        await world.RunAsync("unmergeCase", $$"""{caseId: "{{bottom}}"}""");

        Assert.Equal((1, 0), Counts(await PurgeAsync(middle)));
        Assert.Equal((1, 0), Counts(await PurgeAsync(top)));
        Assert.Equal((1, 0), Counts(await PurgeAsync(bottom)));
    }

    [Fact]
    public async Task Undoing_what_was_done_to_a_purged_case_leaves_it_and_says_so()
    {
        await world.NewCaseAsync();
        var left = (await world.NewCaseAsync()).GetProperty("number").GetInt64();
        var purged = world["case"];
        await world.NewCaseAsync();
        var edit = await world.RunAsync(
            "massUpdateCases",
            $$"""{select: {ids: ["{{purged}}", "@case"]}, set: {priority: LOW, accountId: "@account", addBugIds: ["@bug"]} }"""
        );
        var purge = await PurgeAsync(purged);

        var reverted = await RevertAsync(edit);
        var never = await RevertAsync(purge);

        Assert.Equal(1, reverted.Object("reverted").GetInt32());
        Assert.Equal(3, reverted.Object("skippedCount").GetInt32());
        Assert.All(
            reverted.Object("skipped").EnumerateArray(),
            skip =>
                Assert.Equal(
                    $"{left} Null The case was purged since. {Set(purge)}",
                    $"{Payload.NumberOf(skip)} {skip.GetProperty("record").ValueKind} {skip.GetProperty("reason").GetString()} {skip.GetProperty("because").GetProperty("id").GetString()}"
                )
        );
        Assert.Equal(["ChangeSetNotRevertibleError"], never.Errors);
    }

    [Theory]
    [InlineData("createCase")]
    [InlineData("mergeCases")]
    [InlineData("attachToCase")]
    public async Task Whatever_was_done_to_a_purged_case_its_undoing_does_not_fail(string done)
    {
        await world.NewCaseAsync();
        var other = world["case"];
        var created = await world.RunAsync("createCase", """{subject: "Short-lived"}""");
        var id = created.Case.GetProperty("id").GetString()!;
        var set = done switch
        {
            "createCase" => created,
            "mergeCases" => await MergeAsync(other, id),
            _ => await world.Server.Client.AttachAsync(id, ("a.txt", "a"u8.ToArray())),
        };
        await PurgeAsync(id);

        var reverted = await RevertAsync(set);

        Assert.Equal(["NothingToRevertError"], reverted.Errors);
        Assert.Contains(
            "The case was purged since.",
            reverted.Skipped.Select(skip => skip.GetProperty("reason").GetString()),
            StringComparer.Ordinal
        );
    }

    /// <summary>The last was merged into the second, and that into the first.</summary>
    private async Task<(string Top, string Middle, string Bottom)> ChainAsync()
    {
        var ids = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            await world.NewCaseAsync();
            ids.Add(world["case"]);
        }
        await MergeAsync(ids[1], ids[2]);
        await MergeAsync(ids[0], ids[1]);
        return (ids[0], ids[1], ids[2]);
    }

    private async Task<Payload> MergeAsync(string into, string duplicate)
    {
        var payload = await world.RunAsync(
            "mergeCases",
            $$"""{primaryId: "{{into}}", duplicateIds: ["{{duplicate}}"]}"""
        );
        Assert.Empty(payload.Errors);
        return payload;
    }

    private Task<Payload> PurgeAsync(params string[] ids) =>
        world.RunAsync("purgeCases", $$"""{select: {ids: {{JsonSerializer.Serialize(ids)}} } }""");

    private Task<Payload> RevertAsync(Payload of) =>
        world.RunAsync("revertChangeSet", $$"""{changeSetId: "{{Set(of)}}"}""");

    private static string Set(Payload of) => of.Object("changeSet").GetProperty("id").GetString()!;

    private static (int, int) Counts(Payload purge) =>
        (purge.Object("purged").GetInt32(), purge.Object("rejectedCount").GetInt32());
}
