using System.Text.Json;
using CasesGraph.Model;
using CasesGraph.Tests.Fields;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Query.Requests;
using CsCheck;

namespace CasesGraph.Tests.ChangeLog.Records;

/// <summary>Invariant h for accounts, contacts, bugs, users and tags: what is not in the log has not happened.</summary>
public sealed class EntityLogTests(SmallWorld world) : IClassFixture<SmallWorld>
{
    /// <summary>By what a record of each type is made; tags come with a case.</summary>
    private static readonly Dictionary<string, string> Kept = new(StringComparer.Ordinal);

    /// <summary>For all tests of the class, which share the world: names are given once.</summary>
    private static int number;

    [Fact]
    public async Task A_record_has_its_creation_edits_deletion_and_return_with_who_and_why()
    {
        foreach (var entity in EntityReplay.Entities.Where(one => one.EditableFields(EditableIn.Update).Any()))
        {
            var of = new FieldWorld(world, entity);
            var id = await NewAsync(of, entity, 50);
            await UpdateAsync(of, id, 51);
            var deletes = entity.SoftDeleted;
            if (deletes)
            {
                await RemoveAsync(entity, id);
                await ReturnAsync(entity, id);
            }

            var changes = await ChangesAsync(id, entity.Name);
            string[] kinds = deletes ? ["CREATED", "UPDATED", "DELETED", "RESTORED"] : ["CREATED", "UPDATED"];
            Assert.Equal(kinds, changes.Select(change => Text(change, "kind")).ToArray());
            Assert.All(changes, change => Assert.Equal(Naming.UpperSnake(entity.Name), Text(change, "type")));
            Assert.All(changes, change => Assert.Equal(id, Text(change, "recordId")));
            Assert.All(changes, change => Assert.Equal(id, Text(change.GetProperty("record"), "id")));
            Assert.Equal(
                Enumerable.Range(1, kinds.Length),
                changes.Select(one => one.GetProperty("version").GetInt32())
            );
            Assert.Equal("Because 51", Text(changes[1].GetProperty("changeSet"), "reason"));
            Assert.Equal(
                "Demo Administrator",
                Text(changes[1].GetProperty("changeSet").GetProperty("actor"), "fullName")
            );
            AssertFields(changes[1], of.Samples(EditableIn.Update, 51));
            if (deletes)
                // A team that is deleted is not active either.
                Assert.Equal(
                    entity.Name is "Team" ? ["active", "deletedAt"] : ["deletedAt"],
                    Fields(changes[2]).Select(field => Text(field, "field")).ToArray()
                );
        }
    }

    [Fact]
    public Task The_log_of_any_edits_rebuilds_every_audited_field() =>
        new Chosen<IReadOnlyList<(int Entity, int Action, int Row, int Value)>>(choices =>
            choices.Some(
                4 + choices.Below(12),
                () => (choices.Below(5), choices.Below(5), choices.Below(4), choices.Below(6))
            )
        ).SampleAsync(
            async actions =>
            {
                foreach (var (entity, action, row, value) in actions)
                    await RunAsync(EntityReplay.Entities.ElementAt(entity), action, row, value);
                await using var db = world.Server.Database.CreateDb();
                Assert.InRange(await EntityReplay.AssertAsync(db), 5, int.MaxValue);
            },
            iter: Iterations.Of(20),
            threads: 1
        );

    [Fact]
    public async Task Every_field_that_a_caller_can_change_is_in_the_log()
    {
        Assert.All(
            EntityReplay.Entities.SelectMany(entity =>
                entity.EditableFields(EditableIn.Both).Concat(entity.EditableFields(EditableIn.Update))
            ),
            field => Assert.True(field.Declared.Audited, field.Name)
        );
        await Task.CompletedTask;
    }

    [Fact]
    public async Task A_tag_that_is_given_first_is_made_in_the_log_and_one_that_was_deleted_comes_back_in_it()
    {
        await world.NewCaseAsync("""tags: ["given", "given too"]""");
        var id = await TagAsync("given");
        await world.RunAsync("deleteTags", $$"""{ids: ["{{id}}"]}""");
        await world.RunAsync("updateCase", """{id: "@case", addTags: ["GIVEN"]}""");

        var changes = await ChangesAsync(id, "Tag");
        Assert.Equal(["CREATED", "DELETED", "RESTORED"], changes.Select(change => Text(change, "kind")).ToArray());
        Assert.Equal(
            ["CREATE", "MASS_UPDATE", "RESTORE"],
            changes.Select(one => Text(one.GetProperty("changeSet"), "action")).ToArray()
        );
        await using var db = world.Server.Database.CreateDb();
        await EntityReplay.AssertAsync(db);
    }

    [Fact]
    public async Task Merged_tags_are_deleted_in_the_change_set_that_changes_their_cases()
    {
        await world.NewCaseAsync("""tags: ["going", "staying"]""");
        var merged = await world.RunAsync(
            "mergeTags",
            $$"""{fromIds: ["{{await TagAsync("going")}}"], intoId: "{{await TagAsync("staying")}}"}"""
        );

        Assert.Empty(merged.Errors);
        var last = await ChangesAsync(await TagAsync("going", deleted: true), "Tag");
        var types = last[^1]
            .GetProperty("changeSet")
            .GetProperty("recordChanges")
            .GetProperty("nodes")
            .EnumerateArray();
        Assert.Equal(["CASE", "TAG"], types.Select(one => Text(one, "type")).Order(StringComparer.Ordinal).ToArray());
    }

    private async Task RunAsync(EntityModel entity, int action, int row, int value)
    {
        var of = new FieldWorld(world, entity);
        var name = $"{entity.Name} {row}";
        if (!Kept.TryGetValue(name, out var id) || action == 0)
            Kept[name] = id = await NewAsync(of, entity, value);
        else if (action is 1 or 2 || !entity.SoftDeleted)
            await UpdateAsync(of, id, value);
        else if (action is 3)
            await RemoveAsync(entity, id);
        else
            await ReturnAsync(entity, id);
    }

    private async Task<string> NewAsync(FieldWorld of, EntityModel entity, int value)
    {
        number++;
        if (entity.EditableFields(EditableIn.Create).Any())
            return await of.CreateAsync(Unique(of.Samples(EditableIn.Create, value)));
        await world.NewCaseAsync($"tags: [\"tag {number}\"]");
        return await TagAsync($"tag {number}");
    }

    private async Task UpdateAsync(FieldWorld of, string id, int value)
    {
        number++;
        var input = FieldSample.Input(
            of.Samples(EditableIn.Update, value).Where((_, at) => value > 5 || (at + value) % 3 > 0).Select(Valid)
        );
        (input["id"], input["reason"]) = (id, $"Because {value}");
        await of.WriteAsync($"update{of.Entity}", input);
    }

    /// <summary>Such as is refused of one that is deleted, or gives what another has, changes nothing.</summary>
    private Task<Payload> RemoveAsync(EntityModel entity, string id) =>
        world.RunAsync(
            $"delete{entity.Plural}",
            IsTag(entity) || ComesBackByUndoing(entity)
                ? $$"""{ids: ["{{id}}"]}"""
                : $$"""{select: {ids: ["{{id}}"]} }"""
        );

    private static bool IsTag(EntityModel entity) => string.Equals(entity.Name, "Tag", StringComparison.Ordinal);

    private static bool ComesBackByUndoing(EntityModel entity) => entity.Name is "Role" or "Team";

    private async Task ReturnAsync(EntityModel entity, string id)
    {
        if (ComesBackByUndoing(entity))
        {
            await world.Server.SettledAsync();
            var deletion = (await ChangesAsync(id, entity.Name))[^1].GetProperty("changeSet");
            await world.RunAsync("revertChangeSet", $$"""{changeSetId: "{{Text(deletion, "id")}}"}""");
            return;
        }
        if (IsTag(entity))
            await world.NewCaseAsync($"tags: [{JsonSerializer.Serialize(await NameAsync(id))}]");
        else
            await world.RunAsync($"restore{entity.Plural}", $$"""{select: {ids: ["{{id}}"]} }""");
    }

    private IEnumerable<FieldSample> Unique(IEnumerable<FieldSample> samples) =>
        samples
            .Select(Valid)
            .Select(sample =>
                sample.Field.Name is "externalReference" ? sample with { Value = $"reference {number}" } : sample
            );

    private FieldSample Valid(FieldSample sample) =>
        sample.Field.Name switch
        {
            "userName" => sample with { Value = $"user {number}" },
            "color" => sample with { Value = $"#{number:X6}" },
            "name" when sample.Field.Property.DeclaringType is { Name: "Tag" or "Team" } => sample with
            {
                Value = $"named {number}",
            },
            _ => sample,
        };

    private static void AssertFields(JsonElement change, IEnumerable<FieldSample> samples)
    {
        var logged = Fields(change).ToDictionary(field => Text(field, "field"), StringComparer.Ordinal);
        foreach (var sample in samples.Where(sample => logged.ContainsKey(sample.Field.Name)))
        {
            var field = logged[sample.Field.Name];
            Assert.Equal(sample.Field.Label, Text(field, "label"));
            if (sample.Field.Name is not ("userName" or "color" or "name"))
                Assert.Equal(sample.Text, Text(field, "after"));
            if (sample.Field is ReferenceField && !sample.IsNull)
                Assert.False(string.Equals(sample.Text, Text(field, "afterText"), StringComparison.Ordinal));
        }
        Assert.NotEmpty(logged);
    }

    private async Task<List<JsonElement>> ChangesAsync(string id, string type)
    {
        var node = await world.ReadAsync(
            $$"""
            { node(id: "{{id}}") { ... on {{type}} { changes { nodes {
                kind type recordId version record { id } fields { field label after afterText }
                changeSet { id action reason actor { ... on User { fullName } } recordChanges { nodes { type } } } } } } }
            }
            """
        );
        return [.. node.GetProperty("node").GetProperty("changes").GetProperty("nodes").EnumerateArray()];
    }

    private async Task<string> TagAsync(string name, bool deleted = false)
    {
        var tags = await world.ReadAsync(
            $$"""{ tags(where: {name: {eq: "{{name}}"} }, includeDeleted: {{Flag(deleted)}}) { nodes { id } } }"""
        );
        return Text(tags.GetProperty("tags").GetProperty("nodes")[0], "id");
    }

    private static string Flag(bool value) => value ? "true" : "false";

    private async Task<string> NameAsync(string id) =>
        Text(
            (await world.ReadAsync($$"""{ node(id: "{{id}}") { ... on Tag { name } } }""")).GetProperty("node"),
            "name"
        )!;

    private static JsonElement.ArrayEnumerator Fields(JsonElement change) =>
        change.GetProperty("fields").EnumerateArray();

    private static string Text(JsonElement of, string name) => of.GetProperty(name).GetString()!;
}
