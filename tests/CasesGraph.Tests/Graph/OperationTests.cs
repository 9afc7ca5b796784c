using System.Text.Json;
using System.Text.RegularExpressions;
using CasesGraph.Attachments;
using CasesGraph.Jobs;
using CasesGraph.Keys;
using CasesGraph.Model;
using CasesGraph.Tests.Import;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Jobs;
using CasesGraph.Tests.Keys;

namespace CasesGraph.Tests.Graph;

/// <summary>The examples in schema/operations, each run on a server of 200 demo cases as the README starts it.</summary>
public sealed partial class OperationTests(OperationTests.DemoServer demo) : IClassFixture<OperationTests.DemoServer>
{
    public static TheoryData<string, string> Operations { get; } = Select(isStream: false);

    public static TheoryData<string, string> Streams { get; } = Select(isStream: true);

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task An_example_operation_runs_without_any_error(string file, string name)
    {
        var document = demo.Known(Text(file, name));

        var answer = document.Contains("Upload!", StringComparison.Ordinal)
            ? await demo.UploadAsync(document)
            : await demo.Server.QueryAsync(document);

        Assert.False(answer.TryGetProperty("errors", out var errors), errors.ToString());
        Assert.All(answer.GetProperty("data").EnumerateObject(), root => AssertAnswered(root.Name, root.Value));
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task An_example_subscription_begins_without_any_error(string file, string name)
    {
        var document = demo.Known(Text(file, name));
        var after = document.Contains("$after", StringComparison.Ordinal) ? await FirstCursorAsync() : null;
        using var events = await GraphEvents.OpenAsync(demo.Server.Client, document, after);

        var first = await events.ReadAsync();

        Assert.StartsWith("{\"data\":{", first!.Data, StringComparison.Ordinal);
        // A job has no log to go on from.
        Assert.Equal(file is "follow-a-job.graphql", first.Id is null);
    }

    private async Task<string?> FirstCursorAsync() =>
        (await demo.Server.QueryAsync("{ caseChanges(first: 1) { pageInfo { endCursor } } }"))
            .GetProperty("data")
            .GetProperty("caseChanges")
            .GetProperty("pageInfo")
            .GetProperty("endCursor")
            .GetString();

    /// <summary>The document with one of its operations alone.</summary>
    private static string Text(string file, string name) =>
        Operation()
            .Replace(
                File.ReadAllText(Repository.PathOf("schema", "operations", file)),
                found => string.Equals(found.Groups["name"].Value, name, StringComparison.Ordinal) ? found.Value : ""
            );

    private static TheoryData<string, string> Select(bool isStream)
    {
        var rows = new TheoryData<string, string>();
        foreach (
            var path in Directory
                .GetFiles(Repository.PathOf("schema", "operations"), "*.graphql")
                .Order(StringComparer.Ordinal)
        )
        foreach (Match found in Operation().Matches(File.ReadAllText(path)))
            if ((found.Groups["kind"].Value is "subscription") == isStream)
                rows.Add(Path.GetFileName(path), found.Groups["name"].Value);
        return rows;
    }

    [GeneratedRegex(
        @"^(?<kind>query|mutation|subscription) (?<name>\w+).*?^\}$",
        RegexOptions.Multiline | RegexOptions.Singleline,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Operation();

    private static void AssertAnswered(string name, JsonElement value)
    {
        Assert.True(value.ValueKind is not JsonValueKind.Null, $"{name} is null");
        if (value.ValueKind is JsonValueKind.Object && value.TryGetProperty("errors", out var errors))
            Assert.True(errors.ValueKind is JsonValueKind.Null, $"{name}: {errors}");
    }

    public sealed class DemoServer : IAsyncLifetime
    {
        private string job = "";
        private string attachment = "";
        private string key = "";
        private string import = "";

        public RunningServer Server { get; } =
            new()
            {
                Settings =
                {
                    ["Demo:Cases"] = "200",
                    // An issuer that is asked for nothing.
                    ["Authentication:Schemes:Bearer:ValidIssuer"] = "https://login.example",
                },
            };

        /// <summary>
        /// Examples speak of the first job, attachment, API key and import. A transaction that is tried again takes other ids, so
        /// they are put in place of these.
        /// </summary>
        public string Known(string document) =>
            document
                .Replace(OpaqueId.Encode(nameof(Job), 1), job, StringComparison.Ordinal)
                .Replace(OpaqueId.Encode(nameof(Attachment), 1), attachment, StringComparison.Ordinal)
                .Replace(OpaqueId.Encode(nameof(CasesGraph.Imports.Import), 1), import, StringComparison.Ordinal)
                .Replace(OpaqueId.Encode(nameof(ApiKey), 1), key, StringComparison.Ordinal);

        /// <summary>With a job, which finds no case: 200 are too few for one that does; and with a file.</summary>
        public async Task InitializeAsync()
        {
            await Server.InitializeAsync();
            var ids = string.Join(", ", Enumerable.Range(1_000_000, 1_001));
            job = await Server.Client.StartMassUpdateAsync(
                $"{{ids: [{ids}]}}",
                "type: USER",
                ", errorPolicy: REJECT_FAILED_ROWS"
            );
            key = (await Server.NewKeyAsync()).Id;
            var prepared = await Server.Client.PrepareAsync("cases.csv", "subject,priority\nA,HIGH\n"u8.ToArray());
            await Server.Client.AnalysedAsync(prepared);
            import = prepared.Object("import").GetProperty("id").GetString()!;
            var attached = await UploadAsync(
                "mutation ($files: [Upload!]!) { attachToCase(input: {caseId: 9, files: $files}) { attachments { id } } }"
            );
            attachment = attached
                .GetProperty("data")
                .GetProperty("attachToCase")
                .GetProperty("attachments")[0]
                .GetProperty("id")
                .GetString()!;
        }

        /// <summary>With two files for its variable $files, or one for $file.</summary>
        public async Task<JsonElement> UploadAsync(string query)
        {
            var isOne = query.Contains("$file:", StringComparison.Ordinal);
            object variables = isOne ? new { file = (string?)null } : new { files = new string?[2] };
            var places = isOne
                ? """{"b": ["variables.file"]}"""
                : """{"a": ["variables.files.0"], "b": ["variables.files.1"]}""";
            using var body = new MultipartFormDataContent
            {
                { new StringContent(JsonSerializer.Serialize(new { query, variables })), "operations" },
                { new StringContent(places), "map" },
            };
            if (!isOne)
                body.Add(new StringContent("one"), "a", "one.txt");
            body.Add(new StringContent("subject,priority\nA,HIGH\n"), "b", "two.csv");
            using var request = Uploading.Request(body);
            using var response = await Server.Client.SendAsync(request);
            return JsonElement.Parse(await response.Content.ReadAsStringAsync());
        }

        public Task DisposeAsync() => Server.DisposeAsync();
    }
}
