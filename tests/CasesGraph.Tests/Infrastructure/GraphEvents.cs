using System.Net.Http.Json;
using System.Text.Json;

namespace CasesGraph.Tests.Infrastructure;

/// <summary>An event of a stream, as it stands on the wire.</summary>
public sealed record GraphEvent(string? Type, string? Id, string Data)
{
    public JsonElement Value =>
        JsonDocument.Parse(Data).RootElement.GetProperty("data").EnumerateObject().Single().Value;
}

/// <summary>A plain client of server-sent events.</summary>
public sealed class GraphEvents : IDisposable
{
    private readonly HttpResponseMessage response;
    private readonly StreamReader lines;

    private GraphEvents(HttpResponseMessage response, StreamReader lines) =>
        (this.response, this.lines) = (response, lines);

    public HttpResponseMessage Response => response;

    /// <summary>Asks, and waits until the server has accepted: what is written from now on is delivered.</summary>
    public static async Task<GraphEvents> OpenAsync(
        HttpClient server,
        string query,
        string? lastEventId = null,
        bool get = false
    )
    {
        ArgumentNullException.ThrowIfNull(server);
        using var request = get
            ? new HttpRequestMessage(HttpMethod.Get, $"/graphql?query={Uri.EscapeDataString(query)}")
            : new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = JsonContent.Create(new { query }) };
        request.Headers.Accept.ParseAdd("text/event-stream");
        // As browsers do: a stream must not be compressed for it.
        request.Headers.AcceptEncoding.ParseAdd("gzip, br");
        if (lastEventId is not null)
            request.Headers.Add("Last-Event-ID", lastEventId);
        using var patience = new CancellationTokenSource(Eventually.Patience);
        var accepted = await server.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
        var stream = await accepted.Content.ReadAsStreamAsync(patience.Token);
        return new GraphEvents(accepted, new StreamReader(stream));
    }

    /// <summary>The next event, or null at the end of the stream.</summary>
    public async Task<GraphEvent?> ReadAsync()
    {
        var (type, id, data) = ((string?)null, (string?)null, (string?)null);
        while (await LineAsync() is { } line)
        {
            if (line.Length == 0)
                return new GraphEvent(type, id, data!);
            if (line.StartsWith("event: ", StringComparison.Ordinal))
                type = line[7..];
            else if (line.StartsWith("id: ", StringComparison.Ordinal))
                id = line[4..];
            else if (line.StartsWith("data:", StringComparison.Ordinal))
                data = line[5..].TrimStart();
            else
                Assert.StartsWith(":", line, StringComparison.Ordinal);
        }
        return null;
    }

    public async Task<string?> LineAsync()
    {
        using var patience = new CancellationTokenSource(Eventually.Patience);
        return await lines.ReadLineAsync(patience.Token);
    }

    public void Dispose()
    {
        lines.Dispose();
        response.Dispose();
    }
}
