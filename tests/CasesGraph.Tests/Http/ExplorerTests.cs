using System.Net;
using System.Text.Json;
using CasesGraph.Server.Start;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Http;

/// <summary>What a browser gets; tests/clients/ide opens the explorers in a real one.</summary>
public sealed class ExplorerTests(RunningServer server) : IClassFixture<RunningServer>
{
    private const string Browser = "text/html,application/xhtml+xml,application/xml;q=0.9,image/webp,*/*;q=0.8";

    [Theory]
    [InlineData("/")]
    [InlineData("/graphql")]
    [InlineData("/graphql/")]
    public async Task A_browser_that_opens_the_server_or_the_endpoint_is_led_to_the_explorer(string path)
    {
        using var response = await GetAsync(path, Browser);
        Assert.Equal(
            (HttpStatusCode.OK, "/graphql/ide/", "text/html"),
            (
                response.StatusCode,
                response.RequestMessage!.RequestUri!.AbsolutePath,
                response.Content.Headers.ContentType?.MediaType
            )
        );
        Assert.Contains("CasesGraph", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/graphql", "*/*")]
    [InlineData("/graphql", "application/json, text/html")]
    [InlineData("/graphql", "application/json, text/html;q=0.9")]
    [InlineData("/graphql", "text/event-stream, text/html")]
    [InlineData("/graphql", "text/*")]
    [InlineData("/graphql", "text/html;q=0, */*")]
    [InlineData("/graphql?query={__typename}", Browser)]
    [InlineData("/graphql?extensions={}", Browser)]
    [InlineData("/graphql?sdl", Browser)]
    public async Task Others_get_what_the_endpoint_answers(string path, string accept)
    {
        using var response = await GetAsync(path, accept);
        Assert.Equal("/graphql", response.RequestMessage!.RequestUri!.AbsolutePath);
        Assert.NotEqual("text/html", response.Content.Headers.ContentType?.MediaType, StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("Development", null, true)]
    [InlineData("Development", "false", false)]
    [InlineData("Production", null, false)]
    [InlineData("Production", "true", true)]
    public async Task The_explorer_is_there_in_Development_or_by_its_setting(
        string environment,
        string? set,
        bool there
    )
    {
        await using var other = new RunningServer
        {
            Environment = environment,
            Settings = { ["Access:Anonymous"] = "Administrator" },
        };
        if (set is not null)
            other.Settings["Ide:Enabled"] = set;
        await other.InitializeAsync();

        using var page = await other.Client.GetAsync(new Uri("/graphql/ide/", UriKind.Relative));
        using var endpoint = await other.Client.SendAsync(Request("/graphql", Browser));

        Assert.Equal(there ? HttpStatusCode.OK : HttpStatusCode.NotFound, page.StatusCode);
        var text = await endpoint.Content.ReadAsStringAsync();
        Assert.Equal("text/html", endpoint.Content.Headers.ContentType?.MediaType);
        Assert.Equal(!there, text.Contains("Ide__Enabled=true", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_server_with_Banana_Cake_Pop_alone_leads_there()
    {
        using var package = new BananaCakePopFolder();
        await using var other = await RunningServer.StartAsync(
            ("Ide:Enabled", "false"),
            ("Ide:BananaCakePop:Root", package.Path)
        );
        using var page = await other.Client.SendAsync(Request("/", Browser));
        Assert.Equal("/bcp/", page.RequestMessage!.RequestUri!.AbsolutePath);
    }

    [Fact]
    public async Task The_page_may_load_nothing_from_elsewhere_and_run_no_script_but_its_files()
    {
        using var response = await GetAsync("/graphql/ide/", Browser);

        var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
        foreach (var rule in new[] { "default-src 'none'", "script-src 'self'", "frame-ancestors 'none'" })
            Assert.Contains(rule, policy.Split("; "), StringComparer.Ordinal);
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        Assert.True(response.Headers.CacheControl!.NoCache);
    }

    [Fact]
    public async Task Files_with_a_hash_in_their_names_are_kept_for_ever()
    {
        // Without Node at the build there is only the page that tells so; the files below are the same middleware's.
        using var package = new BananaCakePopFolder();
        await using var other = await RunningServer.StartAsync(("Ide:BananaCakePop:Root", package.Path));

        using var script = await other.Client.GetAsync(new Uri("/bcp/static/js/main.0349187e.js", UriKind.Relative));
        using var page = await other.Client.GetAsync(new Uri("/bcp/", UriKind.Relative));
        using var worker = await other.Client.GetAsync(new Uri("/bcp/service-worker.js", UriKind.Relative));

        Assert.Equal("public, max-age=31536000, immutable", script.Headers.CacheControl?.ToString());
        Assert.NotNull(script.Headers.ETag);
        Assert.Equal("text/javascript", script.Content.Headers.ContentType?.MediaType);
        Assert.All([page, worker], file => Assert.Equal("no-cache", file.Headers.CacheControl?.ToString()));
    }

    [Fact]
    public async Task A_new_version_of_a_page_is_sent_though_its_time_and_length_are_the_old_ones()
    {
        using var package = new BananaCakePopFolder();
        await using var other = await RunningServer.StartAsync(("Ide:BananaCakePop:Root", package.Path));
        using var first = await other.Client.GetAsync(new Uri("/bcp/", UriKind.Relative));
        package.Write("index.html", "page 2");

        using var request = Request("/bcp/", Browser);
        if (first.Headers.ETag is { } tag)
            request.Headers.IfNoneMatch.Add(tag);
        request.Headers.IfModifiedSince = first.Content.Headers.LastModified;
        using var second = await other.Client.SendAsync(request);

        Assert.Equal("page 2", await second.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Banana_Cake_Pop_is_told_the_endpoint_and_to_send_no_telemetry()
    {
        using var package = new BananaCakePopFolder();
        await using var other = await RunningServer.StartAsync(("Ide:BananaCakePop:Root", package.Path));

        var config = JsonDocument.Parse(
            await other.Client.GetStringAsync(new Uri("/bcp/bcp-config.json", UriKind.Relative))
        );

        Assert.Equal(
            (new Uri(other.Client.BaseAddress!, "/graphql").ToString(), false, true),
            (
                config.RootElement.GetProperty("endpoint").GetString(),
                config.RootElement.GetProperty("useBrowserUrlAsEndpoint").GetBoolean(),
                config.RootElement.GetProperty("disableTelemetry").GetBoolean()
            )
        );
    }

    [Fact]
    public async Task Banana_Cake_Pop_comes_with_its_licence_and_with_nothing_beside_its_folder()
    {
        using var package = new BananaCakePopFolder();
        await using var other = await RunningServer.StartAsync(("Ide:BananaCakePop:Root", package.Path));

        Assert.Equal("licence", await other.Client.GetStringAsync(new Uri("/bcp/LICENSE", UriKind.Relative)));
        using var outside = await other.Client.GetAsync(new Uri("/bcp/%2e%2e/data/cases.db", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, outside.StatusCode);
    }

    [Fact]
    public async Task A_folder_that_is_not_Banana_Cake_Pops_stops_the_start()
    {
        using var empty = new TemporaryFolder();
        await using var other = new RunningServer { Settings = { ["Ide:BananaCakePop:Root"] = empty.Path } };
        var refused = await Assert.ThrowsAsync<StartRefusedException>(other.InitializeAsync);
        Assert.Contains(
            $"Ide:BananaCakePop:Root is '{empty.Path}'; it takes",
            refused.Message,
            StringComparison.Ordinal
        );
    }

    private Task<HttpResponseMessage> GetAsync(string path, string accept) =>
        server.Client.SendAsync(Request(path, accept));

    private static HttpRequestMessage Request(string path, string accept) =>
        new(HttpMethod.Get, path) { Headers = { { "Accept", accept } } };

    /// <summary>The names of its package with contents of ours: its licence keeps the real one out of here.</summary>
    private sealed class BananaCakePopFolder : IDisposable
    {
        private readonly TemporaryFolder folder = new();

        public BananaCakePopFolder()
        {
            Directory.CreateDirectory(System.IO.Path.Join(Path, "static", "js"));
            Write("index.html", "page 1");
            Write("asset-manifest.json", "{}");
            Write("service-worker.js", "");
            Write("LICENSE", "licence");
            Write("static/js/main.0349187e.js", "");
        }

        public string Path => folder.Path;

        /// <summary>With the time that npm gives every file.</summary>
        public void Write(string file, string text)
        {
            var path = System.IO.Path.Join(Path, file);
            File.WriteAllText(path, text);
            File.SetLastWriteTimeUtc(path, new DateTime(1985, 10, 26, 8, 15, 0, DateTimeKind.Utc));
        }

        public void Dispose() => folder.Dispose();
    }
}
