using System.Text.Json;
using CasesGraph.Model;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.StatusDetails;

/// <summary>The list of statuses of one's own itself, and how cases are found by it.</summary>
public sealed class ListOfStatusDetailsTests(SmallWorld world) : IClassFixture<SmallWorld>
{
    private readonly string mark = Guid.NewGuid().ToString("N")[..8];

    [Fact]
    public async Task The_key_is_unique_and_status_and_key_are_fixed_at_creation()
    {
        var one = await NewAsync("one", "status: NEW");
        var again = await world.RunAsync("createStatusDetail", $$"""{key: "one-{{mark}}", label: "L", status: NEW}""");
        Assert.Equal(["input.key NOT_UNIQUE"], again.Errors);
        var schema = await world.ReadAsync(
            """{ __type(name: "UpdateStatusDetailInput") { inputFields { name } } caseFields { field name type } }"""
        );
        Assert.Equal(
            ["id", "expectedVersion", "label", "active", "isDefault", "reason"],
            Each(schema.GetProperty("__type").GetProperty("inputFields"), field => Text(field, "name"))
        );
        Assert.Contains(
            "STATUS_DETAIL statusDetail StatusDetail",
            Each(
                schema.GetProperty("caseFields"),
                field => $"{field.GetProperty("field")} {Text(field, "name")} {Text(field, "type")}"
            ),
            StringComparer.Ordinal
        );
        Assert.Empty((await UpdateAsync(one, "label: \"Other\"")).Errors);
        Assert.Equal("one", (await ReadAsync(one)).Key);
    }

    [Fact]
    public async Task A_status_has_one_default_at_most()
    {
        var one = await NewAsync("first", "status: REJECTED, isDefault: true");
        var other = await NewAsync("second", "status: REJECTED");
        Assert.Equal(["input.isDefault CONFLICT"], (await UpdateAsync(other, "isDefault: true")).Errors);
        Assert.Empty((await UpdateAsync(one, "isDefault: false")).Errors);
        Assert.Empty((await UpdateAsync(other, "isDefault: true")).Errors);
        Assert.Empty((await UpdateAsync(other, "isDefault: false")).Errors);
    }

    [Fact]
    public async Task Of_many_that_would_be_the_default_at_once_one_is()
    {
        var made = new List<string>();
        for (var number = 0; number < 8; number++)
            made.Add(await NewAsync($"many{number}", "status: ASSIGNED"));

        var answers = await Task.WhenAll(made.Select(id => UpdateAsync(id, "isDefault: true")));

        Assert.Single(answers, answer => answer.Errors.Count == 0);
        Assert.All(
            answers.Where(answer => answer.Errors.Count > 0),
            answer => Assert.Equal(["input.isDefault CONFLICT"], answer.Errors)
        );
    }

    [Fact]
    public async Task The_order_is_what_is_asked_for_and_the_rest_follows()
    {
        var one = await NewAsync("a", "status: NEW");
        var two = await NewAsync("b", "status: NEW");
        var three = await NewAsync("c", "status: NEW");
        var ordered = await world.RunAsync("orderStatusDetails", $$"""{ids: ["{{three}}", "{{one}}"]}""");
        Assert.Equal(
            [$"c-{mark}", $"a-{mark}"],
            Each(ordered.Object("statusDetails"), detail => Text(detail, "key")).Take(2).ToList()
        );
        Assert.True((await ReadAsync(two)).Position > 2);
        var set = Text(ordered.Object("changeSet"), "id");
        Assert.Empty((await world.RunAsync("revertChangeSet", $$"""{changeSetId: "{{set}}"}""")).Errors);
        Assert.True((await ReadAsync(one)).Position < (await ReadAsync(two)).Position);
        Assert.True((await ReadAsync(two)).Position < (await ReadAsync(three)).Position);
        var unknown = OpaqueId.Encode("StatusDetail", 999_999);
        Assert.Equal(
            ["StatusDetailNotFoundError"],
            (await world.RunAsync("orderStatusDetails", $$"""{ids: ["{{unknown}}"]}""")).Errors
        );
    }

    [Fact]
    public async Task Its_changes_are_in_the_log_of_records_and_its_creation_stays()
    {
        var made = await world.RunAsync(
            "createStatusDetail",
            $$"""{key: "log-{{mark}}", label: "L", status: CLOSED}"""
        );
        var id = Text(made.Object("statusDetail"), "id");
        await UpdateAsync(id, "label: \"M\", active: false");
        var log = await world.ReadAsync($$"""{ statusDetailById(id: "{{id}}") { changes { nodes { kind } } } }""");
        Assert.Equal(
            ["CREATED", "UPDATED"],
            Each(
                log.GetProperty("statusDetailById").GetProperty("changes").GetProperty("nodes"),
                change => Text(change, "kind")
            )
        );
        var set = Text(made.Object("changeSet"), "id");
        var undone = await world.RunAsync("revertChangeSet", $$"""{changeSetId: "{{set}}"}""");
        Assert.Equal("A status detail cannot be deleted.", Text(Assert.Single(undone.Skipped), "reason"));
    }

    [Fact]
    public async Task The_log_has_the_label_of_its_time_and_lists_find_sort_and_group_by_it()
    {
        var vendor = await NewAsync("vendor", "status: PENDING_INPUT");
        await NewAsync("customer", "status: PENDING_INPUT");
        var one = Number(await world.NewCaseAsync($"statusDetail: \"vendor-{mark}\""));
        var other = Number(await world.NewCaseAsync($"statusDetail: \"vendor-{mark}\""));
        await UpdateAsync(vendor, "label: \"Another\"");
        await world.RunAsync("updateCase", $$"""{id: {{one}}, statusDetail: "customer-{{mark}}"}""");
        var log = await world.ReadAsync(
            $$"""{ caseById(id: {{one}}) { changes { nodes { fields { field label beforeText afterText } } } } }"""
        );
        var fields = log.GetProperty("caseById").GetProperty("changes").GetProperty("nodes").EnumerateArray();
        Assert.Equal(
            ["Status detail:  > vendor", "Status detail: Another > customer"],
            fields
                .SelectMany(change => change.GetProperty("fields").EnumerateArray())
                .Where(field => Text(field, "field") is "STATUS_DETAIL")
                .Select(row =>
                    $"{Text(row, "label")}: {row.GetProperty("beforeText")} > {row.GetProperty("afterText")}"
                )
                .ToList()
        );
        var both = $"number: {{ in: [{one}, {other}] }}";
        var found = await world.ReadAsync(
            $$"""
            {
              eq: cases(where: { {{both}}, statusDetail: { key: { eq: "customer-{{mark}}" } } }) { nodes { number } }
              nin: cases(where: { {{both}}, statusDetail: { key: { nin: ["customer-{{mark}}"] } } }) { nodes { number } }
              asc: cases(where: { {{both}} }, order: [{ statusDetail: { position: ASC } }]) { nodes { number } }
              desc: cases(where: { {{both}} }, order: [{ statusDetail: { position: DESC } }]) { nodes { number } }
              caseGroups(where: { {{both}} }, by: [{ field: STATUS_DETAIL }], order: KEY) { groups { count keys { text } } }
            }
            """
        );
        Assert.Equal([one], Numbers("eq"));
        Assert.Equal([other], Numbers("nin"));
        Assert.Equal([other, one], Numbers("asc"));
        Assert.Equal([one, other], Numbers("desc"));
        Assert.Equal(
            ["1 Another", "1 customer"],
            Each(
                found.GetProperty("caseGroups").GetProperty("groups"),
                group => $"{group.GetProperty("count")} {Text(group.GetProperty("keys")[0], "text")}"
            )
        );

        IReadOnlyList<long> Numbers(string list) => Each(found.GetProperty(list).GetProperty("nodes"), Number);
    }

    private async Task<string> NewAsync(string name, string values)
    {
        var made = await world.RunAsync(
            "createStatusDetail",
            $$"""{key: "{{name}}-{{mark}}", label: "{{name}}", {{values}} }"""
        );
        return Text(made.Object("statusDetail"), "id");
    }

    private Task<Payload> UpdateAsync(string id, string values) =>
        world.RunAsync("updateStatusDetail", $$"""{id: "{{id}}", {{values}} }""");

    private async Task<(string Key, int Position)> ReadAsync(string id)
    {
        var found = await world.ReadAsync($$"""{ statusDetailById(id: "{{id}}") { key position } }""");
        var detail = found.GetProperty("statusDetailById");
        return (Text(detail, "key").Split('-')[0], detail.GetProperty("position").GetInt32());
    }

    private static List<T> Each<T>(JsonElement list, Func<JsonElement, T> read) =>
        [.. list.EnumerateArray().Select(read)];

    private static long Number(JsonElement @case) => @case.GetProperty("number").GetInt64();

    private static string Text(JsonElement of, string name) => of.GetProperty(name).GetString()!;
}
