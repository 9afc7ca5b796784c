using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using CasesGraph.Model;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Http;

/// <summary>GET and HEAD of an attachment's url.</summary>
public sealed class AttachmentDownloadTests(AttachmentDownloadTests.Attached attached)
    : IClassFixture<AttachmentDownloadTests.Attached>
{
    private const string Page = "<html><script>alert('0123456789')</script></html>";

    [Fact]
    public async Task A_browser_saves_it_and_runs_nothing()
    {
        using var response = await SendAsync(HttpMethod.Get);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(Page, await response.Content.ReadAsStringAsync());
        Assert.Equal("text/plain; charset=utf-8", Content(response, "Content-Type"));
        Assert.Equal(
            "attachment; filename=\"S_te 1.html\"; filename*=UTF-8''S%C3%A9te%201.html",
            Content(response, "Content-Disposition")
        );
        Assert.Equal("nosniff", Header(response, "X-Content-Type-Options"));
        Assert.Equal("default-src 'none'; sandbox", Header(response, "Content-Security-Policy"));
        Assert.Equal("same-site", Header(response, "Cross-Origin-Resource-Policy"));
        Assert.True(response.Headers.CacheControl is { Private: true, NoCache: true });
        Assert.Equal($"\"{attached.Sha256}\"", response.Headers.ETag?.Tag);
        Assert.Equal("bytes", Header(response, "Accept-Ranges"));
    }

    [Fact]
    public async Task HEAD_tells_the_same_without_content()
    {
        using var response = await SendAsync(HttpMethod.Head);
        Assert.Equal(
            (HttpStatusCode.OK, (long?)Page.Length),
            (response.StatusCode, response.Content.Headers.ContentLength)
        );
        Assert.Equal("", await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("bytes=0-5", 206, "<html>", "bytes 0-5/49")]
    [InlineData("bytes=-7", 206, "</html>", "bytes 42-48/49")]
    [InlineData("bytes=42-", 206, "</html>", "bytes 42-48/49")]
    [InlineData("bytes=42-1000", 206, "</html>", "bytes 42-48/49")]
    [InlineData("bytes=49-", 416, "", "bytes */49")]
    public async Task A_range_is_a_part(string range, int status, string content, string contentRange)
    {
        using var response = await SendAsync(HttpMethod.Get, ("Range", range));
        Assert.Equal(
            (status, content, contentRange),
            ((int)response.StatusCode, await response.Content.ReadAsStringAsync(), Content(response, "Content-Range"))
        );
    }

    [Theory]
    [InlineData("bytes=5-4")]
    [InlineData("lines=1-2")]
    [InlineData("bytes=0-1,4-5")]
    public async Task A_range_that_is_none_or_several_is_the_whole(string range)
    {
        using var response = await SendAsync(HttpMethod.Get, ("Range", range));
        Assert.Equal((200, Page), ((int)response.StatusCode, await response.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task Whoever_has_the_content_already_is_told_so()
    {
        using var same = await SendAsync(HttpMethod.Get, ("If-None-Match", $"\"{attached.Sha256}\""));
        using var other = await SendAsync(HttpMethod.Get, ("If-None-Match", "\"other\""));
        using var resumed = await SendAsync(HttpMethod.Get, ("Range", "bytes=42-"), ("If-Range", "\"other\""));
        Assert.Equal(
            (HttpStatusCode.NotModified, HttpStatusCode.OK, HttpStatusCode.OK),
            (same.StatusCode, other.StatusCode, resumed.StatusCode)
        );
    }

    [Fact]
    public async Task It_is_never_compressed_for_its_ranges_and_its_tag_are_of_the_bytes()
    {
        using var response = await SendAsync(HttpMethod.Get, ("Accept-Encoding", "gzip, br"));
        Assert.Empty(response.Content.Headers.ContentEncoding);
    }

    [Fact]
    public async Task Only_the_id_counts_and_whatever_is_no_attachment_is_not_found()
    {
        using var otherName = await attached.Server.Client.GetAsync(Url($"/attachments/{attached.Id}/evil.html"));
        using var noName = await attached.Server.Client.GetAsync(Url($"/attachments/{attached.Id}"));
        Assert.Contains("1.html", Content(otherName, "Content-Disposition"), StringComparison.Ordinal);
        Assert.Equal((200, 200), ((int)otherName.StatusCode, (int)noName.StatusCode));

        string[] ids = [OpaqueId.Encode("Attachment", 999), OpaqueId.Encode("Case", 1), "1", "..", "%2e%2e%2f", "'"];
        foreach (var id in ids)
        {
            using var response = await attached.Server.Client.GetAsync(
                Url($"/attachments/{Uri.EscapeDataString(id)}/x")
            );
            Assert.Equal((id, 404), (id, (int)response.StatusCode));
        }
    }

    [Fact]
    public async Task It_can_only_be_read()
    {
        using var response = await SendAsync(HttpMethod.Delete);
        Assert.Equal(404, (int)response.StatusCode);
    }

    [Fact]
    public async Task It_stays_when_its_case_is_deleted()
    {
        await attached.DeleteCaseAsync();
        using var response = await SendAsync(HttpMethod.Get);
        Assert.Equal(Page, await response.Content.ReadAsStringAsync());
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, Url(attached.Path));
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await attached.Server.Client.SendAsync(request);
    }

    private static Uri Url(string path) => new(path, UriKind.Relative);

    private static string Header(HttpResponseMessage response, string name) =>
        string.Join('|', response.Headers.GetValues(name));

    private static string Content(HttpResponseMessage response, string name) =>
        string.Join('|', response.Content.Headers.GetValues(name));

    /// <summary>A server with one attachment.</summary>
    public sealed class Attached : IAsyncLifetime
    {
        private long number;

        public RunningServer Server { get; } = new();
        public string Id { get; private set; } = "";
        public string Path { get; private set; } = "";
        public string Sha256 { get; private set; } = "";

        public async Task InitializeAsync()
        {
            await Server.InitializeAsync();
            number = await Server.Client.CreateCaseAsync("Any");
            var payload = await Server.Client.AttachAsync(
                $"{number}",
                ("Séte 1.html", System.Text.Encoding.UTF8.GetBytes(Page))
            );
            var file = payload.Object("attachments")[0];
            (Id, Path, Sha256) = (Text("id"), Text("url"), Text("sha256"));

            string Text(string name) => file.GetProperty(name).GetString()!;
        }

        public Task DeleteCaseAsync() =>
            Server.Client.AskAsync(
                $"mutation {{ deleteCases(input: {{ select: {{ ids: [{number}] }} }}) {{ deleted }} }}"
            );

        public Task DisposeAsync() => Server.DisposeAsync();
    }
}
