using System.Text.Json;
using System.Text.Json.Nodes;
using CasesGraph.Attachments;
using CasesGraph.Graph;
using CasesGraph.Serving;
using CasesGraph.Tests.Http;
using CasesGraph.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace CasesGraph.Tests.Hostile;

/// <summary>Whatever becomes of a request: what is not attached when it ends is gone.</summary>
public sealed class RefusedUploadTests : IAsyncLifetime, IAsyncDisposable
{
    private const string Attach =
        "mutation($input: AttachToCaseInput!) { attachToCase(input: $input) { case { id } } }";
    private readonly RunningServer server = new()
    {
        Services = services =>
            services.AddSingleton<IAttachmentStorage>(given => new CountingStorage(
                given.GetRequiredService<UploadSettings>()
            )),
    };

    public Task InitializeAsync() => server.InitializeAsync();

    public Task DisposeAsync() => server.DisposeAsync();

    async ValueTask IAsyncDisposable.DisposeAsync() => await server.DisposeAsync();

    [Theory]
    [InlineData("mutation($input: AttachToCaseInput!) { attachToCase(", GraphErrorCode.SyntaxError)]
    [InlineData(
        "mutation($input: AttachToCaseInput!) { nothing(input: $input) { id } }",
        GraphErrorCode.ValidationFailed
    )]
    [InlineData("query($input: AttachToCaseInput!) { me { id } }", GraphErrorCode.ValidationFailed)]
    [InlineData("mutation { createCase(input: {subject: \"a\"}) { case { id } } }", GraphErrorCode.InvalidVariable)]
    [InlineData(
        "mutation($input: Nothing!) { attachToCase(input: $input) { case { id } } }",
        GraphErrorCode.ValidationFailed
    )]
    [InlineData("mutation A { a: me { id } } mutation B { b: me { id } }", GraphErrorCode.UnknownOperation)]
    public async Task A_file_of_a_request_that_cannot_run_is_never_kept(string query, string code)
    {
        using var response = await SendAsync(query, new JsonObject { ["caseId"] = 1 });
        Assert.Equal(code, await CodeAsync(response));
        Assert.Equal(0, Begun);
    }

    [Theory]
    [InlineData("""{"caseId": true}""", GraphErrorCode.InvalidVariable)]
    [InlineData("""{"caseId": 1, "nothing": 1}""", GraphErrorCode.InvalidVariable)]
    public async Task A_file_beside_variables_that_cannot_be_is_never_kept(string input, string code)
    {
        using var response = await SendAsync(Attach, JsonNode.Parse(input)!.AsObject());
        Assert.Equal(code, await CodeAsync(response));
        Assert.Equal(0, Begun);
    }

    [Fact]
    public async Task A_file_of_a_mutation_that_finds_a_mistake_is_removed()
    {
        var number = await server.Client.CreateCaseAsync("Any");
        Assert.NotEmpty((await server.Client.AttachAsync("999", ("a", [1]))).Errors);
        Assert.NotEmpty((await server.Client.AttachAsync($"{number}", ("a", [1]), ("..", [2]))).Errors);
        Assert.Empty(Files());
    }

    [Fact]
    public async Task A_batch_keeps_the_files_of_the_operations_that_attach_them()
    {
        var number = await server.Client.CreateCaseAsync("Any");
        JsonObject Operation(string query, long caseNumber) =>
            new()
            {
                ["query"] = query,
                ["variables"] = new JsonObject
                {
                    ["input"] = new JsonObject { ["caseId"] = caseNumber, ["files"] = new JsonArray([null]) },
                },
            };
        using var body = new MultipartFormDataContent
        {
            {
                new StringContent(
                    new JsonArray(
                        Operation(Attach, number),
                        Operation(Attach, 999),
                        Operation(Attach.Replace("case", "nothing", StringComparison.Ordinal), number)
                    ).ToJsonString()
                ),
                "operations"
            },
            {
                new StringContent(
                    """{"a":["0.variables.input.files.0"],"b":["1.variables.input.files.0"],"c":["2.variables.input.files.0"]}"""
                ),
                "map"
            },
            Uploading.File("a", "a", "attached"u8.ToArray()),
            Uploading.File("b", "b", "refused"u8.ToArray()),
            Uploading.File("c", "c", "never"u8.ToArray()),
        };
        using var response = await server.Client.SendAsync(Uploading.Request(body));

        var answers = JsonElement.Parse(await response.Content.ReadAsStringAsync());
        Assert.Equal(
            [true, true, false],
            answers.EnumerateArray().Select(answer => answer.TryGetProperty("data", out _))
        );
        Assert.Equal("attached", await File.ReadAllTextAsync(Assert.Single(Files())));
    }

    [Fact]
    public async Task The_files_of_a_repetition_are_removed_and_those_of_the_first_request_stay()
    {
        var number = await server.Client.CreateCaseAsync("Any");
        for (var time = 0; time < 3; time++)
        {
            using var request = Request(Attach, new JsonObject { ["caseId"] = number });
            request.Headers.Add("Idempotency-Key", "once");
            using var response = await server.Client.SendAsync(request);
            response.EnsureSuccessStatusCode();
            Assert.Single(Files());
        }
        using var other = Request(Attach, new JsonObject { ["caseId"] = number, ["reason"] = "other" });
        other.Headers.Add("Idempotency-Key", "once");
        using var conflict = await server.Client.SendAsync(other);
        Assert.Equal(409, (int)conflict.StatusCode);
        Assert.Single(Files());
    }

    [Fact]
    public async Task A_client_that_leaves_in_the_middle_leaves_no_file()
    {
        using var leaves = new CancellationTokenSource();
        using var upload = new HeldUpload(1, new byte[100_000]);
        var sending = server.Client.SendAsync(Uploading.Request(upload), leaves.Token);
        await Eventually.HoldsAsync(() => Task.FromResult(Files().Length == 1));
        await leaves.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
        await Eventually.HoldsAsync(() => Task.FromResult(Files().Length == 0));
    }

    [Fact]
    public async Task Files_that_are_not_attached_yet_have_a_limit_together()
    {
        await using var small = await RunningServer.StartAsync(
            ("Uploads:MaxBytes", "100000"),
            ("Uploads:MaxRequestBytes", "200000"),
            ("Uploads:UnattachedBytes", "200000")
        );
        var number = await small.Client.CreateCaseAsync("Any");
        using var first = new HeldUpload(number, new byte[90_000]);
        using var second = new HeldUpload(number, new byte[90_000]);
        var sending = new[] { first, second }
            .Select(upload => small.Client.SendAsync(Uploading.Request(upload)))
            .ToArray();
        var folder = small.Get<UploadSettings>().Folder;
        // What a file's buffer holds is taken too.
        await Eventually.HoldsAsync(() =>
            Task.FromResult(Files(folder).Sum(file => new FileInfo(file).Length) >= 2 * 65_536)
        );

        using (var refused = await small.Client.SendAsync(LargeRequest(number)))
        {
            var message = await ProtocolAssert.RefusedAsync(refused, 503, GraphErrorCode.Unavailable);
            Assert.Contains("200000", message, StringComparison.Ordinal);
            Assert.NotNull(refused.Headers.RetryAfter);
        }
        Assert.Equal(2, Files(folder).Length);

        first.Release();
        second.Release();
        foreach (var sent in sending)
            (await sent).Dispose();
        using var passes = await small.Client.SendAsync(LargeRequest(number));
        passes.EnsureSuccessStatusCode();
        Assert.Equal(3, Files(folder).Length);

        static HttpRequestMessage LargeRequest(long number) =>
            Uploading.Request(Attach, new JsonObject { ["caseId"] = number }, "files", ("c", new byte[80_000]));
    }

    [Fact]
    public async Task Servers_that_share_a_folder_leave_each_others_files_in_flight()
    {
        var number = await server.Client.CreateCaseAsync("Any");
        using var upload = new HeldUpload(number, new byte[100_000]);
        var sending = server.Client.SendAsync(Uploading.Request(upload));
        await Eventually.HoldsAsync(() => Task.FromResult(Files().Length == 1));
        await using var other = await RunningServer.StartAsync(
            ("Database:Provider", $"{server.Database.Settings.Provider}"),
            ("ConnectionStrings:Cases", server.Database.Settings.ConnectionString),
            ("Uploads:Folder", Folder)
        );
        Assert.NotEmpty((await other.Client.AttachAsync("999", ("a", [1]))).Errors);
        Assert.Equal(0, await other.Get<OrphanSweep>().RunAsync(CancellationToken.None));

        upload.Release();
        using var response = await sending;
        var answer = JsonElement.Parse(await response.Content.ReadAsStringAsync());
        var url = answer.GetProperty("data").GetProperty("attachToCase").GetProperty("attachments")[0];
        var content = await other.Client.GetByteArrayAsync(
            new Uri(url.GetProperty("url").GetString()!, UriKind.Relative)
        );
        Assert.Equal(100_000, content.Length);
    }

    /// <summary>A limit of the process on the size of files stands for a disk that is full: writing fails the same way.</summary>
    [SqliteFact]
    public async Task A_full_disk_is_an_outage_and_leaves_no_part_of_the_file()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var process = await ServerProcess.StartConfinedAsync(database, 20_000, ("Demo__Cases", "1"));
        using var response = await process.Client.SendAsync(
            Uploading.Request(Attach, new JsonObject { ["caseId"] = 1 }, "files", ("large", new byte[25_000_000]))
        );
        await ProtocolAssert.RefusedAsync(response, 503, GraphErrorCode.Unavailable);
        Assert.Empty(Files(Path.Join(database.Folder, "data", "attachments")));
        Assert.Empty((await process.Client.AttachAsync("1", ("small", [1]))).Errors);
    }

    /// <summary>How many files were begun, but for the start's probe.</summary>
    private int Begun => ((CountingStorage)server.Get<IAttachmentStorage>()).Begun - 1;

    private string Folder => server.Get<UploadSettings>().Folder;

    private string[] Files() => Files(Folder);

    private static string[] Files(string folder) => Directory.GetFiles(folder, "*", SearchOption.AllDirectories);

    private static HttpRequestMessage Request(string query, JsonObject input)
    {
        var request = Uploading.Request(query, input, "files", ("a", new byte[1000]));
        request.Headers.Accept.ParseAdd("application/graphql-response+json");
        return request;
    }

    private async Task<HttpResponseMessage> SendAsync(string query, JsonObject input)
    {
        using var request = Request(query, input);
        return await server.Client.SendAsync(request);
    }

    private static async Task<string?> CodeAsync(HttpResponseMessage response)
    {
        var answer = JsonElement.Parse(await response.Content.ReadAsStringAsync());
        Assert.Equal(400, (int)response.StatusCode);
        return answer.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString();
    }

    private sealed class CountingStorage(UploadSettings settings) : IAttachmentStorage
    {
        private readonly FolderStorage folder = new(settings.Folder);

        public int Begun { get; private set; }

        public ValueTask<NewContent> CreateAsync(CancellationToken token)
        {
            Begun++;
            return folder.CreateAsync(token);
        }

        public ValueTask<Stream?> OpenReadAsync(string key, CancellationToken token) =>
            folder.OpenReadAsync(key, token);

        public Stream? OpenRead(string key) => folder.OpenRead(key);

        public ValueTask DeleteAsync(string key, CancellationToken token) => folder.DeleteAsync(key, token);

        public IAsyncEnumerable<StoredContent> ListAsync(CancellationToken token) => folder.ListAsync(token);
    }
}
