using System.Text.Json;
using CasesGraph.Model;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.ChangeLog;

/// <summary>What is new behind a cursor can be counted, filtered and named.</summary>
public sealed class SinceTests(SmallWorld world) : IClassFixture<SmallWorld>
{
    [Fact]
    public async Task Since_counts_what_is_new_alone_and_among_other_conditions()
    {
        await world.NewCaseAsync();
        var cursor = await CursorAsync();
        Assert.Equal(0, await CountAsync($"{{since: \"{cursor}\"}}"));

        await world.RunAsync("updateCase", "{id: \"@case\", subject: \"New\"}");
        await world.RunAsync("updateCase", "{id: \"@case\", priority: LOW, subject: \"Newer\"}");
        await world.NewCaseAsync();
        await CursorAsync();

        Assert.Equal(3, await CountAsync($"{{since: \"{cursor}\"}}"));
        Assert.Equal(2, await CountAsync($"{{since: \"{cursor}\", kind: {{eq: UPDATED}}}}"));
        Assert.Equal(2, await CountAsync($"{{since: \"{cursor}\", field: {{eq: SUBJECT}}, kind: {{neq: CREATED}}}}"));
        Assert.Equal(
            await CountAsync("{}"),
            await CountAsync($"{{since: \"{cursor}\"}}") + await CountAsync($"{{not: {{since: \"{cursor}\"}}}}")
        );
        Assert.Equal(3, await CountAsync($"{{or: [{{since: \"{cursor}\"}}, {{since: \"{cursor}\"}}]}}"));
    }

    [Fact]
    public async Task Cases_can_be_found_by_what_is_new_in_their_history()
    {
        await world.NewCaseAsync();
        var cursor = await CursorAsync();
        var created = await world.NewCaseAsync();

        var found = await world.ReadAsync(
            $"{{ cases(where: {{changes: {{some: {{since: \"{cursor}\"}}}}}}) {{ nodes {{ id }} }} }}"
        );

        var nodes = found.GetProperty("cases").GetProperty("nodes").EnumerateArray();
        Assert.Equal(created.GetProperty("id").GetString(), Assert.Single(nodes).GetProperty("id").GetString());
    }

    [Fact]
    public async Task Every_change_names_its_case_a_purged_one_too()
    {
        var id = (await world.NewCaseAsync()).GetProperty("id").GetString();
        await world.RunAsync("deleteCases", "{select: {ids: [\"@case\"]}}");
        await world.RunAsync("purgeCases", "{select: {ids: [\"@case\"]}, reason: \"Asked for\"}");
        Assert.True(OpaqueId.TryDecode(id, out _, out var number));
        await world.Server.SettledAsync();

        var changes = await world.ReadAsync(
            $"{{ caseChanges(where: {{caseNumber: {{eq: {number}}}}}) {{ nodes {{ caseId case {{ id }} }} }} }}"
        );

        var nodes = changes.GetProperty("caseChanges").GetProperty("nodes").EnumerateArray().ToList();
        Assert.NotEmpty(nodes);
        Assert.All(
            nodes,
            node =>
            {
                Assert.Equal(id, node.GetProperty("caseId").GetString());
                Assert.Equal(JsonValueKind.Null, node.GetProperty("case").ValueKind);
            }
        );
    }

    private Task<string> CursorAsync() => world.Server.Client.ChangeCursorAsync();

    private async Task<int> CountAsync(string where) =>
        (await world.ReadAsync($"{{ caseChanges(where: {where}) {{ totalCount }} }}"))
            .GetProperty("caseChanges")
            .GetProperty("totalCount")
            .GetInt32();
}
