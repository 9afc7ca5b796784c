using System.Text.Json;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Import;

/// <summary>Files that come with messages, in the rows that bring these.</summary>
public sealed class MessageFilesTests(MessageFilesTests.World world) : IClassFixture<MessageFilesTests.World>
{
    private const string Asked =
        "nodes { direction attachments { fileName contentType size sha256 internal createdBy { ... on User { userName } ... on Contact { email } } url } }";

    private static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0];

    private readonly RunningServer server = world.Server;

    [Fact]
    public async Task Files_come_with_messages_to_new_cases_and_to_those_that_are_there_once()
    {
        var before = Stored();
        await server.Client.WriteAsync("createUser", "userName: \"maya\", fullName: \"Maya\"", "user { id }");
        var first = Message("INCOMING", "F-1", ("a.png", Png), ("b.txt", "Text"u8.ToArray()));
        var second = Message("NOTE", "F-2", ("c.txt", "More"u8.ToArray()));

        var tried = await RunAsync(isDry: true, first);
        // The file that was sent itself.
        Assert.Equal(before + 1, Stored());
        var made = await RunAsync(isDry: false, first);
        var changed = await RunAsync(isDry: false, first, second);
        var same = await RunAsync(isDry: false, second, first);

        Assert.Equal("SUCCEEDED 1 0 0 0 0 0", RunWorld.Counts(tried));
        Assert.Equal("SUCCEEDED 1 0 0 0 0 0", RunWorld.Counts(made));
        Assert.Equal("SUCCEEDED 0 1 0 0 0 0", RunWorld.Counts(changed));
        Assert.Equal("SUCCEEDED 0 0 1 0 0 0", RunWorld.Counts(same));
        // What was sent again is not stored again, and the files for imports are four.
        Assert.Equal(before + 3 + 4, Stored());
        var nodes = (
            await server.Client.AskAsync(
                $$"""{ cases(where: { externalReference: { eq: "F" } }) { nodes { attachments { totalCount } updates { {{Asked}} } } } }"""
            )
        )
            .GetProperty("cases")
            .GetProperty("nodes")[0];
        Assert.Equal(3, nodes.GetProperty("attachments").GetProperty("totalCount").GetInt32());
        var updates = nodes.GetProperty("updates").GetProperty("nodes");
        Assert.Equal(
            [
                "INCOMING a.png image/png 12 False ana@x.example",
                "INCOMING b.txt text/plain 4 False ana@x.example",
                "NOTE c.txt text/plain 4 True maya",
            ],
            updates
                .EnumerateArray()
                .SelectMany(update =>
                    update.GetProperty("attachments").EnumerateArray().Select(file => Told(update, file))
                ),
            StringComparer.Ordinal
        );
        var url = updates[0].GetProperty("attachments")[0].GetProperty("url").GetString()!;
        Assert.Equal(Png, await server.Client.GetByteArrayAsync(new Uri(url, UriKind.Relative)));
    }

    [Theory]
    [InlineData("""[{"fileName":"a.txt","base64":"no base-64!"}]""", "MALFORMED")]
    [InlineData("""[{"fileName":"a.txt"}]""", "MALFORMED")]
    [InlineData("""[{"fileName":"a.txt","base64":7}]""", "MALFORMED")]
    [InlineData("""["a.txt"]""", "MALFORMED")]
    [InlineData("\"https://x.example/a.txt\"", "MALFORMED")]
    [InlineData("""[{"base64":"YQ=="}]""", "REQUIRED")]
    [InlineData("""[{"fileName":"..","base64":"YQ=="}]""", "INVALID_VALUE")]
    [InlineData("""[{"fileName":"a.txt","base64":"YWFhYWFhYWFhYWFhYWFhYWFhYWFhYQ=="}]""", "TOO_LARGE")]
    [InlineData(
        """[{"fileName":"a","base64":"YQ=="},{"fileName":"b","base64":"YQ=="},{"fileName":"c","base64":"YQ=="}]""",
        "TOO_MANY"
    )]
    public async Task What_is_no_file_or_too_much_is_told_alike_with_and_without_writing(string files, string code)
    {
        var line =
            $$"""{"subject":"Any","updates":[{"direction":"NOTE","text":"Any","at":"2020-01-01T00:00:00Z","attachments":{{files}}}]}""";
        foreach (var isDry in new[] { true, false })
        {
            var job = await server.Client.RunImportAsync("a.jsonl", line + "\n", input => input["dryRun"] = isDry);

            Assert.Equal([$"1 REJECTED updates {code}"], RunWorld.Rows(job), StringComparer.Ordinal);
        }
    }

    private static string Told(JsonElement update, JsonElement file)
    {
        var by = file.GetProperty("createdBy").EnumerateObject().Single().Value;
        return $"{update.GetProperty("direction")} {file.GetProperty("fileName")} {file.GetProperty("contentType")} {file.GetProperty("size")} {file.GetProperty("internal").GetBoolean()} {by}";
    }

    private int Stored() =>
        Directory
            .EnumerateFiles(Path.Join(server.Database.Folder, "data", "attachments"), "*", SearchOption.AllDirectories)
            .Count();

    private static object Message(string direction, string reference, params (string Name, byte[] Content)[] files) =>
        new
        {
            direction,
            externalReference = reference,
            text = "Any",
            at = "2020-01-01T00:00:00Z",
            author = direction is "INCOMING" ? "ana@x.example" : "maya",
            attachments = files.Select(file => new
            {
                fileName = file.Name,
                contentType = "told/anything",
                base64 = Convert.ToBase64String(file.Content),
            }),
        };

    private Task<JsonElement> RunAsync(bool isDry, params object[] updates) =>
        server.Client.RunImportAsync(
            "a.jsonl",
            JsonSerializer.Serialize(
                new
                {
                    externalReference = "F",
                    subject = "Files",
                    updates,
                }
            ) + "\n",
            input =>
            {
                (input["mode"], input["matchBy"]) = ("UPSERT", "EXTERNAL_REFERENCE");
                (input["unknownContacts"], input["dryRun"]) = ("CREATE", isDry);
            }
        );

    public sealed class World : IAsyncLifetime
    {
        internal RunningServer Server { get; } =
            new() { Settings = { ["Uploads:MaxBytes"] = "20", ["Uploads:MaxFiles"] = "2" } };

        public Task InitializeAsync() => Server.InitializeAsync();

        public Task DisposeAsync() => Server.DisposeAsync();
    }
}
