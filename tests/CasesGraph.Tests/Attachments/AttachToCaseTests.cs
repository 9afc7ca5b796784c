using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CasesGraph.Tests.ChangeLog;
using CasesGraph.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Tests.Attachments;

/// <summary>attachToCase and the files of addCaseUpdate from the outside.</summary>
public sealed class AttachToCaseTests(SmallWorld world) : IClassFixture<SmallWorld>
{
    private static readonly byte[] Png = [0x89, .. "PNG\r\n\x1A\n and so on"u8];
    private static readonly byte[] Text = "Grüße\n"u8.ToArray();

    private HttpClient Client => world.Server.Client;

    [Fact]
    public async Task Files_are_attached_in_their_order_with_what_their_content_tells()
    {
        var created = await world.NewCaseAsync();

        var payload = await Client.AttachAsync(world["case"], ("b.exe", Png), ("a.txt", Text), ("empty", []));

        var files = payload.Object("attachments").EnumerateArray().ToList();
        Assert.Equal(["b.exe", "a.txt", "empty"], [.. files.Select(Name)]);
        Assert.Equal(
            ["image/png", "text/plain", "text/plain"],
            [.. files.Select(file => file.GetProperty("contentType").GetString()!)]
        );
        Assert.Equal([Png.Length, Text.Length, 0], files.Select(file => file.GetProperty("size").GetInt32()));
        Assert.Equal(
            [Hash(Png), Hash(Text), Hash([])],
            [.. files.Select(file => file.GetProperty("sha256").GetString()!)]
        );
        Assert.All(files, file => Assert.Equal(world["case"], file.GetProperty("case").GetProperty("id").GetString()));
        Assert.Equal(created.GetProperty("version").GetInt32() + 1, payload.Case.GetProperty("version").GetInt32());
        Assert.Equal("LINK", payload.Object("changeSet").GetProperty("action").GetString());
        Assert.Equal(Text, await Client.GetByteArrayAsync(Url(files[1])));
    }

    [Fact]
    public async Task A_case_lists_its_files_and_those_of_its_conversation_by_condition_and_order()
    {
        await world.NewCaseAsync();
        await Client.AttachAsync(world["case"], ("one.txt", Text), ("two.png", Png));
        await ReplyAsync(("three.txt", Text));

        var data = await world.ReadAsync(
            $$$"""
            { caseById(id: "@case") {
                all: attachments { totalCount nodes { fileName caseUpdate { text } } }
                texts: attachments(where: {contentType: {eq: "text/plain"}}, order: [{fileName: DESC}]) { nodes { fileName } }
                own: attachments(where: {caseUpdateId: {eq: null}}, last: 1) { nodes { fileName } pageInfo { hasPreviousPage } }
                updates { nodes { attachments { fileName } } }
              }
              cases(where: {attachments: {some: {sha256: {eq: "{{{Hash(
                Png
            )}}}"} } }, id: {eq: "@case"} }) { nodes { id } } }
            """
        );

        Assert.Equal(
            """{"caseById":{"all":{"totalCount":3,"nodes":[{"fileName":"one.txt","caseUpdate":null},{"fileName":"two.png","caseUpdate":null},{"fileName":"three.txt","caseUpdate":{"text":"See file"}}]},"texts":{"nodes":[{"fileName":"three.txt"},{"fileName":"one.txt"}]},"own":{"nodes":[{"fileName":"two.png"}],"pageInfo":{"hasPreviousPage":true}},"updates":{"nodes":[{"attachments":[{"fileName":"three.txt"}]}]}},"cases":{"nodes":[{"id":"@case"}]}}""",
            data.GetRawText().Replace(world["case"], "@case", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_message_and_its_files_are_one_change()
    {
        await world.NewCaseAsync();

        var payload = await ReplyAsync(("log.txt", Text), ("shot.png", Png));

        Assert.Equal(2, payload.Case.GetProperty("version").GetInt32());
        var files = payload.Object("caseUpdate").GetProperty("attachments").EnumerateArray().ToList();
        Assert.Equal(["log.txt", "shot.png"], [.. files.Select(Name)]);
        Assert.Equal(
            ["UPDATES See file", .. files.Select(file => $"ATTACHMENTS {Id(file)} {Name(file)}")],
            await LastChangeAsync()
        );
    }

    [Fact]
    public async Task The_log_names_each_file_and_rebuilds_them()
    {
        await world.NewCaseAsync();

        var payload = await Client.AttachAsync(world["case"], ("one.txt", Text), ("two.png", Png));

        Assert.Equal(
            [.. payload.Object("attachments").EnumerateArray().Select(file => $"ATTACHMENTS {Id(file)} {Name(file)}")],
            await LastChangeAsync()
        );
        await using var db = world.Server.Database.CreateDb();
        await LogReplay.AssertAsync(db);
    }

    [Fact]
    public async Task Subscribers_hear_of_attached_files()
    {
        await world.NewCaseAsync();
        using var events = await GraphEvents.OpenAsync(
            Client,
            world.Resolve(
                """subscription { onCaseChanged(where: {kind: {eq: UPDATED}, case: {id: {eq: "@case"}}}) { fields { field afterText } } }"""
            )
        );

        await Client.AttachAsync(world["case"], ("heard.txt", Text));

        Assert.Equal(
            """{"fields":[{"field":"ATTACHMENTS","afterText":"heard.txt"}]}""",
            (await events.ReadAsync())!.Value.GetRawText()
        );
    }

    [Fact]
    public async Task An_attachment_is_a_node()
    {
        await world.NewCaseAsync();
        var file = (await Client.AttachAsync(world["case"], ("n.txt", Text))).Object("attachments")[0];

        var data = await world.ReadAsync(
            $$"""{ node(id: "{{Id(file)}}") { ... on Attachment { {{Uploading.AttachedFiles}} createdBy { ... on User { userName } } } } }"""
        );

        var node = data.GetProperty("node");
        Assert.All(
            Uploading.AttachedFiles.Split(' '),
            name => Assert.Equal($"{file.GetProperty(name)}", $"{node.GetProperty(name)}")
        );
        Assert.Equal("admin", node.GetProperty("createdBy").GetProperty("userName").GetString());
    }

    public static TheoryData<string, string[]> Names { get; } =
        new()
        {
            { "", ["input.files.0 REQUIRED"] },
            { " ", ["input.files.0 REQUIRED"] },
            { ".", ["input.files.0 INVALID_VALUE"] },
            { "..", ["input.files.0 INVALID_VALUE"] },
            { "a\nb", ["input.files.0 INVALID_CHARACTER"] },
            { "a\0b", ["input.files.0 INVALID_CHARACTER"] },
            { "a\u0085b", ["input.files.0 INVALID_CHARACTER"] },
            { new string('a', 256), ["input.files.0 TOO_LONG"] },
            { "folder/", ["input.files.0 REQUIRED"] },
        };

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_name_that_no_file_can_have_is_a_mistake_of_its_file(string name, string[] errors)
    {
        ArgumentNullException.ThrowIfNull(name);
        await world.NewCaseAsync();
        var payload = await Client.AttachAsync(world["case"], (name, Text), ("fine.txt", Text));
        Assert.Equal(errors, payload.Errors);
        await AssertNothingWrittenAsync();
    }

    [Theory]
    [InlineData("報告書 2026.pdf", "報告書 2026.pdf")]
    [InlineData("😀 \"quoted\" 100%.txt", "😀 \"quoted\" 100%.txt")]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("C:\\Users\\ana\\report.doc", "report.doc")]
    [InlineData("мой файл;x=1.txt", "мой файл;x=1.txt")]
    public async Task Any_name_is_kept_without_its_path(string sent, string kept)
    {
        await world.NewCaseAsync();
        var file = (await Client.AttachAsync(world["case"], (sent, Text))).Object("attachments")[0];
        Assert.Equal(kept, Name(file));
        using var response = await Client.GetAsync(Url(file));
        Assert.Equal(kept, response.Content.Headers.ContentDisposition?.FileNameStar);
    }

    [Fact]
    public async Task All_mistakes_are_told_at_once_and_nothing_is_written()
    {
        await world.NewCaseAsync();
        using var request = Uploading.Request(
            Mutating.Document("attachToCase", "attachments { id }"),
            new JsonObject { ["caseId"] = world["user"], ["reason"] = "a\u0001" },
            "files",
            ("", Text),
            ("b\u0001", Text)
        );
        using var response = await Client.SendAsync(request);
        var answer = JsonElement.Parse(await response.Content.ReadAsStringAsync());
        Assert.Equal(
            [
                "input.caseId INVALID_ID",
                "input.files.0 REQUIRED",
                "input.files.1 INVALID_CHARACTER",
                "input.reason INVALID_CHARACTER",
            ],
            new Payload(answer.GetProperty("data").GetProperty("attachToCase")).Errors
        );
        await AssertNothingWrittenAsync();
    }

    [Fact]
    public async Task A_case_that_takes_no_writes_takes_no_files()
    {
        await world.NewCaseAsync();
        await world.RunAsync("deleteCases", """{select: {ids: ["@case"]}}""");
        Assert.Equal(["CaseDeletedError"], (await Client.AttachAsync(world["case"], ("a", Text))).Errors);
        Assert.Equal(["CaseNotFoundError"], (await Client.AttachAsync(world["unknownCase"], ("a", Text))).Errors);
        Assert.Equal(["input.files TOO_SHORT"], (await Client.AttachAsync("1")).Errors);
    }

    [Fact]
    public async Task A_refused_message_keeps_none_of_its_files()
    {
        await world.NewCaseAsync();
        var payload = await ReplyAsync(("..", Text));
        Assert.Equal(["input.attachments.0 INVALID_VALUE"], payload.Errors);
        await AssertNothingWrittenAsync();
    }

    [Fact]
    public async Task A_repeated_upload_with_the_same_key_has_one_effect_and_other_content_is_another_request()
    {
        await world.NewCaseAsync();

        var first = await SendAsync(Text);
        var again = await SendAsync(Text);
        var other = await SendAsync(Png);

        Assert.Equal(first, again);
        Assert.Equal(200, first.Status);
        Assert.Equal(409, other.Status);
        Assert.Contains("IDEMPOTENCY_KEY_REUSED", other.Body, StringComparison.Ordinal);
        var data = await world.ReadAsync("""{ caseById(id: "@case") { version attachments { totalCount } } }""");
        Assert.Equal("""{"version":2,"attachments":{"totalCount":1}}""", data.GetProperty("caseById").GetRawText());

        async Task<(int Status, string Body)> SendAsync(byte[] content)
        {
            using var request = Uploading.Request(
                Mutating.Document("attachToCase", "attachments { id }"),
                new JsonObject { ["caseId"] = world["case"] },
                "files",
                ("same.txt", content)
            );
            request.Headers.Add("Idempotency-Key", "upload-" + world["case"]);
            using var response = await Client.SendAsync(request);
            return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
        }
    }

    private Task<Payload> ReplyAsync(params IReadOnlyList<(string, byte[])> files) =>
        Client.SendFilesAsync(
            Mutating.Document("addCaseUpdate", "caseUpdate { attachments { id fileName } } case { version }"),
            new JsonObject { ["caseId"] = world["case"], ["text"] = "See file" },
            "attachments",
            files
        );

    /// <summary>Each field of the case's newest change: its name, the id of a file, its text.</summary>
    private async Task<IReadOnlyList<string>> LastChangeAsync()
    {
        var data = await world.ReadAsync(
            """{ caseById(id: "@case") { changes(last: 1) { nodes { fields { field after afterText before } } } } }"""
        );
        var fields = data.GetProperty("caseById").GetProperty("changes").GetProperty("nodes")[0].GetProperty("fields");
        return
        [
            .. fields
                .EnumerateArray()
                .Where(field => field.GetProperty("field").GetString() is "ATTACHMENTS" or "UPDATES")
                .Select(field =>
                    field.GetProperty("field").GetString() is "UPDATES"
                        ? $"UPDATES {field.GetProperty("afterText")}"
                        : $"ATTACHMENTS {Id(field.GetProperty("after"))} {field.GetProperty("afterText")}"
                ),
        ];
    }

    private async Task AssertNothingWrittenAsync()
    {
        var data = await world.ReadAsync(
            """{ caseById(id: "@case") { version updates { totalCount } attachments { totalCount } } }"""
        );
        Assert.Equal(
            """{"version":1,"updates":{"totalCount":0},"attachments":{"totalCount":0}}""",
            data.GetProperty("caseById").GetRawText()
        );
    }

    private static string Hash(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    private static string Id(JsonElement of) => of.GetProperty("id").GetString()!;

    private static string Name(JsonElement of) => of.GetProperty("fileName").GetString()!;

    private static Uri Url(JsonElement of) => new(of.GetProperty("url").GetString()!, UriKind.Relative);
}
