using System.Net.Http.Json;
using System.Text.Json;
using CasesGraph.Graph;
using CasesGraph.Server.Start;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Keys;
using CasesGraph.Tests.Portal;

namespace CasesGraph.Tests.Http;

/// <summary>Documents that are sent by the hash of their text.</summary>
public sealed class DocumentTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Fact]
    public async Task A_document_is_known_by_its_hash_once_a_client_has_sent_both()
    {
        const string query = "{ known: me { id } }";
        var hash = TrustedDocuments.HashOf(query);
        var extensions = new { persistedQuery = new { version = 1, sha256Hash = hash } };
        var unknown = await AskAsync(new { extensions });
        Assert.Equal(
            ("PersistedQueryNotFound", "PERSISTED_QUERY_NOT_FOUND"),
            (
                unknown.GetProperty("errors")[0].GetProperty("message").GetString(),
                unknown.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString()
            )
        );
        Assert.True((await AskAsync(new { query, extensions })).TryGetProperty("data", out _));
        Assert.True((await AskAsync(new { extensions })).TryGetProperty("data", out _));
        var escaped = Uri.EscapeDataString(JsonSerializer.Serialize(extensions));
        using var get = await server.Client.GetAsync(new Uri($"/graphql?extensions={escaped}", UriKind.Relative));
        Assert.Equal("200 ", await get.KnockedAsync());
        // Mutations by GET stay refused, also so.
        Assert.True((await AskAsync(new { documentId = $"sha256:{hash}" })).TryGetProperty("data", out _));
    }

    [Fact]
    public async Task A_document_that_is_not_valid_is_not_kept()
    {
        const string query = "{ unknown }";
        var extensions = new { persistedQuery = new { version = 1, sha256Hash = TrustedDocuments.HashOf(query) } };
        Assert.Equal("VALIDATION_FAILED", Code(await AskAsync(new { query, extensions })));
        Assert.Equal("PERSISTED_QUERY_NOT_FOUND", Code(await AskAsync(new { extensions })));
    }

    [Fact]
    public async Task A_hash_of_another_text_keeps_nothing()
    {
        var hash = TrustedDocuments.HashOf("{ of: me { id } }");
        var extensions = new { persistedQuery = new { version = 1, sha256Hash = hash } };
        Assert.Equal("BAD_REQUEST", Code(await AskAsync(new { query = "{ me { id } }", extensions })));
        Assert.Equal("PERSISTED_QUERY_NOT_FOUND", Code(await AskAsync(new { extensions })));
    }

    [Theory]
    [InlineData("""{"extensions": {"persistedQuery": {"version": 1, "sha256Hash": "ab"}}}""", "BAD_REQUEST")]
    [InlineData("""{"documentId": "ab"}""", "BAD_REQUEST")]
    [InlineData("""{"documentId": 1}""", "BAD_REQUEST")]
    [InlineData("""{"extensions": {"persistedQuery": 1}}""", "PERSISTED_QUERY_NOT_SUPPORTED")]
    [InlineData("""{"extensions": {"persistedQuery": {"version": 1}}}""", "PERSISTED_QUERY_NOT_SUPPORTED")]
    public async Task What_is_no_hash_is_refused(string body, string code) =>
        Assert.Equal(code, Code(await AskAsync(JsonElement.Parse(body))));

    [Fact]
    public async Task Over_get_a_mutation_by_its_hash_is_refused()
    {
        const string query = "mutation { createBug(input: {subject: \"By hash\"}) { bug { id } } }";
        var extensions = new { persistedQuery = new { version = 1, sha256Hash = TrustedDocuments.HashOf(query) } };
        await AskAsync(new { query, extensions });
        var escaped = Uri.EscapeDataString(JsonSerializer.Serialize(extensions));
        using var get = await server.Client.GetAsync(new Uri($"/graphql?extensions={escaped}", UriKind.Relative));
        Assert.Equal("405 METHOD_NOT_ALLOWED", await get.KnockedAsync());
    }

    private static string? Code(JsonElement answer) =>
        answer.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString();

    private async Task<JsonElement> AskAsync(object body)
    {
        using var response = await server.Client.PostAsJsonAsync("/graphql", body);
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }
}

/// <summary>Documents that are there before anybody asks, and servers that run no others.</summary>
public sealed class TrustedDocumentTests
{
    private const string Trusted = "query Trusted { me { id } }";
    private const string Follow = "subscription { onCaseChanged { cursor } }";

    [Fact]
    public async Task Only_trusted_documents_run_on_every_transport_by_their_hash_or_their_text()
    {
        using var folder = new TemporaryFolder();
        var (trusted, follow) = (await TrustAsync(folder, Trusted), await TrustAsync(folder, Follow));
        await using var server = await StartAsync(folder, "Only");

        foreach (var body in new object[] { new { documentId = trusted }, new { query = Trusted } })
            Assert.Equal("200 ", await PostAsync(server, body));
        const string other = "query Other { me { id } }";
        var hash = TrustedDocuments.HashOf(other);
        var extensions = new { persistedQuery = new { version = 1, sha256Hash = hash } };
        foreach (
            var body in new object[]
            {
                new { query = other },
                new { query = other, extensions },
                new { extensions },
                new { documentId = hash },
                new { query = "{ __schema { queryType { name } } }" },
                new { query = "{ broken" },
            }
        )
            Assert.Equal("200 DOCUMENT_NOT_TRUSTED", await PostAsync(server, body));
        using var get = await server.Client.GetAsync(new Uri($"/graphql?documentId={trusted}", UriKind.Relative));
        Assert.Equal("200 ", await get.KnockedAsync());
        using var refused = await server.Client.GetAsync(new Uri("/graphql?query={me{id}}", UriKind.Relative));
        Assert.Equal("200 DOCUMENT_NOT_TRUSTED", await refused.KnockedAsync());

        using var batch = await server.Client.PostAsJsonAsync(
            "/graphql",
            new object[] { new { documentId = trusted }, new { query = other } }
        );
        var answers = await batch.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal([true, false], answers.EnumerateArray().Select(one => one.TryGetProperty("data", out _)));

        using var upload = Uploading.Request(
            Mutating.Document("attachToCase", "case { id }"),
            new System.Text.Json.Nodes.JsonObject { ["caseId"] = "1" },
            "files",
            ("a.txt", [1])
        );
        using var uploaded = await server.Client.SendAsync(upload);
        Assert.Equal("200 DOCUMENT_NOT_TRUSTED", await uploaded.KnockedAsync());

        await using var socket = await GraphSocket.OpenAsync(server.Client);
        await socket.SendAsync(
            new
            {
                id = "1",
                type = "subscribe",
                payload = new { documentId = trusted },
            }
        );
        Assert.Equal(("next", "complete"), (await socket.TypeAsync(), await socket.TypeAsync()));
        await socket.SubscribeAsync("2", other);
        Assert.Equal("error", await socket.TypeAsync());

        using var events = await GraphEvents.OpenAsync(server.Client, Follow);
        Assert.Equal("text/event-stream", events.Response.Content.Headers.ContentType?.MediaType);
        Assert.NotEmpty(follow);
    }

    [Fact]
    public async Task Contacts_can_be_held_to_trusted_documents_while_staff_run_any()
    {
        using var folder = new TemporaryFolder();
        var trusted = await TrustAsync(folder, Trusted);
        await using var world = await PortalWorld.StartAsync(
            ("Documents:PortalMode", "Only"),
            ("Documents:Folder", folder.Path)
        );
        using var contact = world.As(await world.ContactAsync());
        const string other = "query Other { me { id } }";
        var extensions = new { persistedQuery = new { version = 1, sha256Hash = TrustedDocuments.HashOf(other) } };

        Assert.Equal("200 ", await PostAsync(world.Server, new { query = other, extensions }));
        Assert.Equal("200 ", await PostAsync(contact, new { documentId = trusted }));
        // Nor by the hash that staff's clients have made known.
        foreach (var body in new object[] { new { query = other }, new { extensions } })
            Assert.Equal("200 DOCUMENT_NOT_TRUSTED", await PostAsync(contact, body));
    }

    [Fact]
    public async Task The_log_has_each_document_that_is_not_trusted_once_and_it_runs()
    {
        using var folder = new TemporaryFolder();
        await TrustAsync(folder, Trusted);
        await using var server = await StartAsync(folder, "Log");
        const string other = "query Other { me { id } }";
        for (var at = 0; at < 2; at++)
        {
            Assert.Equal("200 ", await PostAsync(server, new { query = Trusted }));
            Assert.Equal("200 ", await PostAsync(server, new { query = other, operationName = "Other" }));
        }
        var line = Assert.Single(
            server.Log.Entries.Select(entry => entry.Message),
            one => one.Contains("not trusted was sent", StringComparison.Ordinal)
        );
        Assert.Contains($"{TrustedDocuments.HashOf(other)}, operation Other", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_whose_name_is_not_its_hash_stops_the_start()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(Path.Join(folder.Path, new string('0', 64) + ".graphql"), Trusted);
        var refused = await Assert.ThrowsAsync<StartRefusedException>(() => StartAsync(folder, "Any"));
        Assert.Contains($"{TrustedDocuments.HashOf(Trusted)}.graphql", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mode_that_needs_documents_stops_the_start_without_their_folder()
    {
        var refused = await Assert.ThrowsAsync<StartRefusedException>(() =>
            RunningServer.StartAsync(("Documents:Mode", "Only"))
        );
        Assert.Contains("Documents:Folder", refused.Message, StringComparison.Ordinal);
    }

    private static Task<RunningServer> StartAsync(TemporaryFolder folder, string mode) =>
        RunningServer.StartAsync(("Documents:Mode", mode), ("Documents:Folder", folder.Path));

    private static async Task<string> TrustAsync(TemporaryFolder folder, string text)
    {
        var hash = TrustedDocuments.HashOf(text);
        await File.WriteAllTextAsync(Path.Join(folder.Path, $"{hash}.graphql"), text);
        return hash;
    }

    private static Task<string> PostAsync(RunningServer server, object body) => PostAsync(server.Client, body);

    private static async Task<string> PostAsync(HttpClient client, object body)
    {
        using var response = await client.PostAsJsonAsync("/graphql", body);
        return await response.KnockedAsync();
    }
}
