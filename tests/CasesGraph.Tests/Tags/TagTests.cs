using System.Text.Json;
using CasesGraph.Cases;
using CasesGraph.Model;
using CasesGraph.Tags;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Merge;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Tests.Tags;

/// <summary>Tags are a part of a case like its contacts; what is theirs alone is that they are known by name.</summary>
public sealed class TagTests(MergeWorld world) : IClassFixture<MergeWorld>
{
    [Fact]
    public async Task A_tag_is_made_when_it_is_first_given_and_is_one_whatever_its_case_and_accents()
    {
        var one = await world.NewAsync("""tags: ["Ärger one", " ärger ONE ", "second"] """);
        await world.RunAsync("updateCase", $$"""{id: {{one}}, addTags: ["A\u0308rger one", "third"] }""");

        Assert.Equal(["second", "third", "Ärger one"], await TagsAsync(one));
        Assert.Single(await NamesAsync("where: {name: {ieq: \"ärger one\"}}"));
        Assert.Equal("UPDATED 2: TAGS >third", (await world.LastChangeAsync(one)).Item1);
    }

    [Fact]
    public async Task What_an_update_says_of_tags_is_set_added_or_removed()
    {
        var one = await world.NewAsync("""tags: ["red", "green"] """);
        await world.RunAsync("updateCase", $$"""{id: {{one}}, addTags: ["blue"], removeTags: ["RED", "none"] }""");
        Assert.Equal(["blue", "green"], await TagsAsync(one));
        await world.RunAsync("updateCase", $$"""{id: {{one}}, setTags: ["grey", "blue"] }""");
        Assert.Equal(["blue", "grey"], await TagsAsync(one));
        var same = await world.RunAsync("updateCase", $$"""{id: {{one}}, setTags: ["Blue", "GREY"] }""");
        Assert.Equal(JsonValueKind.Null, same.Data.GetProperty("changeSet").ValueKind);
        await world.RunAsync("updateCase", $$"""{id: {{one}}, setTags: [] }""");
        Assert.Empty(await TagsAsync(one));
    }

    [Theory]
    [InlineData("""tags: [" "] """, "input.tags.0 REQUIRED")]
    [InlineData("""tags: ["ok", "a\nb"] """, "input.tags.1 INVALID_CHARACTER")]
    [InlineData(
        """tags: ["12345678901234567890123456789012345678901234567890123456789012345"] """,
        "input.tags.0 TOO_LONG"
    )]
    public async Task A_name_that_cannot_be_a_tags_is_refused_by_its_place(string given, string issue)
    {
        var payload = await world.RunAsync("createCase", $$"""{subject: "S", {{given}} }""");
        Assert.Equal([issue], payload.Errors);
    }

    [Fact]
    public async Task A_case_has_50_tags_at_most()
    {
        string Names(int from, int count) =>
            string.Join(", ", Enumerable.Range(from, count).Select(number => $"\"many {number}\""));

        Assert.Equal(
            ["input.tags TOO_MANY"],
            (await world.RunAsync("createCase", $$"""{subject: "S", tags: [{{Names(0, 51)}}] }""")).Errors
        );
        var one = await world.NewAsync($"tags: [{Names(0, 50)}]");
        Assert.Equal(
            ["input.addTags TOO_MANY"],
            (await world.RunAsync("updateCase", $$"""{id: {{one}}, addTags: ["one more"] }""")).Errors
        );
        var mass = await world.RunAsync(
            "massUpdateCases",
            $$"""{select: {ids: [{{one}}]}, set: {addTags: ["one more"]} }"""
        );
        Assert.Equal("TOO_MANY", mass.Data.GetProperty("rejected")[0].GetProperty("code").GetString());
        await world.RunAsync("updateCase", $$"""{id: {{one}}, addTags: ["one more"], removeTags: ["many 7"] }""");
        await world.RunAsync("massUpdateCases", $$"""{select: {ids: [{{one}}]}, set: {setTags: ["few"]} }""");
        Assert.Equal(["few"], await TagsAsync(one));
    }

    [Fact]
    public async Task Many_cases_are_marked_at_once_and_a_dry_run_makes_no_tag()
    {
        var (one, other) = (await world.NewAsync("""tags: ["mass a"] """), await world.NewAsync());
        var select = $"select: {{ids: [{one}, {other}]}}";
        var dry = await world.RunAsync(
            "massUpdateCases",
            $$"""{ {{select}}, dryRun: true, set: {setTags: ["mass b"]} }"""
        );
        Assert.Equal(2, dry.Data.GetProperty("changed").GetInt32());
        Assert.Empty(await NamesAsync("where: {name: {eq: \"mass b\"}}"));
        await world.RunAsync(
            "massUpdateCases",
            $$"""{ {{select}}, set: {addTags: ["mass c"], removeTags: ["mass a"]} }"""
        );
        Assert.Equal("UPDATED 2: TAGS mass a> TAGS >mass c", (await world.LastChangeAsync(one)).Item1);
        Assert.Equal(["mass c"], await TagsAsync(other));
    }

    [Fact]
    public async Task A_copy_has_the_tags_unless_it_is_not_to()
    {
        var one = await world.NewAsync("""tags: ["copied"] """);
        var with = await world.RunAsync("duplicateCase", $$"""{id: {{one}} }""");
        var without = await world.RunAsync("duplicateCase", $$"""{id: {{one}}, tags: false }""");
        Assert.Equal(["copied"], await TagsAsync(with.Object("case").GetProperty("number").GetInt64()));
        Assert.Empty(await TagsAsync(without.Object("case").GetProperty("number").GetInt64()));
    }

    /// <summary>As where a tag is deleted while a case is marked with it.</summary>
    [Fact]
    public async Task A_copy_has_no_deleted_tag_and_says_nothing_of_it()
    {
        var one = await world.NewAsync("""tags: ["left behind", "stays"] """);
        await using (var db = world.Server.Database.CreateDb())
        {
            await db.Set<Tag>()
                .Where(tag => tag.Name == "left behind")
                .ExecuteUpdateAsync(set => set.SetProperty(tag => tag.DeletedAt, DateTime.UnixEpoch));
        }
        Assert.Equal(["stays"], await TagsAsync(one));

        var copy = await world.RunAsync("duplicateCase", $$"""{id: {{one}} }""");

        Assert.Equal(["stays"], await TagsAsync(copy.Object("case").GetProperty("number").GetInt64()));
        Assert.Equal(0, copy.Data.GetProperty("leftOut").GetArrayLength());
    }

    [Fact]
    public async Task Tags_come_together_in_a_merge_and_go_apart_again()
    {
        var one = await world.NewAsync("""tags: ["kept", "both"] """);
        var other = await world.NewAsync("""tags: ["both", "came"] """);
        var merge = await world.MergeAsync(one, [other]);
        Assert.Equal(["both", "came", "kept"], await TagsAsync(one));
        await world.RevertAsync(merge);
        Assert.Equal(["both", "kept"], await TagsAsync(one));
        await world.MergeAsync(one, [other]);
        await world.UnmergeAsync(other);
        Assert.Equal(["both", "kept"], await TagsAsync(one));
        Assert.Equal(["both", "came"], await TagsAsync(other));
    }

    [Fact]
    public async Task A_merge_counts_what_comes_over_of_every_part()
    {
        var one = await world.NewAsync("""tags: ["kept", "both"] """);
        var other = await world.NewAsync("""tags: ["both", "came", "too"] """);

        var moved = (await world.MergeAsync(one, [other])).Object("moved");

        Assert.Equal(2, moved.GetProperty("tags").GetInt32());
        Assert.Equal(
            CaseParts.All.Select(part => part.Field.Name).Order(StringComparer.Ordinal),
            moved.EnumerateObject().Select(count => Naming.UpperSnake(count.Name)).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task A_purged_case_leaves_its_tags_behind()
    {
        var one = await world.NewAsync("""tags: ["purged"] """);
        await world.RunAsync("deleteCases", $$"""{select: {ids: [{{one}}]} }""");
        await world.RunAsync("purgeCases", $$"""{select: {ids: [{{one}}]} }""");
        Assert.Equal(["purged"], await NamesAsync("where: {name: {eq: \"purged\"}}"));
    }

    [Fact]
    public async Task A_renamed_tag_is_renamed_for_all_its_cases_and_writes_to_none()
    {
        var one = await world.NewAsync("""tags: ["old name"] """);
        var id = await IdAsync("old name");
        await world.RunAsync("updateTag", $$"""{id: "{{id}}", name: "New Name", color: "#1e90FF"}""");
        Assert.Equal(["New Name"], await TagsAsync(one));
        Assert.Equal("CREATED 1", (await world.LastChangeAsync(one)).Item1[..9]);
        await world.RunAsync("updateTag", $$"""{id: "{{id}}", name: " A\u0308rger two "}""");
        Assert.Equal(["Ärger two"], await TagsAsync(one));
        await world.NewAsync("""tags: ["taken"] """);
        Assert.Equal(
            ["input.name NOT_UNIQUE"],
            (await world.RunAsync("updateTag", $$"""{id: "{{id}}", name: "TAKEN"}""")).Errors
        );
        Assert.Equal(
            ["input.color INVALID_VALUE"],
            (await world.RunAsync("updateTag", $$"""{id: "{{id}}", color: "blue"}""")).Errors
        );
    }

    [Fact]
    public async Task Merged_tags_are_one_for_every_case_and_undoing_takes_them_apart()
    {
        var one = await world.NewAsync("""tags: ["m1", "m2"] """);
        var deleted = await world.NewAsync("""tags: ["m2"] """);
        await world.RunAsync("deleteCases", $$"""{select: {ids: [{{deleted}}]} }""");
        var (m1, m2) = (await IdAsync("m1"), await IdAsync("m2"));
        var merge = await world.RunAsync("mergeTags", $$"""{fromIds: ["{{m2}}"], intoId: "{{m1}}"}""");
        Assert.Equal(2, merge.Data.GetProperty("changed").GetInt32());
        Assert.Equal(["m1"], await TagsAsync(one));
        Assert.Equal(["m1"], await TagsAsync(deleted));
        Assert.Empty(await NamesAsync("where: {name: {eq: \"m2\"}}"));
        await world.RevertAsync(merge);
        Assert.Equal(["m1", "m2"], await TagsAsync(one));
        Assert.Equal(["m2"], await TagsAsync(deleted));
        Assert.Equal(["m2"], await NamesAsync("where: {name: {eq: \"m2\"}}"));
    }

    [Fact]
    public async Task A_deleted_tag_is_on_no_case_and_comes_back_when_it_is_given_or_its_deletion_undone()
    {
        var one = await world.NewAsync("""tags: ["gone"] """);
        var id = await IdAsync("gone");
        var deletion = await world.RunAsync("deleteTags", $$"""{ids: ["{{id}}"]}""");
        Assert.Empty(await TagsAsync(one));
        Assert.Empty(await NamesAsync("where: {name: {eq: \"gone\"}}"));
        Assert.Equal(["TagNotFoundError"], (await world.RunAsync("deleteTags", $$"""{ids: ["{{id}}"]}""")).Errors);
        await world.RevertAsync(deletion);
        Assert.Equal(["gone"], await TagsAsync(one));
        await world.RunAsync("deleteTags", $$"""{ids: ["{{id}}"]}""");
        var other = await world.NewAsync("""tags: ["GONE"] """);
        Assert.Equal(["gone"], await TagsAsync(other));
        Assert.Equal(id, await IdAsync("gone"));
    }

    [Fact]
    public async Task Cases_are_found_and_counted_by_their_tags()
    {
        var both = await world.NewAsync("""description: "counted", tags: ["t1", "t2"] """);
        var first = await world.NewAsync("""description: "counted", tags: ["t1"] """);
        var none = await world.NewAsync("""description: "counted" """);
        Assert.Equal([first, both], await FoundAsync("tags: {some: {name: {eq: \"t1\"}}}"));
        Assert.Equal([none, first], await FoundAsync("tags: {none: {name: {eq: \"t2\"}}}"));
        Assert.Equal([none], await FoundAsync("tags: {any: false}"));
        Assert.Equal([none, first], await FoundAsync("tags: {all: {name: {eq: \"t1\"}}}"));

        var groups = await world.ReadAsync(
            """{ caseGroups(by: [{field: TAG}], where: {description: {eq: "counted"}}, order: KEY) { totalGroups groups { count keys { field value text object { __typename } } } } }"""
        );

        var counts = groups
            .GetProperty("caseGroups")
            .GetProperty("groups")
            .EnumerateArray()
            .Select(group =>
                $"{group.GetProperty("keys")[0].GetProperty("text").GetString() ?? "-"} {group.GetProperty("count")}"
            );
        Assert.Equal("- 1, t1 2, t2 1", string.Join(", ", counts));
        Assert.Equal(3, groups.GetProperty("caseGroups").GetProperty("totalGroups").GetInt32());
    }

    private async Task<IReadOnlyList<long>> FoundAsync(string where)
    {
        var data = await world.ReadAsync(
            $$"""{ cases(where: {description: {eq: "counted"}, {{where}} }) { nodes { number } } }"""
        );
        return [.. Nodes(data, "cases").Select(node => node.GetProperty("number").GetInt64())];
    }

    private async Task<IReadOnlyList<string>> TagsAsync(long number)
    {
        var data = await world.ReadAsync($$"""{ caseById(id: {{number}}) { tags { nodes { name } } } }""");
        return [.. Nodes(data.GetProperty("caseById"), "tags").Select(tag => tag.GetProperty("name").GetString()!)];
    }

    private async Task<IReadOnlyList<string>> NamesAsync(string arguments) =>
        [
            .. Nodes(await world.ReadAsync($$"""{ tags({{arguments}}) { nodes { name } } }"""), "tags")
                .Select(tag => tag.GetProperty("name").GetString()!),
        ];

    private async Task<string> IdAsync(string name) =>
        Nodes(await world.ReadAsync($$"""{ tags(where: {name: {ieq: "{{name}}"} }) { nodes { id } } }"""), "tags")
            .Single()
            .GetProperty("id")
            .GetString()!;

    private static JsonElement.ArrayEnumerator Nodes(JsonElement data, string list) =>
        data.GetProperty(list).GetProperty("nodes").EnumerateArray();
}
