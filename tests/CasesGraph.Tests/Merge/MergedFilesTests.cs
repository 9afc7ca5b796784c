using System.Text.Json;
using System.Text.Json.Nodes;
using CasesGraph.Tests.ChangeLog;
using CasesGraph.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Tests.Merge;

/// <summary>Attachments of cases that are merged and brought back.</summary>
public sealed class MergedFilesTests(SmallWorld world) : IClassFixture<SmallWorld>
{
    private HttpClient Client => world.Server.Client;

    [Fact]
    public async Task Files_go_with_a_merge_and_come_back_with_the_case()
    {
        var (primary, duplicate) = (await NewAsync(), await NewAsync());
        await AttachAsync(primary, "own.txt");
        await AttachAsync(duplicate, "one.txt");
        await SayAsync(duplicate, "two.txt");

        var merged = await Client.WriteAsync(
            "mergeCases",
            $"primaryId: {primary}, duplicateIds: [{duplicate}]",
            "moved { updates attachments }"
        );

        Assert.Equal("""{"updates":1,"attachments":2}""", merged.GetProperty("moved").GetRawText());
        Assert.Equal("own.txt one.txt two.txt", await FilesAsync(primary));
        Assert.Equal("", await FilesAsync(duplicate));
        Assert.Equal("MERGED >one.txt >two.txt", await LoggedAsync(primary));
        Assert.Equal("MERGED one.txt> two.txt>", await LoggedAsync(duplicate));

        await AttachAsync(primary, "later.txt");
        await Client.WriteAsync("unmergeCase", $"caseId: {duplicate}");

        Assert.Equal("own.txt later.txt", await FilesAsync(primary));
        Assert.Equal("one.txt two.txt", await FilesAsync(duplicate));
        Assert.Equal("UNMERGED one.txt> two.txt>", await LoggedAsync(primary));
        Assert.Equal("UNMERGED >one.txt >two.txt", await LoggedAsync(duplicate));
        await AssertReplaysAsync();
    }

    [Fact]
    public async Task Each_case_of_a_chain_gets_what_was_attached_to_it()
    {
        var (root, middle, last) = (await NewAsync(), await NewAsync(), await NewAsync());
        await AttachAsync(last, "last.txt");
        await Client.WriteAsync("mergeCases", $"primaryId: {middle}, duplicateIds: [{last}]");
        await AttachAsync(middle, "middle.txt");
        await Client.WriteAsync("mergeCases", $"primaryId: {root}, duplicateIds: [{middle}]");
        Assert.Equal("last.txt middle.txt", await FilesAsync(root));

        var unmerged = await Client.WriteAsync("unmergeCase", $"caseId: {middle}");
        Assert.Equal("last.txt middle.txt", await FilesAsync(middle));
        await Client.WriteAsync("revertChangeSet", $"changeSetId: \"{SetOf(unmerged)}\"");
        Assert.Equal("last.txt middle.txt", await FilesAsync(root));

        await Client.WriteAsync("unmergeCase", $"caseId: {last}");
        Assert.Equal(("middle.txt", "last.txt"), (await FilesAsync(root), await FilesAsync(last)));
        await Client.WriteAsync("unmergeCase", $"caseId: {middle}");
        Assert.Equal(("", "middle.txt"), (await FilesAsync(root), await FilesAsync(middle)));
        await AssertReplaysAsync();
    }

    [Fact]
    public async Task A_merged_case_takes_neither_files_nor_links_nor_any_part_in_a_mass_write()
    {
        var (primary, duplicate) = (await NewAsync(), await NewAsync());
        await Client.WriteAsync("mergeCases", $"primaryId: {primary}, duplicateIds: [{duplicate}]");
        var select = $$"""select: {ids: [{{duplicate}}]}""";

        foreach (
            var (mutation, input) in new[]
            {
                ("deleteCases", select),
                ("restoreCases", select),
                ("massUpdateCases", select + ", set: {priority: LOW}"),
            }
        )
        {
            var done = await Client.WriteAsync(mutation, input, "rejected { code reason }");
            Assert.Equal(
                """[{"code":"CONFLICT","reason":"The case was merged into another. Only unmergeCase brings it back."}]""",
                done.GetProperty("rejected").GetRawText()
            );
        }
        var restored = await Client.WriteAsync(
            "restoreCases",
            $$"""select: {matching: {where: {number: {eq: {{duplicate}} } } } }""",
            "restored rejectedCount"
        );
        Assert.Equal(
            (0, 0),
            (restored.GetProperty("restored").GetInt32(), restored.GetProperty("rejectedCount").GetInt32())
        );
        var attached = await AttachAsync(duplicate, "late.txt");
        Assert.Equal(["CaseMergedError"], attached.Errors);
        foreach (
            var (mutation, input) in new[]
            {
                ("linkCaseBugs", "bugIds: [\"@bug\"]"),
                ("unlinkCaseBugs", "bugIds: [\"@bug\"]"),
                ("linkCaseContacts", "contacts: [{contactId: \"@contact\"}]"),
                ("unlinkCaseContacts", "contactIds: [\"@contact\"]"),
            }
        )
            Assert.Equal("CaseMergedError", await RefusalAsync(mutation, $"caseId: {duplicate}, {input}"));
        Assert.Equal("CaseMergedError", await RefusalAsync("duplicateCase", $"id: {duplicate}"));
    }

    private async Task<string> RefusalAsync(string mutation, string input)
    {
        var data = await world.ReadAsync(
            $$"""mutation { {{mutation}}(input: { {{input}} }) { errors { __typename ... on CaseMergedError { survivor { id } } } } }"""
        );
        return data.GetProperty(mutation).GetProperty("errors")[0].GetProperty("__typename").GetString()!;
    }

    private async Task<long> NewAsync() => (await world.NewCaseAsync()).GetProperty("number").GetInt64();

    private Task<Payload> AttachAsync(long number, string name) =>
        Client.AttachAsync($"{number}", (name, "some text"u8.ToArray()));

    private Task<Payload> SayAsync(long number, string file) =>
        Client.SendFilesAsync(
            Mutating.Document("addCaseUpdate", "case { number }"),
            new JsonObject { ["caseId"] = $"{number}", ["text"] = "See file" },
            "attachments",
            (file, "other text"u8.ToArray())
        );

    private async Task<string> FilesAsync(long number)
    {
        var data = await world.ReadAsync(
            $$"""{ caseById(id: {{number}}) { attachments { nodes { fileName case { number } caseUpdate { text case { number } } } } } }"""
        );
        var files = data.GetProperty("caseById")
            .GetProperty("attachments")
            .GetProperty("nodes")
            .EnumerateArray()
            .ToList();
        Assert.All(
            files,
            file =>
            {
                Assert.Equal(number, file.GetProperty("case").GetProperty("number").GetInt64());
                if (file.GetProperty("caseUpdate") is { ValueKind: JsonValueKind.Object } update)
                    Assert.Equal(number, update.GetProperty("case").GetProperty("number").GetInt64());
            }
        );
        return string.Join(' ', files.Select(file => file.GetProperty("fileName").GetString()));
    }

    /// <summary>What the newest change of a case did to its files.</summary>
    private async Task<string> LoggedAsync(long number)
    {
        var data = await world.ReadAsync(
            $$"""{ caseById(id: {{number}}) { changes(last: 1) { nodes { kind fields { field beforeText afterText } } } } }"""
        );
        var change = data.GetProperty("caseById").GetProperty("changes").GetProperty("nodes")[0];
        var files = change
            .GetProperty("fields")
            .EnumerateArray()
            .Where(field => field.GetProperty("field").GetString() is "ATTACHMENTS")
            .Select(field => $"{field.GetProperty("beforeText")}>{field.GetProperty("afterText")}");
        return $"{change.GetProperty("kind")} {string.Join(' ', files)}";
    }

    private static string SetOf(JsonElement payload) => payload.GetProperty("changeSet").GetProperty("id").GetString()!;

    private async Task AssertReplaysAsync()
    {
        await using var db = world.Server.Database.CreateDb();
        await LogReplay.AssertAsync(db);
    }
}
