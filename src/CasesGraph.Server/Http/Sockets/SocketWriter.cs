using System.Buffers;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using CasesGraph.Serving;

namespace CasesGraph.Server.Http.Sockets;

/// <summary>
/// Sends messages one after another. Who sends waits until the client takes it, so that a slow client holds up its own
/// operations instead of filling memory.
/// </summary>
internal sealed class SocketWriter(WebSocket socket) : IDisposable
{
    /// <summary>A close frame that the protocol allows has 125 bytes, two of them the code.</summary>
    private const int LongestReason = 123;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim turn = new(1);
    private readonly ArrayBufferWriter<byte> message = new(1024);
    private bool closed;

    public Task AckAsync() => SendAsync(output => output.Write("""{"type":"connection_ack"}"""u8));

    public Task PingAsync() => SendAsync(output => output.Write("""{"type":"ping"}"""u8));

    public Task PongAsync(JsonElement payload) =>
        SendAsync(output =>
        {
            output.Write("{\"type\":\"pong\""u8);
            if (payload.ValueKind is JsonValueKind.Object)
            {
                output.Write(""","payload":"""u8);
                Encoding.UTF8.GetBytes(payload.GetRawText(), output);
            }
            output.Write("}"u8);
        });

    /// <summary>An event, or the result of an operation.</summary>
    public Task NextAsync(JsonEncodedText id, ReadOnlyMemory<byte> answer) =>
        SendAsync(output =>
        {
            Begin(output, "next"u8, id);
            output.Write(""","payload":"""u8);
            output.Write(answer.Span);
            output.Write("}"u8);
        });

    public Task ErrorAsync(JsonEncodedText id, GraphAnswer refused) =>
        SendAsync(output =>
        {
            Begin(output, "error"u8, id);
            output.Write(""","payload":"""u8);
            refused.WriteErrorsTo(output);
            output.Write("}"u8);
        });

    public Task CompleteAsync(JsonEncodedText id) =>
        SendAsync(output =>
        {
            Begin(output, "complete"u8, id);
            output.Write("}"u8);
        });

    /// <summary>The last that is sent. A client that takes nothing any more is cut off instead.</summary>
    public async Task CloseAsync(SocketClose close)
    {
        if (!await turn.WaitAsync(Patience))
        {
            socket.Abort();
            return;
        }
        try
        {
            if (closed || socket.State is not (WebSocketState.Open or WebSocketState.CloseReceived))
                return;
            closed = true;
            using var patience = new CancellationTokenSource(Patience);
            await socket.CloseOutputAsync((WebSocketCloseStatus)close.Code, Shorten(close.Reason), patience.Token);
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException or IOException)
        {
            socket.Abort();
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Closes while another reads from the socket, which ends when the client answers, or else soon.</summary>
    public async Task CutOffAsync(SocketClose close, CancellationToken answered)
    {
        await CloseAsync(close);
        await Task.Delay(Patience, answered).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!answered.IsCancellationRequested)
            socket.Abort();
    }

    public void Dispose() => turn.Dispose();

    private async Task SendAsync(Action<ArrayBufferWriter<byte>> write)
    {
        await turn.WaitAsync();
        try
        {
            if (closed)
                throw new WebSocketException(WebSocketError.InvalidState);
            message.ResetWrittenCount();
            write(message);
            // Cancelling a send would break the socket in the middle of a message.
            await socket.SendAsync(
                message.WrittenMemory,
                WebSocketMessageType.Text,
                endOfMessage: true,
                CancellationToken.None
            );
        }
        finally
        {
            turn.Release();
        }
    }

    private static void Begin(ArrayBufferWriter<byte> output, ReadOnlySpan<byte> type, JsonEncodedText id)
    {
        output.Write("{\"type\":\""u8);
        output.Write(type);
        output.Write("\",\"id\":\""u8);
        output.Write(id.EncodedUtf8Bytes);
        output.Write("\""u8);
    }

    private static string Shorten(string reason)
    {
        while (Encoding.UTF8.GetByteCount(reason) > LongestReason)
            reason = reason[..^1];
        return reason;
    }
}
