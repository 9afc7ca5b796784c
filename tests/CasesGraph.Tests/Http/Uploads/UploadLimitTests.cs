using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CasesGraph.Attachments;
using CasesGraph.Graph;
using CasesGraph.Serving;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Http.Uploads;

/// <summary>What is too much: of one file, of files, of the whole; and that much is never in memory.</summary>
public sealed class UploadLimitTests(UploadLimitTests.LimitedServer limited)
    : IClassFixture<UploadLimitTests.LimitedServer>
{
    private HttpClient Client => limited.Server.Client;

    [Fact]
    public async Task A_file_over_the_limit_is_a_mistake_of_its_place_and_one_at_the_limit_is_not()
    {
        var number = await Client.CreateCaseAsync("Any");
        var before = Files();
        Assert.Equal(
            ["input.files.1 TOO_LARGE"],
            (
                await Client.AttachAsync($"{number}", ("a", new byte[5]), ("b", new byte[1001]), ("c", new byte[5]))
            ).Errors
        );
        Assert.Equal(before, Files());
        Assert.Empty((await Client.AttachAsync($"{number}", ("a", new byte[1000]))).Errors);
    }

    [Fact]
    public async Task More_files_than_the_limit_are_a_mistake_of_their_list_and_none_is_kept()
    {
        var number = await Client.CreateCaseAsync("Any");
        var before = Files();
        var files = Enumerable.Range(0, 4).Select(index => ($"{index}", new byte[10])).ToList();
        Assert.Equal(["input.files TOO_MANY"], (await Client.AttachAsync($"{number}", files)).Errors);
        Assert.Equal(before, Files());
        Assert.Empty((await Client.AttachAsync($"{number}", files[1..])).Errors);
    }

    [Fact]
    public async Task The_files_of_a_case_have_a_limit_together_by_whatever_they_came()
    {
        var number = await Client.CreateCaseAsync("Full");
        for (var at = 0; at < 2; at++)
            Assert.Empty((await Client.AttachAsync($"{number}", ("a", new byte[1000]), ("b", new byte[1000]))).Errors);
        var message = new JsonObject { ["caseId"] = number, ["text"] = "With a file" };
        var document = Mutating.Document("addCaseUpdate", "case { id }");
        Assert.Empty((await Client.SendFilesAsync(document, message, "attachments", ("c", new byte[900]))).Errors);
        var before = Files();
        Assert.Equal(["input.files TOO_LARGE"], (await Client.AttachAsync($"{number}", ("d", new byte[101]))).Errors);
        message = new JsonObject { ["caseId"] = number, ["text"] = "With a file" };
        Assert.Equal(
            ["input.attachments TOO_LARGE"],
            (await Client.SendFilesAsync(document, message, "attachments", ("d", new byte[101]))).Errors
        );
        Assert.Equal(before, Files());
        Assert.Empty((await Client.AttachAsync($"{number}", ("d", new byte[100]))).Errors);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_request_over_the_limit_is_refused_with_or_without_its_length(bool chunked)
    {
        var before = Files();
        using var request = Uploading.Request(
            Mutating.Document("attachToCase", "case { id }"),
            new JsonObject { ["caseId"] = 1 },
            "files",
            ("a", new byte[900]),
            ("b", new byte[5000])
        );
        request.Headers.TransferEncodingChunked = chunked;
        using var response = await Client.SendAsync(request);
        var message = await ProtocolAssert.RefusedAsync(response, 413, GraphErrorCode.LimitExceeded);
        Assert.Equal("The body is larger than the limit of 4000 bytes.", message);
        Assert.Equal(before, Files());
    }

    [Theory]
    [InlineData("operations")]
    [InlineData("map")]
    public async Task A_field_of_JSON_is_no_larger_than_a_body_of_JSON(string name)
    {
        var (operations, map) = ("{\"query\":\"mutation { __typename }\"}", "{}");
        var large = new string(' ', 2000);
        using var body = new MultipartFormDataContent
        {
            { new StringContent(operations + (name is "operations" ? large : "")), "operations" },
            { new StringContent(map + (name is "map" ? large : "")), "map" },
        };
        using var response = await Client.SendAsync(Uploading.Request(body));
        var message = await ProtocolAssert.RefusedAsync(response, 413, GraphErrorCode.LimitExceeded);
        Assert.Equal($"The part '{name}' is larger than the limit of 1500 bytes.", message);
    }

    [Fact]
    public async Task Three_gigabytes_that_are_only_announced_are_refused_at_once()
    {
        using var socket = new TcpClient();
        var address = Client.BaseAddress!;
        await socket.ConnectAsync(address.Host, address.Port);
        await socket
            .GetStream()
            .WriteAsync(
                Encoding.ASCII.GetBytes(
                    $"POST /graphql HTTP/1.1\r\nHost: localhost\r\nGraphQL-Preflight: 1\r\nContent-Length: {3L << 30}\r\n"
                        + "Content-Type: multipart/form-data; boundary=B\r\n\r\n--B\r\n"
                )
            );
        using var reader = new StreamReader(socket.GetStream());
        Assert.Equal("HTTP/1.1 413 Payload Too Large", await reader.ReadLineAsync());
    }

    [Fact]
    public async Task Headers_without_end_are_refused()
    {
        var body = "--B\r\nContent-Disposition: form-data; name=\"" + new string('x', 3000);
        using var response = await Client.SendAsync(Uploading.Request(Uploading.Raw(body)));
        await ProtocolAssert.RefusedAsync(response, 400, GraphErrorCode.BadRequest);

        await using var other = await RunningServer.StartAsync();
        using var longer = await other.Client.SendAsync(
            Uploading.Request(Uploading.Raw(body + new string('x', 1_000_000)))
        );
        await ProtocolAssert.RefusedAsync(longer, 400, GraphErrorCode.BadRequest);
    }

    [SqliteFact]
    public async Task A_large_file_passes_through_without_being_held_in_memory()
    {
        const int megabytes = 200;
        await using var database = await TestDatabase.CreateAsync();
        await using var server = await ServerProcess.StartAsync(
            database,
            ("Demo__Cases", "1"),
            ("Uploads__MaxBytes", "1000000000"),
            ("Uploads__MaxRequestBytes", "1000000000"),
            ("Uploads__CaseBytes", "1000000000")
        );
        await server.Client.AttachAsync("1", ("warm up", new byte[1_000_000]));
        var before = server.Usage.Bytes;

        using var body = new MultipartFormDataContent
        {
            {
                new StringContent(
                    """{"query":"mutation($f: Upload!) { attachToCase(input: {caseId: 1, files: [$f]}) { attachments { size url } } }","variables":{"f":null}}"""
                ),
                "operations"
            },
            { new StringContent("""{"0":["variables.f"]}"""), "map" },
            { new LargeContent(megabytes), "0", "large" },
        };
        using var response = await server.Client.SendAsync(Uploading.Request(body));

        var answer = JsonElement.Parse(await response.Content.ReadAsStringAsync());
        var file = answer.GetProperty("data").GetProperty("attachToCase").GetProperty("attachments")[0];
        Assert.Equal(megabytes * 1024L * 1024, file.GetProperty("size").GetInt64());
        var grown = server.Usage.Bytes - before;
        Assert.True(grown < megabytes * 1024L * 1024 / 3, $"{grown}");
    }

    private int Files() =>
        Directory.GetFiles(limited.Server.Get<UploadSettings>().Folder, "*", SearchOption.AllDirectories).Length;

    public sealed class LimitedServer : IAsyncLifetime
    {
        public RunningServer Server { get; } =
            new()
            {
                Settings =
                {
                    ["Uploads:MaxBytes"] = "1000",
                    ["Uploads:MaxRequestBytes"] = "4000",
                    ["Uploads:MaxFiles"] = "3",
                    ["Uploads:CaseBytes"] = "5000",
                    ["Limits:BodyBytes"] = "1500",
                },
            };

        public Task InitializeAsync() => Server.InitializeAsync();

        public Task DisposeAsync() => Server.DisposeAsync();
    }

    private sealed class LargeContent(int megabytes) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context)
        {
            var megabyte = new byte[1024 * 1024];
            for (var sent = 0; sent < megabytes; sent++)
                await stream.WriteAsync(megabyte);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = megabytes * 1024L * 1024;
            return true;
        }
    }
}
