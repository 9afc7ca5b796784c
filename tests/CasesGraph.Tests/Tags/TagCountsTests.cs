using System.Text.Json;
using CasesGraph.Data.Tallies;
using CasesGraph.Tags;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Query;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Tests.Tags;

/// <summary>How many cases each tag has is kept, and is what counting them says.</summary>
public sealed class TagCountsTests(SmallWorld world) : IClassFixture<SmallWorld>
{
    private const string Groups = "caseGroups(by: [{field: TAG}], order: KEY) { groups { count keys { value text } } }";

    [Fact]
    public async Task Cases_are_counted_by_tag_without_reading_them_whatever_is_done_to_them()
    {
        var (one, other) = (await NewAsync("\"counted\", \"both\""), await NewAsync("\"both\""));
        await AssertAsync("both 2", "counted 1");
        var either = await world.ReadAsync(
            "{ cases(where: {tags: {some: {name: {in: [\"both\", \"counted\"]}}}, state: {eq: OPEN}}) { totalCount } }"
        );
        Assert.Equal(2, either.GetProperty("cases").GetProperty("totalCount").GetInt32());
        await world.RunAsync("updateCase", $$"""{id: {{one}}, addTags: ["added"], removeTags: ["both"]}""");
        await world.RunAsync("updateCase", $$"""{id: {{other}}, status: CLOSED}""");
        await AssertAsync("added 1", "both 1", "counted 1");
        await world.RunAsync("deleteCases", $$"""{select: {ids: [{{one}}]} }""");
        await AssertAsync("both 1");
        await world.RunAsync("restoreCases", $$"""{select: {ids: [{{one}}]} }""");
        await AssertAsync("added 1", "both 1", "counted 1");
        await world.RunAsync("deleteCases", $$"""{select: {ids: [{{one}}, {{other}}]} }""");

        using var statements = new TracedStatements();
        await world.ReadAsync($"{{ {Groups} }}");
        Assert.Contains(statements.Texts, text => text.Contains("\"CaseTagTally\"", StringComparison.Ordinal));
        Assert.DoesNotContain(statements.Texts, text => text.Contains("\"Case\"", StringComparison.Ordinal));
    }

    /// <summary>As long as a job takes it from its cases, which may have no other.</summary>
    [Fact]
    public async Task A_case_whose_tags_are_deleted_counts_as_one_without()
    {
        var number = await NewAsync("\"going\"");
        await NewAsync("\"going\", \"staying\"");
        await SetDeletedAsync("going", DateTime.UnixEpoch);
        await AssertAsync("staying 1");
        await SetDeletedAsync("going", at: null);
        await world.RunAsync("deleteCases", $$"""{select: {ids: [{{number}}]} }""");
        await AssertAsync("going 1", "staying 1");
        await world.RunAsync("deleteCases", $$"""{select: {ids: [{{number + 1}}]} }""");
    }

    /// <summary>Whoever reads what is kept of somebody reads all of it.</summary>
    [SqliteFact]
    public async Task What_counts_no_case_any_more_is_no_row()
    {
        var number = await NewAsync("\"alone\"");
        await world.RunAsync("updateCase", $$"""{id: {{number}}, status: CLOSED, priority: HIGH, addTags: ["more"]}""");
        await world.RunAsync("deleteCases", $$"""{select: {ids: [{{number}}]} }""");
        await using var db = world.Server.Database.CreateDb();
        foreach (var tally in Tally.All)
        {
            var sql = $"SELECT COUNT(*) AS Value FROM \"{tally.Table}\" WHERE \"Count\" = 0";
            var empty = await db.Database.SqlQueryRaw<int>(sql).SingleAsync();
            Assert.True(empty == 0, tally.Table);
        }
    }

    private async Task AssertAsync(params string[] tagged)
    {
        var read = await world.ReadAsync($"{{ {Groups} }}");
        string[] counted =
        [
            .. read.GetProperty("caseGroups")
                .GetProperty("groups")
                .EnumerateArray()
                .Where(group => group.GetProperty("keys")[0].GetProperty("value").ValueKind is JsonValueKind.String)
                .Select(group => $"{group.GetProperty("keys")[0].GetProperty("text")} {group.GetProperty("count")}"),
        ];
        Assert.Equal(tagged, counted);
        await KeptCounts.AssertAsync(world);
    }

    private async Task<long> NewAsync(string tags)
    {
        var created = await world.RunAsync("createCase", $$"""{subject: "Tagged", tags: [{{tags}}]}""");
        return created.Object("case").GetProperty("number").GetInt64();
    }

    private async Task SetDeletedAsync(string name, DateTime? at)
    {
        await using var db = world.Server.Database.CreateDb();
        await db.Set<Tag>()
            .Where(tag => tag.Name == name)
            .ExecuteUpdateAsync(set => set.SetProperty(tag => tag.DeletedAt, at));
    }
}
