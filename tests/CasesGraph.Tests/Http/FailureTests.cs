using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using CasesGraph.Data;
using CasesGraph.Graph;
using CasesGraph.Serving;
using CasesGraph.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CasesGraph.Tests.Http;

public sealed class FailureTests
{
    [Theory]
    [InlineData("Development")]
    [InlineData("Production")]
    public async Task A_failure_of_ours_tells_the_client_its_trace_id_and_the_log_everything(string environment)
    {
        await using var server = new RunningServer
        {
            Environment = environment,
            Settings = { ["Access:Anonymous"] = "Administrator" },
            Services = services =>
                services.AddSingleton<GraphService>(_ => throw new InvalidOperationException("SELECT secret")),
        };
        await server.InitializeAsync();
        using var response = await server.Client.PostAsJsonAsync("/graphql", new { query = "{ __typename }" });
        var text = await response.Content.ReadAsStringAsync();
        var error = JsonElement.Parse(text).GetProperty("errors")[0].GetProperty("extensions");
        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal(GraphErrorCode.InternalError, error.GetProperty("code").GetString());
        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", text, StringComparison.Ordinal);
        var entry = Assert.Single(server.Log.Entries, one => one.Level == LogLevel.Error);
        Assert.Contains(error.GetProperty("traceId").GetString()!, entry.Message, StringComparison.Ordinal);
        Assert.Equal("SELECT secret", entry.Exception?.Message);
    }

    [Theory]
    [InlineData(Written.No, "NO")]
    [InlineData(Written.Unknown, "UNKNOWN")]
    public async Task An_outage_tells_when_to_try_again_and_what_was_written(Written written, string expected)
    {
        await using var server = new RunningServer
        {
            Services = services =>
                services.AddSingleton<GraphService>(_ =>
                    throw new UnavailableException("Come again.", written) { RetryAfter = TimeSpan.FromSeconds(2.5) }
                ),
        };
        await server.InitializeAsync();
        using var response = await server.Client.PostAsJsonAsync("/graphql", new { query = "{ __typename }" });
        var error = JsonElement.Parse(await response.Content.ReadAsStringAsync()).GetProperty("errors")[0];
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(3), response.Headers.RetryAfter?.Delta);
        Assert.Equal("Come again.", error.GetProperty("message").GetString());
        Assert.Equal(GraphErrorCode.Unavailable, error.GetProperty("extensions").GetProperty("code").GetString());
        Assert.Equal(expected, error.GetProperty("extensions").GetProperty("written").GetString());
    }

    [Fact]
    public async Task A_request_that_does_not_arrive_in_time_is_refused()
    {
        await using var server = await RunningServer.StartAsync(("Limits:RequestSeconds", "1"));
        var address = server.Client.BaseAddress!;
        using var connection = new TcpClient();
        await connection.ConnectAsync(address.Host, address.Port);
        await using var stream = connection.GetStream();
        await stream.WriteAsync(
            "POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{"u8.ToArray()
        );
        using var answer = new StreamReader(stream);
        Assert.Equal("HTTP/1.1 408 Request Timeout", await answer.ReadLineAsync());
        var rest = new StringBuilder();
        while (!rest.ToString().Contains("\"}}]}", StringComparison.Ordinal))
            rest.AppendLine(await answer.ReadLineAsync());
        Assert.Contains("\"code\":\"TIMEOUT\"", rest.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_leaves_is_no_error()
    {
        await using var server = await RunningServer.StartAsync();
        using var content = new StalledContent();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = content };
        using var leave = new CancellationTokenSource();
        var answer = server.Client.SendAsync(request, leave.Token);
        await content.Started;
        await leave.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);
        using var response = await server.Client.GetAsync(new Uri("/health/live", UriKind.Relative));
        Assert.DoesNotContain(server.Log.Entries, entry => entry.Level >= LogLevel.Warning);
    }

    [Fact]
    public async Task Ready_means_that_the_database_answers()
    {
        await using var server = await RunningServer.StartAsync();
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(server, "/health/ready"));
        await using (var db = server.Database.CreateDb())
            await db.Database.ExecuteSqlRawAsync("ALTER TABLE \"User\" RENAME TO \"Gone\"");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync(server, "/health/ready"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(server, "/health/live"));
    }

    private static async Task<HttpStatusCode> StatusAsync(RunningServer server, string path)
    {
        using var response = await server.Client.GetAsync(new Uri(path, UriKind.Relative));
        return response.StatusCode;
    }

    /// <summary>Sends the beginning of a request and never its end.</summary>
    private sealed class StalledContent : HttpContent
    {
        private readonly TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource never = new();

        public StalledContent() => Headers.ContentType = new("application/json");

        public Task Started => started.Task;

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            SerializeToStreamAsync(stream, context, CancellationToken.None);

        protected override async Task SerializeToStreamAsync(
            Stream stream,
            TransportContext? context,
            CancellationToken cancellationToken
        )
        {
            await stream.WriteAsync("{\"query\":"u8.ToArray(), cancellationToken);
            await stream.FlushAsync(cancellationToken);
            started.SetResult();
            await never.Task.WaitAsync(cancellationToken);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
