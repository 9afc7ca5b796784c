using System.Text.Json;
using System.Text.Json.Nodes;
using CasesGraph.Cases;
using CasesGraph.Model;
using CasesGraph.Tests.ChangeLog;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Fields;

/// <summary>Every field of a case that callers write, through all that is done with cases.</summary>
public sealed class EveryCaseFieldTests(SmallWorld world) : IClassFixture<SmallWorld>, IAsyncLifetime
{
    private static readonly int[] Numbers = [90, 92, 94];

    private readonly FieldWorld cases = new(world, EntityModel.Of<Case>());

    /// <summary>Teams that whoever is assigned a case is a member of.</summary>
    public async Task InitializeAsync()
    {
        await RandomTeams.AddAsync(world);
        await world.RunAsync("addTeamMembers", """{teamId: "@otherTeam", userIds: ["@otherUser"]}""");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task The_log_has_every_value_of_a_new_case_and_of_its_updates()
    {
        var values = cases.Samples(EditableIn.Create, 71);
        var id = await cases.CreateAsync(values);
        var changed = cases.Samples(EditableIn.Update, 72).Where(one => !AreSame(one, values)).ToList();
        Assert.Empty((await cases.UpdateAsync(id, changed)).Errors);

        var log = await LogAsync(id);

        Assert.Equal(Lines(values.Select(one => (one.Field, Before: (string?)null, After: one.Text))), log[0]);
        Assert.Equal(Lines(changed.Select(one => (one.Field, TextOf(one.Field, values), one.Text))), log[1]);
    }

    [Fact]
    public async Task A_copy_has_every_value_that_is_not_one_cases_alone()
    {
        var values = cases.Samples(EditableIn.Create, 81);
        var original = await cases.CreateAsync(values);

        var payload = await cases.WriteAsync("duplicateCase", new JsonObject { ["id"] = original });

        var copied = values.Where(one => !IsUnique(one.Field)).ToList();
        var copy = payload.Object("case").GetProperty("id").GetString()!;
        await cases.HasAsync(copy, copied);
        Assert.Equal(
            Lines(copied.Select(one => (one.Field, Before: (string?)null, After: one.Text))),
            (await LogAsync(copy))[0]
        );
    }

    [Fact]
    public async Task A_mass_update_gives_every_value_and_logs_it_as_an_update_does()
    {
        var ids = new List<string>();
        foreach (var number in Numbers)
            ids.Add(await cases.CreateAsync(cases.Samples(EditableIn.Create, number)));
        var given = cases.Samples(EditableIn.MassUpdate, 97);
        foreach (var values in new[] { given, [.. given.Where(one => !one.Field.Required).Select(Nothing)] })
        {
            Assert.Empty((await cases.UpdateAsync(ids[0], values)).Errors);
            await MassUpdateAsync(ids[1..], values);
            foreach (var id in ids)
                await cases.HasAsync(id, values);
        }
        var (one, many) = (await LogAsync(ids[0]), await LogAsync(ids[1]));
        Assert.Equal(one[2], many[2]);
        Assert.Equal(FieldsOf(one[1]), FieldsOf(many[1]));
    }

    [Fact]
    public async Task A_merge_takes_every_value_that_is_chosen_and_its_undoing_gives_it_back()
    {
        var (kept, other) = (cases.Samples(EditableIn.Create, 101), cases.Samples(EditableIn.Create, 102));
        var primary = await cases.CreateAsync(kept);
        var duplicate = await cases.CreateAsync(other);
        var choices = other.Select(one => new JsonObject { ["field"] = one.Field.LogName, ["fromCaseId"] = duplicate });

        var merged = await cases.WriteAsync(
            "mergeCases",
            new JsonObject
            {
                ["primaryId"] = primary,
                ["duplicateIds"] = new JsonArray(duplicate),
                ["choices"] = new JsonArray([.. choices]),
                ["acrossAccounts"] = true,
            }
        );

        Assert.Empty(merged.Errors);
        await cases.HasAsync(primary, other);
        Assert.Empty((await cases.WriteAsync("unmergeCase", new JsonObject { ["caseId"] = duplicate })).Errors);
        await cases.HasAsync(primary, kept);
        await cases.HasAsync(duplicate, other);
    }

    [Fact]
    public async Task Undoing_an_update_gives_every_value_back()
    {
        var values = cases.Samples(EditableIn.Create, 111);
        var id = await cases.CreateAsync(values);
        var others = cases.Samples(EditableIn.Update, 112);
        foreach (var written in new[] { others, [.. others.Where(one => !one.Field.Required).Select(Nothing)] })
        {
            var update = await cases.UpdateAsync(id, written);
            var set = update.Data.GetProperty("changeSet").GetProperty("id").GetString();
            var reverted = await cases.WriteAsync(
                "revertChangeSet",
                new JsonObject { ["changeSetId"] = set },
                "reverted skippedCount"
            );
            Assert.Empty(reverted.Errors);
            await cases.HasAsync(id, values);
        }
    }

    [Fact]
    public async Task The_demo_data_has_values_of_every_field()
    {
        await using var server = await RunningServer.StartAsync(("Demo:Cases", "120"));
        foreach (var entity in FieldSample.Entities(server.Database))
        {
            foreach (var field in entity.EditableFields(EditableIn.Create).Where(field => field.Declared.Filterable))
            {
                var present = field is ReferenceField ? "{ id: { neq: null } }" : "{ neq: null }";
                var list = Naming.Camel(entity.Plural);
                var answer = await server.QueryAsync(
                    $"{{ {list}(where: {{ {field.Name}: {present} }}) {{ totalCount }} }}"
                );
                var count = answer.GetProperty("data").GetProperty(list).GetProperty("totalCount").GetInt32();
                Assert.True(count > 0, $"{entity.Name}.{field.Name}");
            }
        }
    }

    private async Task MassUpdateAsync(IEnumerable<string> ids, IEnumerable<FieldSample> values)
    {
        var payload = await cases.WriteAsync(
            "massUpdateCases",
            new JsonObject
            {
                ["select"] = new JsonObject { ["ids"] = new JsonArray([.. ids.Select(id => (JsonNode)id)]) },
                ["set"] = FieldSample.Input(values),
            },
            "changed"
        );
        Assert.Equal(2, payload.Object("changed").GetInt32());
    }

    /// <summary>For each change of a case its fields, as lines in the order of their names.</summary>
    private async Task<IReadOnlyList<IReadOnlyList<string>>> LogAsync(string id)
    {
        var found = await world.ReadAsync(
            $$"""{ node(id: "{{id}}") { ... on Case { changes { nodes { fields { field before after } } } } } }"""
        );
        var changes = found.GetProperty("node").GetProperty("changes").GetProperty("nodes");
        return
        [
            .. changes
                .EnumerateArray()
                .Select(change =>
                    change
                        .GetProperty("fields")
                        .EnumerateArray()
                        .Select(field => Line(Text(field, "field"), Text(field, "before"), Text(field, "after")))
                        .Order(StringComparer.Ordinal)
                        .ToList()
                ),
        ];
    }

    private static List<string> Lines(IEnumerable<(ValueField Field, string? Before, string? After)> values) =>
        [.. values.Select(one => Line(one.Field.LogName, one.Before, one.After)).Order(StringComparer.Ordinal)];

    private static string Line(string? field, string? before, string? after) => $"{field}: {before} > {after}";

    private static string FieldsOf(IEnumerable<string> lines) =>
        string.Join(' ', lines.Select(line => line.Split(':')[0]));

    private static string? Text(JsonElement of, string name) => of.GetProperty(name).GetString();

    private static string? TextOf(ValueField field, IEnumerable<FieldSample> values) =>
        values.Single(one => one.Field == field).Text;

    private static bool AreSame(FieldSample one, IEnumerable<FieldSample> values) =>
        string.Equals(one.Text, TextOf(one.Field, values), StringComparison.Ordinal);

    private static FieldSample Nothing(FieldSample of) => of with { Value = null, Id = "" };

    private bool IsUnique(ValueField field)
    {
        using var db = world.Server.Database.CreateDb();
        var indexes = db.Model.FindEntityType(typeof(Case))!.GetIndexes();
        return indexes.Any(index => index.IsUnique && index.Properties.Any(own => own.PropertyInfo == field.Property));
    }
}
