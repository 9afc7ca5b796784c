using CasesGraph.Redaction;
using CasesGraph.Tests.ChangeLog;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Redaction;

/// <summary>redactCaseField from the outside: every text of a case, its log, merges and copies of it.</summary>
public sealed class RedactedFieldsTests(SmallWorld world) : IClassFixture<SmallWorld>
{
    public static TheoryData<string> Fields => [.. RedactableField.All.Select(one => one.Name.Name)];

    [Fact]
    public void The_texts_of_a_case_are_those_that_are_audited() =>
        Assert.Equal(
            "SUBJECT DESCRIPTION RESOLUTION WORK_LOG",
            string.Join(' ', RedactableField.All.Select(one => one.Name.Name))
        );

    [Theory]
    [MemberData(nameof(Fields))]
    public async Task Every_text_goes_from_the_case_and_from_all_of_its_log(string field)
    {
        var property = new RedactableField(field).Field.InputName;
        await world.NewCaseAsync();
        foreach (var value in new[] { "Firstcanary", "Secondcanary", "Thirdcanary" })
            await UpdateAsync($"{property}: \"{field} {value}\"");

        var done = await RedactAsync(field, "whole: true");

        Assert.Equal(new string('█', field.Length + 12), done.Case.GetProperty(property).GetString());
        Assert.Equal([], await Traces.RowsAsync(world.Server.Database, "canary"));
        var found = await world.ReadAsync("""{ cases(search: "thirdcanary", includeDeleted: true) { totalCount } }""");
        Assert.Equal("""{"cases":{"totalCount":0}}""", found.GetRawText());
        Assert.Empty(done.Data.GetProperty("others").EnumerateArray());
        await AssertReplaysAsync();
    }

    [Fact]
    public async Task Ranges_are_of_the_present_text_and_other_texts_of_the_log_go_whole()
    {
        await world.NewCaseAsync("description: \"Call 555 today\"");
        await UpdateAsync("description: \"Call 555 or 777\"");

        var done = await RedactAsync("DESCRIPTION", "ranges: [{start: 12, length: 3}]");

        Assert.Equal("Call 555 or ███", done.Case.GetProperty("description").GetString());
        Assert.Equal(
            [
                "null>\"██████████████\"",
                "\"██████████████\">\"Call 555 or ███\"",
                "\"Call 555 or ███\">\"Call 555 or ███\"",
            ],
            await LogAsync("DESCRIPTION")
        );
    }

    [Fact]
    public async Task A_field_that_is_empty_by_now_loses_what_the_log_has_of_it()
    {
        await world.NewCaseAsync("resolution: \"Gonecanary\"");
        await UpdateAsync("resolution: null");

        Assert.Equal(
            ["input.ranges.0.start INVALID_VALUE"],
            (await RedactAsync("RESOLUTION", "ranges: [{start: 0, length: 1}]")).Errors
        );
        Assert.True((await RedactAsync("RESOLUTION", "whole: true")).HasChangeSet);
        Assert.False((await RedactAsync("RESOLUTION", "whole: true")).HasChangeSet);
        Assert.False((await RedactAsync("WORK_LOG", "whole: true")).HasChangeSet);

        Assert.Equal([], await Traces.RowsAsync(world.Server.Database, "Gonecanary"));
        await AssertReplaysAsync();
    }

    /// <summary>A value that was taken by choice is in both cases; the name of the one that goes on in the other's log.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Cases_of_a_merge_lose_the_same_text_whichever_of_them_is_redacted(bool survivor)
    {
        await world.NewCaseAsync("description: \"Mergedcanary\"");
        var merged = world["case"];
        await world.NewCaseAsync("description: \"Own\"");
        var primary = world["case"];
        await world.RunAsync(
            "mergeCases",
            $$"""{primaryId: "{{primary}}", duplicateIds: ["{{merged}}"], choices: [{field: DESCRIPTION, fromCaseId: "{{merged}}"}]}"""
        );

        var done = await world.RunAsync(
            "redactCaseField",
            $$"""{caseId: "{{(survivor ? primary : merged)}}", field: DESCRIPTION, whole: true, reason: "r"}"""
        );
        Assert.Single(done.Object("others").EnumerateArray());
        Assert.Equal([], await Traces.RowsAsync(world.Server.Database, "Mergedcanary"));

        var back = await world.RunAsync("unmergeCase", $$"""{caseId: "{{merged}}"}""");
        Assert.Equal("████████████", back.Object("case").GetProperty("description").GetString());
        Assert.Equal("████████████", back.Data.GetProperty("survivor").GetProperty("description").GetString());
        Assert.Contains(
            "DESCRIPTION",
            back.Data.GetProperty("kept").EnumerateArray().Select(kept => kept.GetProperty("field").GetString()!),
            StringComparer.Ordinal
        );
        await AssertReplaysAsync();
    }

    [Fact]
    public async Task A_subject_goes_from_the_log_of_cases_that_were_merged_into_the_case_too()
    {
        await world.NewCaseAsync();
        var merged = world["case"];
        await world.RunAsync("createCase", """{subject: "Any"}""");
        await world.NewCaseAsync();
        await UpdateAsync("subject: \"Subjectcanary\"");
        await world.RunAsync("mergeCases", $$"""{primaryId: "@case", duplicateIds: ["{{merged}}"]}""");
        Assert.Contains(
            "FieldChange.AfterText",
            await Traces.RowsAsync(world.Server.Database, "Subjectcanary"),
            StringComparer.Ordinal
        );

        await RedactAsync("SUBJECT", "ranges: [{start: 0, length: 13}]");

        Assert.Equal([], await Traces.RowsAsync(world.Server.Database, "Subjectcanary"));
    }

    [Fact]
    public async Task Copies_that_have_the_text_are_told_and_stay_until_they_are_redacted_too()
    {
        await world.NewCaseAsync("description: \"Copiedcanary\"");
        await world.RunAsync("duplicateCase", """{id: "@case", overrides: {description: "Other"}}""");
        var copy = await world.RunAsync("duplicateCase", """{id: "@case"}""");
        await UpdateAsync("description: \"Copiedcanary and more\"");

        var done = await RedactAsync("DESCRIPTION", "ranges: [{start: 0, length: 12}]");
        var told = Assert.Single(done.Object("copies").EnumerateArray()).GetProperty("number").GetInt64();
        var second = await world.RunAsync(
            "redactCaseField",
            $"{{caseId: {told}, field: DESCRIPTION, whole: true, reason: \"r\"}}"
        );

        Assert.Equal(copy.Object("case").GetProperty("number").GetInt64(), told);
        Assert.Empty(second.Object("copies").EnumerateArray());
        Assert.Equal([], await Traces.RowsAsync(world.Server.Database, "Copiedcanary"));
    }

    [Fact]
    public async Task A_deleted_case_can_be_redacted_and_stays_deleted()
    {
        await world.NewCaseAsync("workLog: \"Workcanary\"");
        await world.RunAsync("deleteCases", """{select: {ids: ["@case"]}}""");

        var done = await RedactAsync("WORK_LOG", "whole: true");

        Assert.NotNull(done.Case.GetProperty("deletedAt").GetString());
        Assert.Equal([], await Traces.RowsAsync(world.Server.Database, "Workcanary"));
    }

    [Fact]
    public async Task Undoing_what_was_done_before_leaves_what_was_taken_out_and_lists_it()
    {
        await world.NewCaseAsync("description: \"Beforecanary\"");
        var edit = await UpdateAsync("description: \"Aftercanary\", priority: HIGH");
        var redacted = await RedactAsync("DESCRIPTION", "whole: true");

        var undone = await RevertAsync(edit);

        var skip = Assert.Single(undone.Skipped);
        Assert.Equal(
            ("description", redacted.Object("changeSet").GetProperty("id").GetString()),
            (skip.GetProperty("field").GetString(), skip.GetProperty("because").GetProperty("id").GetString())
        );
        var read = await world.ReadAsync("""{ caseById(id: "@case") { description priority } }""");
        Assert.Equal("""{"caseById":{"description":"███████████","priority":"MEDIUM"}}""", read.GetRawText());
        Assert.Equal(["ChangeSetNotRevertibleError"], (await RevertAsync(redacted)).Errors);
        await AssertReplaysAsync();
    }

    [Fact]
    public async Task What_is_written_later_can_be_undone_as_ever()
    {
        await world.NewCaseAsync("description: \"Old\"");
        await RedactAsync("DESCRIPTION", "whole: true");
        var edit = await UpdateAsync("description: \"New\"");

        Assert.Empty((await RevertAsync(edit)).Skipped);

        var read = await world.ReadAsync("""{ caseById(id: "@case") { description } }""");
        Assert.Equal("""{"caseById":{"description":"███"}}""", read.GetRawText());
    }

    [Fact]
    public async Task Ranges_of_a_version_that_is_not_the_last_are_refused()
    {
        await world.NewCaseAsync("description: \"abc\"");
        await UpdateAsync("description: \"xabc\"");

        var refused = await RedactAsync("DESCRIPTION", "ranges: [{start: 0, length: 1}], expectedVersion: 1");

        Assert.Equal(["VersionConflictError"], refused.Errors);
        Assert.Empty((await RedactAsync("DESCRIPTION", "whole: true, expectedVersion: 2")).Errors);
    }

    [Theory]
    [InlineData("""caseId: "@case", whole: true, reason: "" """, "input.reason REQUIRED")]
    [InlineData("""caseId: "@unknownCase", whole: true, reason: "r" """, "CaseNotFoundError")]
    [InlineData("""caseId: "@case", reason: "r" """, "input.ranges REQUIRED")]
    public async Task A_mistake_writes_nothing(string input, string error)
    {
        await world.NewCaseAsync();
        var refused = await world.RunAsync("redactCaseField", $$"""{field: SUBJECT, {{input}}}""");
        Assert.Equal([error], refused.Errors);
    }

    private Task<Payload> UpdateAsync(string set) => world.RunAsync("updateCase", $$"""{id: "@case", {{set}}}""");

    private Task<Payload> RedactAsync(string field, string what) =>
        world.RunAsync("redactCaseField", $$"""{caseId: "@case", field: {{field}}, {{what}}, reason: "Asked for"}""");

    private Task<Payload> RevertAsync(Payload done) =>
        world.RunAsync(
            "revertChangeSet",
            $$"""{changeSetId: "{{done.Object("changeSet").GetProperty("id").GetString()}}"}"""
        );

    private async Task<IReadOnlyList<string>> LogAsync(string field)
    {
        var read = await world.ReadAsync(
            """{ caseById(id: "@case") { changes { nodes { fields { field before after } } } } }"""
        );
        return
        [
            .. read.GetProperty("caseById")
                .GetProperty("changes")
                .GetProperty("nodes")
                .EnumerateArray()
                .SelectMany(change => change.GetProperty("fields").EnumerateArray())
                .Where(row => string.Equals(row.GetProperty("field").GetString(), field, StringComparison.Ordinal))
                .Select(row => $"{row.GetProperty("before").GetRawText()}>{row.GetProperty("after").GetRawText()}"),
        ];
    }

    private async Task AssertReplaysAsync()
    {
        await using var db = world.Server.Database.CreateDb();
        await LogReplay.AssertAsync(db);
    }
}
