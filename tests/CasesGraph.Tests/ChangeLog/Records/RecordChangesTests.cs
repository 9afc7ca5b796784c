using System.Text.Json;
using CasesGraph.Model;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Query;

namespace CasesGraph.Tests.ChangeLog.Records;

/// <summary>One log, one order of positions, for cases and all others.</summary>
[Collection(nameof(QuietCluster))]
public sealed class RecordChangesTests(SmallWorld world) : IClassFixture<SmallWorld>
{
    [Fact]
    public async Task One_order_holds_the_changes_of_all_records_and_a_cursor_is_good_in_every_list()
    {
        await world.NewCaseAsync();
        await world.RunAsync("updateAccount", """{id: "@account", name: "Renamed"}""");
        await world.RunAsync("updateCase", """{id: "@case", subject: "Renamed"}""");

        var all = await ListAsync("recordChanges(last: 100)");
        var cases = await ListAsync("caseChanges(last: 100)");
        var types = Enum.GetValues<RecordType>()
            .Where(type => type is not RecordType.Case)
            .Select(type => Naming.UpperSnake($"{type}"));
        var others = await ListAsync($"recordChanges(last: 100, types: [{string.Join(", ", types)}])");

        Assert.Equal(["CASE", "ACCOUNT", "CASE"], all.TakeLast(3).Select(Type).ToArray());
        Assert.Equal([.. cases.Select(Cursor)], all.Where(one => Type(one) is "CASE").Select(Cursor).ToArray());
        Assert.Equal([.. others.Select(Cursor)], all.Where(one => Type(one) is not "CASE").Select(Cursor).ToArray());
        Assert.Equal(all.Select(Position).Order(), all.Select(Position));
        var account = Cursor(all[^2]);
        Assert.Equal(
            [Cursor(all[^1])],
            (await ListAsync($"caseChanges(after: \"{account}\")")).Select(Cursor).ToArray()
        );
        Assert.Equal(
            [Cursor(all[^1])],
            (await ListAsync($"recordChanges(after: \"{account}\")")).Select(Cursor).ToArray()
        );
        Assert.Equal(
            [Cursor(all[^1])],
            (await ListAsync($$"""recordChanges(where: {since: "{{account}}"})""")).Select(Cursor).ToArray()
        );
    }

    [Fact]
    public async Task A_record_is_found_by_its_id_and_a_field_by_its_name_in_the_schema()
    {
        await world.NewCaseAsync("""assignedToId: "@user" """);
        await world.RunAsync("updateBug", """{id: "@bug", assignedToId: "@otherUser"}""");

        var assigned = await ListAsync("""recordChanges(last: 2, where: {field: {eq: "assignedTo"}})""");
        Assert.Equal(["CASE", "BUG"], assigned.Select(Type).ToArray());
        var named = await ListAsync("""recordChanges(last: 2, where: {afterText: {eq: "Noa Lind"}})""");
        Assert.Equal("BUG", Type(named[^1]));
        var bug = await ListAsync("""recordChanges(where: {recordId: {eq: "@bug"}})""");
        Assert.All(bug, change => Assert.Equal(world["bug"], change.GetProperty("recordId").GetString()));
        Assert.Equal("UPDATED", bug[^1].GetProperty("kind").GetString());
        var both = await ListAsync("""recordChanges(where: {recordId: {in: ["@bug", "@case"]}}, types: [CASE])""");
        Assert.Single(both);
        var refused = await world.Server.QueryAsync(
            world.Resolve("""{ recordChanges(where: {recordId: {eq: "nothing"}}) { totalCount } }""")
        );
        Assert.Contains("INVALID_ID", refused.GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("kind type", 3)]
    [InlineData("... on EntityChange { kind }", 2)]
    [InlineData("... on CaseChange { kind } record { id }", 6)]
    [InlineData("__typename", 3)]
    public async Task Rows_of_several_types_are_a_statement_for_each_that_is_there_and_asked_for(
        string asked,
        int statements
    )
    {
        await world.NewCaseAsync();
        await world.RunAsync("updateBug", """{id: "@bug", subject: "Again"}""");
        await world.RunAsync("updateBug", """{id: "@bug", subject: "And again"}""");
        await world.RunAsync("updateUser", $$"""{id: "@user", email: "{{Guid.NewGuid():N}}@example.com"}""");

        var text = $$"""{ recordChanges(last: 4, types: [CASE, BUG, USER]) { nodes { {{asked}} } } }""";
        await world.ReadAsync(text);
        using var counted = new CountedStatements();
        await world.ReadAsync(text);
        Assert.Equal(statements, counted.Count);
    }

    [Fact]
    public async Task A_purged_case_is_null_as_a_record_and_keeps_its_id()
    {
        var id = (await world.NewCaseAsync()).GetProperty("id").GetString();
        await world.RunAsync("deleteCases", """{select: {ids: ["@case"]}}""");
        await world.RunAsync("purgeCases", """{select: {ids: ["@case"]}}""");

        var changes = await ListAsync("""recordChanges(where: {recordId: {eq: "@case"}})""");

        Assert.Equal(
            ["CREATED", "DELETED", "PURGED"],
            changes.Select(one => one.GetProperty("kind").GetString()!).ToArray()
        );
        Assert.All(changes, one => Assert.Equal(JsonValueKind.Null, one.GetProperty("record").ValueKind));
        Assert.All(changes, one => Assert.Equal(id, one.GetProperty("recordId").GetString()));
    }

    [Fact]
    public async Task A_change_is_a_node_of_its_own()
    {
        var last = (await ListAsync("recordChanges(last: 1, types: [ACCOUNT])")).Single();
        var id = last.GetProperty("id").GetString();
        var node = await world.ReadAsync($$"""{ node(id: "{{id}}") { __typename ... on RecordChange { cursor } } }""");
        Assert.Equal("EntityChange", node.GetProperty("node").GetProperty("__typename").GetString());
        Assert.Equal(Cursor(last), node.GetProperty("node").GetProperty("cursor").GetString());
    }

    private async Task<List<JsonElement>> ListAsync(string list)
    {
        await world.Server.SettledAsync();
        var name = list.Split('(')[0];
        var data = await world.ReadAsync($$"""{ {{list}} { nodes { id cursor type kind recordId record { id } } } }""");
        return [.. data.GetProperty(name).GetProperty("nodes").EnumerateArray()];
    }

    private static string Type(JsonElement change) => change.GetProperty("type").GetString()!;

    private static string Cursor(JsonElement change) => change.GetProperty("cursor").GetString()!;

    private static long Position(JsonElement change)
    {
        Assert.True(CasesGraph.Query.LogPosition.TryParse(Cursor(change), out var position));
        return position;
    }
}
