using CasesGraph.Graph;
using CasesGraph.Serving;
using CasesGraph.Tests.Infrastructure;
using Microsoft.Extensions.Logging;

namespace CasesGraph.Tests.Http;

/// <summary>The names that the server answers to.</summary>
public sealed class HostNameTests : IAsyncLifetime, IAsyncDisposable
{
    private readonly RunningServer server = new() { Settings = { ["AllowedHosts"] = "localhost;*.crm.example;[::1]" } };

    public Task InitializeAsync() => server.InitializeAsync();

    public Task DisposeAsync() => server.DisposeAsync();

    async ValueTask IAsyncDisposable.DisposeAsync() => await server.DisposeAsync();

    [Theory]
    [InlineData("localhost")]
    [InlineData("LOCALHOST:81")]
    [InlineData("desk.crm.example")]
    [InlineData("[::1]:5000")]
    public async Task A_request_for_a_name_of_AllowedHosts_is_answered(string host) =>
        Assert.StartsWith("HTTP/1.1 200", await AskAsync($"Host: {host}\r\n"), StringComparison.Ordinal);

    [Theory]
    [InlineData("/graphql?query={__typename}")]
    [InlineData("/graphql?sdl")]
    [InlineData("/graphql/ide/")]
    [InlineData("/metrics")]
    [InlineData("/nothing")]
    public async Task A_request_for_another_name_is_refused_wherever_it_goes(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Host = "rebound.example:80";
        using var response = await server.Client.SendAsync(request);
        var message = await ProtocolAssert.RefusedAsync(response, 400, GraphErrorCode.BadRequest);
        Assert.Contains("'rebound.example:80'", message, StringComparison.Ordinal);
        Assert.Contains("AllowedHosts", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HTTP/1.1", "Host:\r\n", "AllowedHosts")]
    [InlineData("HTTP/1.1", "Host:   \r\n", "AllowedHosts")]
    [InlineData("HTTP/1.0", "", "AllowedHosts")]
    [InlineData("HTTP/1.1", "", "")]
    [InlineData("HTTP/1.1", "Host: localhost\r\nHost: localhost\r\n", "")]
    public async Task A_request_that_names_no_host_or_several_is_refused(string version, string header, string told)
    {
        var answer = await AskAsync(header, version);
        Assert.StartsWith("HTTP/1.1 400", answer, StringComparison.Ordinal);
        Assert.Contains(told, answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_unknown_name_is_one_warning_and_made_up_ones_do_not_flood_the_log()
    {
        foreach (var name in new[] { "rebound.example", "rebound.example", "REBOUND.example" })
            await AskAsync($"Host: {name}\r\n");
        Assert.Equal(["Requests for the host rebound.example are refused: AllowedHosts does not have it"], Warnings());
        for (var made = 0; made < 150; made++)
            await AskAsync($"Host: made{made}.example\r\n");
        Assert.Equal(100, Warnings().Length);
    }

    private string[] Warnings() =>
        [.. server.Log.Entries.Where(entry => entry.Level is LogLevel.Warning).Select(entry => entry.Message)];

    private Task<string> AskAsync(string headers, string version = "HTTP/1.1") =>
        RawConnection.AskAsync(
            server.Client,
            $"GET /graphql?query={{__typename}} {version}\r\n{headers}Connection: close\r\n\r\n"
        );
}
