using System.Text.Json;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Cases;

/// <summary>deleteCases and restoreCases from the outside.</summary>
public sealed class DeletedCasesTests(SmallWorld world) : IClassFixture<SmallWorld>
{
    private static readonly string[] Variables =
    [
        "$text: String",
        "$where: CaseFilterInput",
        "$priorities: [CasePriority]",
        "$age: Duration",
    ];

    [Fact]
    public async Task A_deleted_case_is_read_by_its_id_and_hidden_from_every_list()
    {
        await world.NewCaseAsync(
            """
            accountId: "@account", contacts: [{contactId: "@contact"}], bugIds: ["@bug"], assignedToId: "@user"
            """
        );
        const string everywhere = """
            {
              byId: caseById(id: "@case") { deletedAt }
              node(id: "@case") { ... on Case { deletedAt } }
              cases(where: {id: {eq: "@case"}}) { totalCount }
              all: cases(where: {id: {eq: "@case"}}, includeDeleted: true) { totalCount }
              accountById(id: "@account") { cases { totalCount } }
              contactById(id: "@contact") { cases { totalCount } }
              bugById(id: "@bug") { cases { totalCount } }
              userById(id: "@user") { assignedCases { totalCount } }
              accounts(where: {cases: {some: {id: {eq: "@case"}}}}) { totalCount }
              contacts(where: {cases: {some: {id: {eq: "@case"}}}}) { totalCount }
            }
            """;
        var before = await world.ReadAsync(everywhere);
        await world.RunAsync("deleteCases", """{select: {ids: ["@case"]}}""");
        var after = await world.ReadAsync(everywhere);

        Assert.Equal([1, 0, 1, 1, 1, 1, 1, 1], Counts(before).Zip(Counts(after), (with, without) => with - without));
        Assert.NotNull(after.GetProperty("byId").GetProperty("deletedAt").GetString());
        Assert.NotNull(after.GetProperty("node").GetProperty("deletedAt").GetString());
    }

    [Fact]
    public async Task A_deleted_case_takes_no_writes_and_a_restore_brings_all_back()
    {
        await world.NewCaseAsync("""contacts: [{contactId: "@contact", role: PRIMARY}], bugIds: ["@bug"]""");
        var full = (await world.RunAsync("addCaseUpdate", """{caseId: "@case", text: "Hello"}""")).Case;
        var deleted = await world.RunAsync("deleteCases", """{select: {ids: ["@case"]}, reason: "Spam"}""");
        var edit = await world.RunAsync("updateCase", """{id: "@case", priority: LOW}""");
        var message = await world.RunAsync("addCaseUpdate", """{caseId: "@case", text: "Too late"}""");
        var restored = await world.RunAsync("restoreCases", """{select: {ids: ["@case"]}}""");

        Assert.Equal([world["case"]], Texts(deleted, "deletedIds"));
        Assert.Equal(["CaseDeletedError"], edit.Errors);
        Assert.Equal(["CaseDeletedError"], message.Errors);
        Assert.Equal([world["case"]], Texts(restored, "restoredIds"));
        var now = await world.ReadAsync($$"""{ caseById(id: "@case") { {{Mutating.CaseFields}} } }""");
        Assert.Equal(4, now.GetProperty("caseById").GetProperty("version").GetInt32());
        Assert.Equal(WithoutVersion(full), WithoutVersion(now.GetProperty("caseById")));
    }

    [Fact]
    public async Task Each_of_many_is_deleted_or_told_with_the_reason()
    {
        await world.NewCaseAsync();
        var gone = world["case"];
        await world.RunAsync("deleteCases", """{select: {ids: ["@case"]}}""");
        await world.NewCaseAsync();

        var payload = await world.RunAsync(
            "deleteCases",
            $$"""{select: {ids: ["@case", "{{gone}}", "@unknownCase", "@case"] } }"""
        );

        Assert.Equal([world["case"]], Texts(payload, "deletedIds"));
        Assert.Equal(2, payload.Data.GetProperty("rejectedCount").GetInt32());
        Assert.Equal(
            [$"{gone} CONFLICT True", $"{world["unknownCase"]} INVALID_ID False"],
            [
                .. payload
                    .Data.GetProperty("rejected")
                    .EnumerateArray()
                    .Select(one =>
                        $"{one.GetProperty("id").GetString()} {one.GetProperty("code").GetString()} {one.GetProperty("case").ValueKind is JsonValueKind.Object}"
                    ),
            ]
        );
    }

    [Fact]
    public async Task A_dry_run_answers_alike_and_changes_nothing()
    {
        await world.NewCaseAsync();
        var before = await world.Server.Database.CountChangeSetsAsync();
        var dry = await world.RunAsync("deleteCases", """{select: {ids: ["@case"]}, dryRun: true}""");
        Assert.Equal([world["case"]], Texts(dry, "deletedIds"));
        Assert.False(dry.HasChangeSet);
        Assert.Equal(before, await world.Server.Database.CountChangeSetsAsync());
        Assert.Equal(
            1,
            (await world.RunAsync("deleteCases", """{select: {ids: ["@case"]}}""")).Object("deleted").GetInt32()
        );
    }

    [Fact]
    public async Task A_condition_finds_cases_in_use_to_delete_and_deleted_ones_to_restore()
    {
        await world.NewCaseAsync("""externalReference: "match-1" """);
        await world.NewCaseAsync("""externalReference: "match-2" """);
        const string matching = """{select: {matching: {where: {externalReference: {startsWith: "match-"}}}}}""";

        var deleted = await world.RunAsync("deleteCases", matching);
        var again = await world.RunAsync("deleteCases", matching);
        var restored = await world.RunAsync("restoreCases", matching);
        var searched = await world.RunAsync("deleteCases", """{select: {matching: {search: "no such words"}}}""");

        Assert.Equal(
            (2, 0, 2, 0),
            (
                Count(deleted, "deleted"),
                Count(again, "deleted"),
                Count(restored, "restored"),
                Count(searched, "deleted")
            )
        );
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{where: null, search: null}")]
    [InlineData("""{search: ""}""")]
    [InlineData("""{where: {}, search: " \u200B\u00AD\n"}""")]
    [InlineData("{where: {}}")]
    [InlineData("{where: {subject: {eq: $text}}}")]
    [InlineData("{where: $where}")]
    [InlineData("{where: {subject: {eq: $text}, priority: {in: $priorities}}}")]
    [InlineData("{where: {and: [{subject: {eq: $text}}, {account: {name: {eq: $text}}}]}}")]
    [InlineData("""{where: {or: [{subject: {eq: "x"}}, {subject: {eq: $text}}]}}""")]
    [InlineData("{where: {not: {not: {subject: {eq: $text}}}, priority: {}}}")]
    [InlineData("{where: {contacts: {all: {email: {eq: $text}}}}}")]
    [InlineData("{where: {createdAt: {within: {from: $age}}}}")]
    [InlineData("{where: {number: {nin: []}}}")]
    public async Task A_selection_without_an_effective_condition_is_refused(string matching)
    {
        await world.NewCaseAsync();
        var declared = string.Join(
            ", ",
            Variables.Where(variable => matching.Contains(variable.Split(':')[0], StringComparison.Ordinal))
        );
        foreach (var mutation in new[] { "deleteCases", "restoreCases" })
        {
            var answer = await world.ReadAsync(
                $$"""
                mutation{{(declared.Length > 0 ? $"({declared})" : "")}} {
                  {{mutation}}(input: {select: {matching: {{matching}} } }) { rejectedCount errors { __typename } }
                }
                """
            );
            Assert.Equal(
                """{"rejectedCount":null,"errors":[{"__typename":"EmptySelectionError"}]}""",
                answer.GetProperty(mutation).GetRawText()
            );
        }
    }

    [Fact]
    public async Task The_callers_word_on_the_size_of_a_selection_counts()
    {
        await world.NewCaseAsync();
        var total = (await world.ReadAsync("{ cases { totalCount } }"))
            .GetProperty("cases")
            .GetProperty("totalCount")
            .GetInt32();

        var wrong = await DeleteAllAsync($"expectedCount: {total + 1}");
        var tooMany = await DeleteAllAsync($"expectedCount: {total}, maxCount: {total - 1}");
        var right = await DeleteAllAsync($"expectedCount: {total}");

        Assert.Equal(["SelectionSizeError"], wrong.Errors);
        Assert.Equal(["SelectionSizeError"], tooMany.Errors);
        Assert.Equal(total, Count(right, "deleted"));

        Task<Payload> DeleteAllAsync(string guards) =>
            world.RunAsync("deleteCases", $$"""{select: {matching: {} }, dryRun: true, {{guards}} }""");
    }

    [Theory]
    [InlineData(
        """{select: {ids: ["x", "@case", "@account"]}}""",
        "input.select.ids.0 INVALID_ID",
        "input.select.ids.2 INVALID_ID"
    )]
    [InlineData("""{select: {ids: ["@case"]}, reason: "\u0000"}""", "input.reason INVALID_CHARACTER")]
    public async Task A_malformed_selection_deletes_nothing(string input, params string[] errors)
    {
        await world.NewCaseAsync();
        Assert.Equal(errors, (await world.RunAsync("deleteCases", input)).Errors);
        Assert.Equal(1, Count(await world.RunAsync("deleteCases", """{select: {ids: ["@case"]}}"""), "deleted"));
    }

    private static int Count(Payload payload, string name) => payload.Object(name).GetInt32();

    private static IReadOnlyList<string?> Texts(Payload payload, string name) =>
        [.. payload.Object(name).EnumerateArray().Select(id => id.GetString())];

    private static IEnumerable<int> Counts(JsonElement data) =>
        data.EnumerateObject().SelectMany(field => Counts(field.Value, field.Name));

    private static IEnumerable<int> Counts(JsonElement value, string name) =>
        value.ValueKind is JsonValueKind.Object
            ? value.EnumerateObject().SelectMany(field => Counts(field.Value, field.Name))
        : name is "totalCount" ? [value.GetInt32()]
        : [];

    private static IReadOnlyList<string> WithoutVersion(JsonElement @case) =>
        [
            .. @case
                .EnumerateObject()
                .Where(field => field.Name is not ("version" or "updatedAt"))
                .Select(field => field.ToString()),
        ];
}
