using System.Text.Json;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Records;

/// <summary>Many accounts, contacts or bugs are changed, deleted and restored as cases are.</summary>
public sealed class ManyRecordsTests(SmallWorld world) : IClassFixture<SmallWorld>
{
    private static int number;
    private readonly string mark = $"m{Interlocked.Increment(ref number)}x";

    public static TheoryData<string, string, string, string> Kinds { get; } =
        new()
        {
            { "Account", "name: \"{0}\"", "industry: \"Glass\"", "industry" },
            { "Contact", "lastName: \"{0}\"", "title: \"Head\"", "title" },
            { "Bug", "subject: \"{0}\"", "foundIn: \"2.0\"", "foundIn" },
        };

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_condition_finds_those_in_use_a_dry_run_writes_nothing_and_undoing_takes_all_back(
        string kind,
        string create,
        string set,
        string field
    )
    {
        var ids = await NewAsync(kind, create, 3);
        await world.RunAsync($"delete{kind}s", Select(ids[2]));
        var select = $"select: {{matching: {{search: \"{mark}\"}}}}";

        var look = await world.RunAsync($"massUpdate{kind}s", $"{{{select}, set: {{{set}}}, dryRun: true}}");
        Assert.Equal((2, 2, 0), Counts(look));
        Assert.False(look.HasChangeSet);
        Assert.All(await ValuesAsync(kind, field), value => Assert.Equal("null", value));

        var done = await world.RunAsync($"massUpdate{kind}s", $"{{{select}, set: {{{set}}}, expectedCount: 2}}");
        Assert.Equal((2, 2, 0), Counts(done));
        Assert.Equal(2, (await ValuesAsync(kind, field)).Count(value => value is not "null"));
        Assert.Equal((2, 0, 2), Counts(await world.RunAsync($"massUpdate{kind}s", $"{{{select}, set: {{{set}}}}}")));

        await world.Server.SettledAsync();
        var log = await world.ReadAsync(
            $$"""{ node(id: "{{Set(done)}}") { ... on ChangeSet { action recordChanges { nodes { kind type } } } } }"""
        );
        Assert.Equal("MASS_UPDATE", log.GetProperty("node").GetProperty("action").GetString());
        Assert.All(
            log.GetProperty("node").GetProperty("recordChanges").GetProperty("nodes").EnumerateArray(),
            change =>
                Assert.Equal(
                    $"UPDATED {kind.ToUpperInvariant()}",
                    $"{change.GetProperty("kind")} {change.GetProperty("type")}"
                )
        );

        var undone = await world.RunAsync("revertChangeSet", $$"""{changeSetId: "{{Set(done)}}"}""");
        Assert.Equal((2, 0), (undone.Object("reverted").GetInt32(), undone.Object("skippedCount").GetInt32()));
        Assert.All(await ValuesAsync(kind, field), value => Assert.Equal("null", value));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task One_that_cannot_be_written_keeps_all_from_it_unless_the_call_says_otherwise(
        string kind,
        string create,
        string set,
        string field
    )
    {
        var ids = await NewAsync(kind, create, 3);
        await world.RunAsync($"delete{kind}s", Select(ids[2]));
        var select =
            $"select: {{ids: [\"{string.Join("\", \"", ids)}\", \"{world[$"unknown{kind}"]}\"]}}, set: {{{set}}}";

        var nothing = await world.RunAsync($"massUpdate{kind}s", $"{{{select}}}");
        Assert.Equal((3, 0, 0), Counts(nothing));
        Assert.Equal("CONFLICT INVALID_ID", Codes(nothing));
        Assert.All(await ValuesAsync(kind, field), value => Assert.Equal("null", value));

        var others = await world.RunAsync($"massUpdate{kind}s", $"{{{select}, errorPolicy: REJECT_FAILED_ROWS}}");
        Assert.Equal((3, 2, 0), Counts(others));
        Assert.Equal("CONFLICT INVALID_ID", Codes(others));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Deletion_and_return_by_a_condition_can_be_looked_at_guarded_and_undone(
        string kind,
        string create,
        string set,
        string field
    )
    {
        _ = (set, field);
        await NewAsync(kind, create, 2);
        var select = $"select: {{matching: {{search: \"{mark}\"}}}}";

        var look = await world.RunAsync($"delete{kind}s", $"{{{select}, dryRun: true}}");
        Assert.Equal((2, false), (look.Object("deleted").GetInt32(), look.HasChangeSet));
        Assert.Equal(
            ["SelectionSizeError"],
            (await world.RunAsync($"delete{kind}s", $"{{{select}, maxCount: 1}}")).Errors
        );
        Assert.Equal(
            ["EmptySelectionError"],
            (await world.RunAsync($"delete{kind}s", "{select: {matching: {}}}")).Errors
        );
        Assert.Equal(2, await CountAsync(kind));

        var deleted = await world.RunAsync($"delete{kind}s", $"{{{select}, expectedCount: 2}}");
        Assert.Equal((2, 0), (deleted.Object("deleted").GetInt32(), await CountAsync(kind)));
        var restored = await world.RunAsync($"restore{kind}s", $"{{{select}}}");
        Assert.Equal((2, 2), (restored.Object("restored").GetInt32(), await CountAsync(kind)));
        await world.RunAsync("revertChangeSet", $$"""{changeSetId: "{{Set(restored)}}"}""");
        Assert.Equal(0, await CountAsync(kind));
    }

    [Fact]
    public async Task What_an_update_of_one_would_be_told_a_mass_update_is_told()
    {
        var parents = await NewAsync("Account", "name: \"{0}\"", 2);
        await world.RunAsync("updateAccount", $$"""{id: "{{parents[0]}}", parentId: "{{parents[1]}}"}""");
        var select = $"select: {{ids: [\"{parents[0]}\", \"{parents[1]}\"]}}";

        var circle = await world.RunAsync(
            "massUpdateAccounts",
            $$"""{{{select}}, set: {parentId: "{{parents[0]}}"} }"""
        );
        Assert.Equal((2, 0, 0), Counts(circle));
        Assert.Equal("CONFLICT CONFLICT", Codes(circle));

        var mistakes = await world.RunAsync(
            "massUpdateAccounts",
            $$"""{{{select}}, set: {parentId: "@unknownAccount", assignedToId: "@inactiveUser", industry: "\u0000"} }"""
        );
        Assert.Equal(
            "input.set.assignedToId INACTIVE, input.set.industry INVALID_CHARACTER, input.set.parentId RelatedObjectNotFoundError",
            string.Join(", ", mistakes.Errors.Order(StringComparer.Ordinal))
        );
    }

    private async Task<List<string>> NewAsync(string kind, string fields, int count)
    {
        var ids = new List<string>();
        for (var at = 0; at < count; at++)
        {
            var made = await world.RunAsync(
                $"create{kind}",
                $"{{{fields.Replace("{0}", $"{mark} {at}", StringComparison.Ordinal)}}}"
            );
            ids.Add(made.Object(kind.ToLowerInvariant()).GetProperty("id").GetString()!);
        }
        return ids;
    }

    private static string Select(string id) => $$"""{select: {ids: ["{{id}}"]} }""";

    private static (int Matched, int Changed, int Unchanged) Counts(Payload done) =>
        (done.Object("matched").GetInt32(), done.Object("changed").GetInt32(), done.Object("unchanged").GetInt32());

    private static string Codes(Payload done) =>
        string.Join(' ', done.Object("rejected").EnumerateArray().Select(one => one.GetProperty("code").GetString()));

    private static string? Set(Payload done) => done.Object("changeSet").GetProperty("id").GetString();

    private async Task<List<string>> ValuesAsync(string kind, string field) =>
        [
            .. (await RowsAsync(kind, field, includeDeleted: true))
                .EnumerateArray()
                .Select(node => node.GetProperty(field).GetRawText()),
        ];

    private async Task<int> CountAsync(string kind) =>
        (await RowsAsync(kind, "id", includeDeleted: false)).GetArrayLength();

    private async Task<JsonElement> RowsAsync(string kind, string field, bool includeDeleted)
    {
        var list = kind.ToLowerInvariant() + "s";
        var data = await world.ReadAsync(
            $"{{ {list}(search: \"{mark}\", includeDeleted: {(includeDeleted ? "true" : "false")}) {{ nodes {{ {field} }} }} }}"
        );
        return data.GetProperty(list).GetProperty("nodes");
    }
}
