using System.Collections.Concurrent;
using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using CasesGraph.Server.Start;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Http;

/// <summary>What operators and proxies see.</summary>
public sealed class OperatingTests(RunningServer server) : IClassFixture<RunningServer>
{
    private static readonly string[] Metrics =
    [
        "casesgraph_sql_statements_total",
        "casesgraph_requests_total{",
        "casesgraph_feed_subscribers",
        "casesgraph_feed_groups",
        "casesgraph_feed_lag",
    ];

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task Answers_and_the_schema_are_compressed_for_those_who_can_read_it(string encoding)
    {
        foreach (var path in new[] { "/graphql?query={__typename}", "/graphql?sdl" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.AcceptEncoding.ParseAdd(encoding);
            using var response = await server.Client.SendAsync(request);
            Assert.Equal([encoding], response.Content.Headers.ContentEncoding);
            await using var stream = await response.Content.ReadAsStreamAsync();
            await using Stream plain = string.Equals(encoding, "br", StringComparison.Ordinal)
                ? new BrotliStream(stream, CompressionMode.Decompress)
                : new GZipStream(stream, CompressionMode.Decompress);
            using var reader = new StreamReader(plain);
            Assert.Contains("Query", await reader.ReadToEndAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_operation_its_plans_and_its_statements_are_spans()
    {
        var spans = new ConcurrentQueue<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name.StartsWith("CasesGraph", StringComparison.Ordinal),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = span => spans.Enqueue(span.OperationName),
        };
        ActivitySource.AddActivityListener(listener);

        await server.QueryAsync("{ spanned: bugs(first: 3) { nodes { number } } }");

        foreach (var expected in new[] { "graphql", "plan", "read" })
            Assert.Contains(expected, spans, StringComparer.Ordinal);
    }

    [Fact]
    public async Task A_stream_is_never_compressed()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/graphql?query={__typename}");
        request.Headers.Accept.ParseAdd("text/event-stream");
        request.Headers.AcceptEncoding.ParseAdd("br");
        using var response = await server.Client.SendAsync(request);

        Assert.Empty(response.Content.Headers.ContentEncoding);
    }

    /// <summary>In a process of its own: servers of one process share their instruments, and take them along when they end.</summary>
    [Fact]
    public async Task Metrics_are_there_for_Prometheus()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var process = await ServerProcess.StartAsync(database);
        await process.Client.AskAsync("{ changeCursor }");

        using var response = await process.Client.GetAsync(new Uri("/metrics", UriKind.Relative));

        Assert.Equal("text/plain", response.Content.Headers.ContentType?.MediaType);
        var lines = (await response.Content.ReadAsStringAsync()).Split('\n');
        Assert.All(Metrics, name => Assert.Contains(lines, line => line.StartsWith(name, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Metrics_have_an_address_of_their_own_with_nothing_else_there()
    {
        await using var production = new RunningServer
        {
            Environment = "Production",
            Settings = { ["Access:Anonymous"] = "Administrator", ["Metrics:Listen"] = "http://127.0.0.1:0" },
        };
        await production.InitializeAsync();
        using var own = new HttpClient { BaseAddress = new Uri(production.Get<MetricsListener>().Address!) };

        using var metrics = await own.GetAsync(new Uri("/metrics", UriKind.Relative));
        Assert.Equal(
            (HttpStatusCode.OK, "text/plain"),
            (metrics.StatusCode, metrics.Content.Headers.ContentType?.MediaType)
        );
        using var api = await own.GetAsync(new Uri("/graphql?query={__typename}", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, api.StatusCode);
        using var beside = await production.Client.GetAsync(new Uri("/metrics", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, beside.StatusCode);
    }

    [Theory]
    [InlineData("9464")]
    [InlineData("https://localhost:9464")]
    [InlineData("http://localhost:9464/metrics")]
    public async Task What_is_no_address_of_metrics_stops_the_start(string address)
    {
        var refused = await Assert.ThrowsAsync<StartRefusedException>(() =>
            RunningServer.StartAsync(("Metrics:Listen", address))
        );
        Assert.Contains("Metrics:Listen", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_of_metrics_that_is_taken_stops_the_start()
    {
        var taken = server.Client.BaseAddress!.GetLeftPart(UriPartial.Authority);
        var refused = await Assert.ThrowsAsync<StartRefusedException>(() =>
            RunningServer.StartAsync(("Metrics:Listen", taken))
        );
        Assert.Contains("address already in use", refused.Message, StringComparison.Ordinal);
    }
}
