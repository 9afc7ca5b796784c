using System.Text.Json;
using CasesGraph.Access;
using CasesGraph.Tests.Access;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Purge;

/// <summary>purgeCases from the outside: which cases go, and what is left of them for readers.</summary>
public sealed class PurgedCasesTests(SmallWorld world) : IClassFixture<SmallWorld>
{
    [Fact]
    public async Task A_purged_case_is_nowhere_any_more()
    {
        await world.NewCaseAsync(
            """accountId: "@account", contacts: [{contactId: "@contact"}], bugIds: ["@bug"], externalReference: "gone" """
        );
        await world.RunAsync("addCaseUpdate", """{caseId: "@case", text: "Vanishing message"}""");

        var payload = await world.RunAsync("purgeCases", """{select: {ids: ["@case"]}, reason: "Asked for"}""");

        Assert.Equal([world["case"]], Texts(payload, "purgedIds"));
        Assert.Equal("PURGE", payload.Object("changeSet").GetProperty("action").GetString());
        var read = await world.ReadAsync(
            """
            {
              caseById(id: "@case") { number }
              node(id: "@case") { id }
              cases(where: {id: {eq: "@case"}}, includeDeleted: true) { totalCount }
              search: cases(search: "vanishing", includeDeleted: true) { totalCount }
              contacts(where: {cases: {some: {externalReference: {eq: "gone"}}}}) { totalCount }
              bugs(where: {cases: {some: {externalReference: {eq: "gone"}}}}) { totalCount }
            }
            """
        );
        Assert.Equal(
            """{"caseById":null,"node":null,"cases":{"totalCount":0},"search":{"totalCount":0},"contacts":{"totalCount":0},"bugs":{"totalCount":0}}""",
            read.GetRawText()
        );
        await world.NewCaseAsync("""externalReference: "gone" """);
    }

    [Fact]
    public async Task The_log_of_a_purged_case_keeps_everything_but_values()
    {
        var number = (await world.NewCaseAsync("""description: "Hidden" """)).GetProperty("number").GetInt64();
        await world.RunAsync("updateCase", """{id: "@case", priority: HIGH}""");
        const string selection = "cursor kind version occurredAt changeSet { id } fields { field }";
        var where = $"{{caseNumber: {{eq: {number}}}}}";
        var before = await world.Server.Client.ListChangesAsync(after: null, selection, where);

        await world.RunAsync("purgeCases", """{select: {ids: ["@case"]}}""");
        await world.Server.SettledAsync();

        var after = await world.Server.Client.ListChangesAsync(after: null, selection, where);
        Assert.Equal(before, [.. after.SkipLast(1)]);
        var last = JsonElement.Parse(after[^1]);
        Assert.Equal(("PURGED", 3), (last.GetProperty("kind").GetString(), last.GetProperty("version").GetInt32()));
        var values = await world.Server.Client.ListChangesAsync(
            after: null,
            "case { id } updates { id } fields { before after beforeText afterText }",
            where
        );
        Assert.Equal(3, values.Count);
        Assert.All(
            values.Select(change => JsonElement.Parse(change)),
            change =>
            {
                Assert.Equal(JsonValueKind.Null, change.GetProperty("case").ValueKind);
                Assert.All(
                    change.GetProperty("fields").EnumerateArray(),
                    field =>
                        Assert.Equal(
                            """{"before":null,"after":null,"beforeText":null,"afterText":null}""",
                            field.GetRawText()
                        )
                );
            }
        );
    }

    [Fact]
    public async Task Subscribers_hear_of_a_purge_and_those_who_catch_up_read_over_it()
    {
        var cursor = await world.Server.SettledAsync();
        await using var live = await GraphSocket.OpenAsync(world.Server.Client);
        await live.SubscribeAsync(
            "1",
            $$"""subscription { onCaseChanged(after: "{{cursor}}") { kind case { id } fields { after } } }"""
        );
        await live.SubscribeAsync(
            "2",
            $$"""subscription { onCaseChanged(after: "{{cursor}}", where: {case: {subject: {eq: "Next"} } }) { kind case { subject } } }"""
        );
        await world.NewCaseAsync();
        await world.RunAsync("purgeCases", """{select: {ids: ["@case"]}}""");
        await world.RunAsync("createCase", """{subject: "Next"}""");

        var heard = new Dictionary<string, List<string>>(StringComparer.Ordinal) { ["1"] = [], ["2"] = [] };
        while (heard["1"].Count < 3 || heard["2"].Count < 1)
        {
            var message = await live.MessageAsync();
            heard[message.GetProperty("id").GetString()!]
                .Add(
                    message
                        .GetProperty("payload")
                        .GetProperty("data")
                        .GetProperty("onCaseChanged")
                        .GetProperty("kind")
                        .GetString()!
                );
        }
        Assert.Equal(["CREATED", "PURGED", "CREATED"], heard["1"]);
        Assert.Equal(["CREATED"], heard["2"]);
        using var late = await GraphEvents.OpenAsync(
            world.Server.Client,
            $$"""subscription { onCaseChanged(after: "{{cursor}}") { kind case { subject } fields { after } } }"""
        );
        var first = (await late.ReadAsync())!.Data;
        Assert.Contains("\"kind\":\"CREATED\",\"case\":null", first, StringComparison.Ordinal);
        Assert.DoesNotContain("\"after\":\"", first, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ids_name_cases_in_use_and_deleted_ones_and_a_condition_finds_deleted_ones_alone()
    {
        await world.NewCaseAsync("""externalReference: "purge-1" """);
        var first = world["case"];
        await world.NewCaseAsync("""externalReference: "purge-2" """);
        await world.RunAsync("deleteCases", """{select: {ids: ["@case"]}}""");
        const string matching = """{select: {matching: {where: {externalReference: {startsWith: "purge-"}}}}}""";

        var dry = await world.RunAsync("purgeCases", matching[..^1] + ", dryRun: true}");
        var byCondition = await world.RunAsync("purgeCases", matching);
        var byIds = await world.RunAsync("purgeCases", $$"""{select: {ids: ["{{first}}", "@case", "{{first}}"]} }""");

        Assert.Equal([world["case"]], Texts(dry, "purgedIds"));
        Assert.False(dry.HasChangeSet);
        Assert.Equal([world["case"]], Texts(byCondition, "purgedIds"));
        Assert.Equal([first], Texts(byIds, "purgedIds"));
        Assert.Equal(
            [$"{world["case"]} INVALID_ID"],
            [
                .. byIds
                    .Object("rejected")
                    .EnumerateArray()
                    .Select(one => $"{one.GetProperty("id").GetString()} {one.GetProperty("code").GetString()}"),
            ]
        );
    }

    [Theory]
    [InlineData("""{select: {matching: {where: {}}}}""", "EmptySelectionError")]
    [InlineData("""{select: {ids: ["@case"]}, expectedCount: 2}""", "SelectionSizeError")]
    [InlineData("""{select: {ids: ["@case", "@unknownCase"]}, expectedCount: 2}""", "SelectionSizeError")]
    [InlineData("""{select: {ids: ["x"]}}""", "input.select.ids.0 INVALID_ID")]
    [InlineData("""{select: {ids: ["@case"]}, reason: "\u0000"}""", "input.reason INVALID_CHARACTER")]
    public async Task A_wrong_selection_purges_nothing(string input, string error)
    {
        await world.NewCaseAsync();
        Assert.Equal([error], (await world.RunAsync("purgeCases", input)).Errors);
        Assert.Equal(
            1,
            (await world.RunAsync("purgeCases", """{select: {ids: ["@case"]}}""")).Object("purged").GetInt32()
        );
    }

    [Fact]
    public async Task Who_may_not_purge_is_told_so_and_nothing_is_purged()
    {
        await using var server = new RunningServer { Services = CallersByGrants.Use };
        await server.InitializeAsync();
        var number = await server.Client.CreateCaseAsync("Stays");
        server.Client.DefaultRequestHeaders.Add(
            CallersByGrants.Header,
            CallersByGrants.Only(Enum.GetValues<AccessAction>().Except([AccessAction.CasePurge]))
        );

        var purged = await server.Client.MutateAsync("purgeCases", new { select = new { ids = new[] { number } } });

        Assert.Contains("ForbiddenError", Assert.Single(purged.Errors), StringComparison.Ordinal);
        var left = await server.Client.AskAsync($"{{ caseById(id: {number}) {{ subject }} }}");
        Assert.Equal("Stays", left.GetProperty("caseById").GetProperty("subject").GetString());
    }

    private static IReadOnlyList<string?> Texts(Payload payload, string name) =>
        [.. payload.Object(name).EnumerateArray().Select(id => id.GetString())];
}
