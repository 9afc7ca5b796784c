using System.Text.Json;
using CasesGraph.Model;
using CasesGraph.Tests.ChangeLog.Records;
using CasesGraph.Tests.Fields;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Revert;

/// <summary>Changes of accounts, contacts, bugs, users and tags are undone under the rules of cases: later changes win.</summary>
public sealed class RevertedEntitiesTests(SmallWorld world) : IClassFixture<SmallWorld>
{
    private const string Selection =
        "reverted skippedCount skipped { record { id } recordId recordType field current wouldBe reason because { id } } changeSet { id }";

    [Fact]
    public async Task Every_field_of_an_edit_gets_back_what_it_was_and_undoing_that_does_it_again()
    {
        foreach (var entity in EntityReplay.Entities.Where(entity => entity.EditableFields(EditableIn.Create).Any()))
        {
            var of = new FieldWorld(world, entity);
            var id = await of.CreateAsync(of.Samples(EditableIn.Create, 60));
            var before = (await of.ReadAsync(id)).GetRawText();
            await of.UpdateAsync(id, of.Samples(EditableIn.Update, 61));
            var after = (await of.ReadAsync(id)).GetRawText();

            var undone = await RevertAsync(await LastSetAsync(id));
            Assert.Equal(1, undone.GetProperty("reverted").GetInt32());
            Assert.Equal(before, (await of.ReadAsync(id)).GetRawText());
            await RevertAsync(Id(undone.GetProperty("changeSet")));
            Assert.Equal(after, (await of.ReadAsync(id)).GetRawText());
        }
        await using var db = world.Server.Database.CreateDb();
        await EntityReplay.AssertAsync(db);
    }

    [Fact]
    public async Task What_was_changed_since_is_left_and_listed()
    {
        await world.RunAsync("updateAccount", """{id: "@account", name: "Once", phone: "1"}""");
        var edit = await LastSetAsync(world["account"]);
        await world.RunAsync("updateAccount", """{id: "@account", name: "Twice"}""");
        var later = await LastSetAsync(world["account"]);

        var undone = await RevertAsync(edit);

        Assert.Equal(1, undone.GetProperty("reverted").GetInt32());
        var skip = Assert.Single(undone.GetProperty("skipped").EnumerateArray());
        Assert.Equal(world["account"], Id(skip.GetProperty("record")));
        Assert.Equal(
            "ACCOUNT name Once Acme It was changed since.",
            string.Join(
                ' ',
                ((string[])["recordType", "field", "current", "wouldBe", "reason"]).Select(one => skip.GetProperty(one))
            )
        );
        Assert.Equal(later, Id(skip.GetProperty("because")));
    }

    [Fact]
    public async Task Deletion_and_creation_are_undone_and_a_user_stays()
    {
        await world.RunAsync("deleteContacts", """{select: {ids: ["@otherContact"]} }""");
        await RevertAsync(await LastSetAsync(world["otherContact"]));
        Assert.Equal(["CREATED", "DELETED", "RESTORED"], await KindsAsync(world["otherContact"]));

        var bug = Id((await world.RunAsync("createBug", """{subject: "Made"}""")).Object("bug"));
        await RevertAsync(await LastSetAsync(bug));
        Assert.Equal(["CREATED", "DELETED"], await KindsAsync(bug));

        var user = Id((await world.RunAsync("createUser", """{userName: "made", fullName: "Made"}""")).Object("user"));
        var refused = await world.RunAsync("revertChangeSet", $$"""{changeSetId: "{{await LastSetAsync(user)}}"}""");
        Assert.Equal(["NothingToRevertError"], refused.Errors);
    }

    [Fact]
    public async Task What_an_edit_would_be_refused_is_left()
    {
        await world.RunAsync("updateUser", """{id: "@otherUser", userName: "noa.lind"}""");
        var edit = await LastSetAsync(world["otherUser"]);
        await world.RunAsync("createUser", """{userName: "Noa", fullName: "Another Noa"}""");

        var refused = await world.RunAsync("revertChangeSet", $$"""{changeSetId: "{{edit}}"}""");

        Assert.Equal(["NothingToRevertError"], refused.Errors);
        Assert.Equal("userName", refused.Skipped.Single().GetProperty("field").GetString());
    }

    [Fact]
    public async Task Deleted_tags_come_back_with_the_cases_that_had_them()
    {
        await world.NewCaseAsync("""tags: ["comes back"]""");
        var tags = await world.ReadAsync("""{ tags(where: {name: {eq: "comes back"} }) { nodes { id } } }""");
        var tag = Id(tags.GetProperty("tags").GetProperty("nodes")[0]);
        await world.RunAsync("deleteTags", $$"""{ids: ["{{tag}}"]}""");

        await RevertAsync(await LastSetAsync(tag));

        Assert.Equal(["CREATED", "DELETED", "RESTORED"], await KindsAsync(tag));
        var on = await world.ReadAsync("""{ node(id: "@case") { ... on Case { tags { nodes { id } } } } }""");
        Assert.Contains(tag, on.GetRawText(), StringComparison.Ordinal);
    }

    private async Task<JsonElement> RevertAsync(string set)
    {
        var data = await world.ReadAsync(
            $$"""mutation { revertChangeSet(input: {changeSetId: "{{set}}"} ) { {{Selection}} errors { __typename } } }"""
        );
        var payload = data.GetProperty("revertChangeSet");
        Assert.True(payload.GetProperty("errors").ValueKind is JsonValueKind.Null, payload.ToString());
        return payload;
    }

    private async Task<string> LastSetAsync(string id) => Id((await ChangesAsync(id))[^1].GetProperty("changeSet"));

    private async Task<string[]> KindsAsync(string id) =>
        [.. (await ChangesAsync(id)).Select(change => change.GetProperty("kind").GetString()!)];

    private async Task<List<JsonElement>> ChangesAsync(string id)
    {
        var types = EntityReplay.Entities.Select(entity =>
            $$"""... on {{entity.Name}} { changes { nodes { ...C } } }"""
        );
        var data = await world.ReadAsync(
            $$"""
            query { node(id: "{{id}}") { {{string.Join(' ', types)}} } }
            fragment C on EntityChange { kind changeSet { id } }
            """
        );
        return [.. data.GetProperty("node").GetProperty("changes").GetProperty("nodes").EnumerateArray()];
    }

    private static string Id(JsonElement of) => of.GetProperty("id").GetString()!;
}
