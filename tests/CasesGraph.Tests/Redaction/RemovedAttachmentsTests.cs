using System.Net;
using CasesGraph.Attachments;
using CasesGraph.Tests.ChangeLog;
using CasesGraph.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Tests.Redaction;

/// <summary>removeAttachments from the outside, and what becomes of the contents.</summary>
public sealed class RemovedAttachmentsTests(SmallWorld world) : IClassFixture<SmallWorld>
{
    [Fact]
    public async Task A_removed_file_is_nowhere_and_its_link_answers_404()
    {
        await world.NewCaseAsync();
        var file = await AttachAsync("filetrace.txt", "contenttrace");
        var url = new Uri(file.GetProperty("url").GetString()!, UriKind.Relative);

        var done = await RemoveAsync(Id(file));

        Assert.Equal(Id(file), done.Object("removedIds")[0].GetString());
        Assert.Equal("REDACT", done.Object("changeSet").GetProperty("action").GetString());
        Assert.Equal(HttpStatusCode.NotFound, (await world.Server.Client.GetAsync(url)).StatusCode);
        Assert.Equal([], await Traces.RowsAsync(world.Server.Database, "filetrace"));
        await Eventually.HoldsAsync(() => Task.FromResult(Contents("contenttrace") == 0));
        // VACUUM leaves what is deleted while another transaction goes on.
        await Eventually.HoldsAsync(NothingIsNotedAsync);
        Assert.Equal([], await Traces.FilesAsync(world.Server.Database, "filetrace", "contenttrace"));
        await world.Server.SettledAsync();
        var read = await world.ReadAsync(
            """
            { found: cases(search: "filetrace") { totalCount } caseById(id: "@case") { attachments { totalCount }
              changes(last: 1) { nodes { kind fields { field after beforeText } } } } }
            """
        );
        Assert.Equal(
            """{"found":{"totalCount":0},"caseById":{"attachments":{"totalCount":0},"changes":{"nodes":[{"kind":"REDACTED","fields":[{"field":"ATTACHMENTS","after":null,"beforeText":"█████████████"}]}]}}}""",
            read.GetRawText()
        );
        await using var db = world.Server.Database.CreateDb();
        await LogReplay.AssertAsync(db);
        Assert.False(await db.Set<RemovedContent>().AnyAsync());
    }

    [Fact]
    public async Task A_content_stays_while_a_copy_has_it_and_goes_with_the_last()
    {
        await world.NewCaseAsync();
        var file = await AttachAsync("shared.txt", "sharedtrace");
        var copy = await world.RunAsync("duplicateCase", """{id: "@case", attachments: true}""");
        var number = copy.Object("case").GetProperty("number").GetInt64();

        var first = await RemoveAsync(Id(file));
        var other = Assert.Single(first.Object("others").EnumerateArray()).GetProperty("id").GetString()!;
        await Eventually.HoldsAsync(NothingIsNotedAsync);
        Assert.Equal(1, Contents("sharedtrace"));

        var second = await RemoveAsync(other);
        Assert.Equal(number, second.Object("cases")[0].GetProperty("number").GetInt64());
        Assert.Empty(second.Data.GetProperty("others").EnumerateArray());
        await Eventually.HoldsAsync(() => Task.FromResult(Contents("sharedtrace") == 0));
    }

    [Fact]
    public async Task A_file_that_a_merge_moved_goes_from_the_log_of_all_its_cases_and_does_not_come_back()
    {
        await world.NewCaseAsync();
        var home = world["case"];
        var attached = await world.Server.Client.AttachAsync(home, ("movedtrace.txt", "x"u8.ToArray()));
        var file = attached.Object("attachments")[0];
        await world.NewCaseAsync();
        await world.RunAsync("mergeCases", $$"""{primaryId: "@case", duplicateIds: ["{{home}}"]}""");

        var removed = await RemoveAsync(Id(file));
        var undone = await RevertAsync(attached);
        await world.RunAsync("unmergeCase", $$"""{caseId: "{{home}}"}""");

        Assert.Equal([], await Traces.RowsAsync(world.Server.Database, "movedtrace"));
        Assert.Equal("attachments", Assert.Single(undone.Skipped).GetProperty("field").GetString());
        Assert.Equal(["ChangeSetNotRevertibleError"], (await RevertAsync(removed)).Errors);
        await using var db = world.Server.Database.CreateDb();
        await LogReplay.AssertAsync(db);
    }

    [Fact]
    public async Task Contents_of_purged_cases_and_of_undone_attachments_are_noted_and_go_with_the_next_sweep()
    {
        await world.NewCaseAsync();
        var attached = await world.Server.Client.AttachAsync(world["case"], ("a", "undonetrace"u8.ToArray()));
        await RevertAsync(attached);
        await AttachAsync("b", "purgedtrace");
        await world.RunAsync("purgeCases", """{select: {ids: ["@case"]}}""");

        await world.Server.Get<OrphanSweep>().RunAsync(CancellationToken.None);

        Assert.Equal((0, 0), (Contents("undonetrace"), Contents("purgedtrace")));
    }

    [Theory]
    [InlineData("ids: []", "input.ids TOO_SHORT")]
    [InlineData("""ids: ["x"]""", "input.ids.0 INVALID_ID")]
    [InlineData("""ids: ["QXR0YWNobWVudDo5OTk5OTk"]""", "AttachmentNotFoundError")]
    public async Task A_mistake_removes_nothing(string ids, string error) =>
        Assert.Equal([error], (await world.RunAsync("removeAttachments", $$"""{{{ids}}, reason: "r"}""")).Errors);

    private async Task<System.Text.Json.JsonElement> AttachAsync(string name, string content) =>
        (
            await world.Server.Client.AttachAsync(world["case"], (name, System.Text.Encoding.UTF8.GetBytes(content)))
        ).Object("attachments")[0];

    private Task<Payload> RemoveAsync(string id) =>
        world.RunAsync("removeAttachments", $$"""{ids: ["{{id}}"], reason: "Asked for"}""");

    private Task<Payload> RevertAsync(Payload done) =>
        world.RunAsync(
            "revertChangeSet",
            $$"""{changeSetId: "{{done.Object("changeSet").GetProperty("id").GetString()}}"}"""
        );

    private static string Id(System.Text.Json.JsonElement file) => file.GetProperty("id").GetString()!;

    private int Contents(string text) =>
        Directory
            .GetFiles(world.Server.Get<UploadSettings>().Folder, "*", SearchOption.AllDirectories)
            .Count(file => File.ReadAllText(file).Contains(text, StringComparison.Ordinal));

    private async Task<bool> NothingIsNotedAsync()
    {
        await using var db = world.Server.Database.CreateDb();
        return !await db.Set<RemovedContent>().AnyAsync();
    }
}
