using System.Buffers;
using System.Net.WebSockets;
using System.Text.Json;

namespace CasesGraph.Server.Http.Sockets;

internal sealed class SocketReader(WebSocket socket, int limit)
{
    private const int Chunk = 1024;

    /// <summary>The next message, or null when the client has closed.</summary>
    public async Task<SocketMessage?> ReadAsync()
    {
        // A message of its own memory: what is parsed from it outlives the next read.
        var text = new ArrayBufferWriter<byte>(512);
        while (true)
        {
            var read = await socket.ReceiveAsync(text.GetMemory(Chunk), CancellationToken.None);
            if (read.MessageType is WebSocketMessageType.Close)
                return null;
            if (read.MessageType is WebSocketMessageType.Binary)
                throw Invalid("messages are text");
            text.Advance(read.Count);
            if (text.WrittenCount > limit)
                throw new SocketClosedException(SocketClose.TooBig(limit));
            if (read.EndOfMessage)
                return Parse(text.WrittenMemory);
        }
    }

    public static SocketClosedException Invalid(string mistake) => new(SocketClose.Invalid(mistake));

    private static SocketMessage Parse(ReadOnlyMemory<byte> text)
    {
        JsonElement message;
        try
        {
            message = JsonText.Parse(text, "The message");
        }
        catch (RefusedException refused)
        {
            throw Invalid(refused.Message);
        }
        if (message.ValueKind is not JsonValueKind.Object)
            throw Invalid("it is not a JSON object");
        return new SocketMessage(
            Text(message, "type") ?? throw Invalid("it has no type"),
            Text(message, "id"),
            message.TryGetProperty("payload", out var payload) ? payload : default
        );
    }

    private static string? Text(JsonElement message, string name) =>
        !message.TryGetProperty(name, out var value) ? null
        : value.ValueKind is JsonValueKind.String ? value.GetString()
        : throw Invalid($"{name} is not a string");
}

internal sealed record SocketMessage(string Type, string? Id, JsonElement Payload);
