using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace CasesGraph.Tests.Infrastructure;

/// <summary>A plain client of graphql-transport-ws, which can also be used wrongly.</summary>
public sealed class GraphSocket : IAsyncDisposable
{
    public const string Protocol = "graphql-transport-ws";
    private readonly ClientWebSocket socket = new();
    private readonly byte[] buffer = new byte[4 * 1024];

    /// <summary>As a WebSocket of the browser has it once it is closed.</summary>
    public int? CloseCode => (int?)socket.CloseStatus;

    /// <summary>Connects, and says nothing.</summary>
    public static async Task<GraphSocket> ConnectAsync(
        HttpClient server,
        string? protocol = Protocol,
        string? origin = null,
        string? authorization = null
    )
    {
        ArgumentNullException.ThrowIfNull(server);
        var client = new GraphSocket();
        client.socket.Options.KeepAliveInterval = TimeSpan.Zero;
        if (protocol is not null)
            client.socket.Options.AddSubProtocol(protocol);
        if (origin is not null)
            client.socket.Options.SetRequestHeader("Origin", origin);
        if (authorization is not null)
            client.socket.Options.SetRequestHeader("Authorization", authorization);
        using var patience = new CancellationTokenSource(Eventually.Patience);
        var address = new UriBuilder(new Uri(server.BaseAddress!, "/graphql")) { Scheme = "ws" };
        await client.socket.ConnectAsync(address.Uri, patience.Token);
        return client;
    }

    /// <summary>Connects and is acknowledged.</summary>
    public static async Task<GraphSocket> OpenAsync(HttpClient server, object? payload = null)
    {
        var client = await ConnectAsync(server);
        await client.SendAsync(
            payload is null ? new { type = "connection_init" } : new { type = "connection_init", payload }
        );
        Assert.Equal("connection_ack", await client.TypeAsync());
        return client;
    }

    public Task SendAsync(object message) => SendTextAsync(JsonSerializer.Serialize(message));

    public Task SendTextAsync(string text) => SendBytesAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text);

    public async Task SendBytesAsync(byte[] bytes, WebSocketMessageType type)
    {
        using var patience = new CancellationTokenSource(Eventually.Patience);
        await socket.SendAsync(bytes, type, endOfMessage: true, patience.Token);
    }

    public Task SubscribeAsync(string id, string query, object? variables = null) =>
        SendAsync(
            new
            {
                id,
                type = "subscribe",
                payload = new { query, variables },
            }
        );

    /// <summary>The next message, or null when the server has closed; the close is answered.</summary>
    public async Task<JsonElement?> ReceiveAsync()
    {
        using var patience = new CancellationTokenSource(Eventually.Patience);
        using var message = new MemoryStream();
        while (true)
        {
            var read = await socket.ReceiveAsync(buffer, patience.Token);
            if (read.MessageType is WebSocketMessageType.Close)
            {
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", patience.Token);
                return null;
            }
            message.Write(buffer, 0, read.Count);
            if (!read.EndOfMessage)
                continue;
            var json = JsonDocument.Parse(message.ToArray()).RootElement;
            return json;
        }
    }

    /// <summary>The next message that is not a ping.</summary>
    public async Task<JsonElement> MessageAsync()
    {
        while (true)
        {
            var message =
                await ReceiveAsync()
                ?? throw new InvalidOperationException($"Closed: {CloseCode} {socket.CloseStatusDescription}");
            if (message.GetProperty("type").GetString() is not "ping")
                return message;
        }
    }

    public async Task<string?> TypeAsync() => (await MessageAsync()).GetProperty("type").GetString();

    /// <summary>The next event's value: of the only field at the root.</summary>
    public async Task<JsonElement> NextAsync(string id = "1")
    {
        var message = await MessageAsync();
        Assert.Equal(("next", id), (message.GetProperty("type").GetString(), message.GetProperty("id").GetString()));
        return message.GetProperty("payload").GetProperty("data").EnumerateObject().Single().Value;
    }

    /// <summary>Reads until the server closes.</summary>
    public async Task<int?> ClosedAsync()
    {
        while (await ReceiveAsync() is not null) { }
        return CloseCode;
    }

    /// <summary>Leaves as a client does that loses power.</summary>
    public void Vanish() => socket.Abort();

    public ValueTask DisposeAsync()
    {
        socket.Dispose();
        return ValueTask.CompletedTask;
    }
}
