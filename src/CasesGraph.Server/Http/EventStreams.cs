using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using CasesGraph.Serving;

namespace CasesGraph.Server.Http;

/// <summary>
/// Server-sent events by the protocol of graphql-sse, distinct connections mode. Lines that its client takes for a
/// mistake are left out: no retry, no id without an event, no empty line behind a comment.
/// </summary>
internal sealed class EventStreams(Limits limits, TimeProvider clock, IHostApplicationLifetime lifetime)
{
    private readonly TimeSpan heartbeat = TimeSpan.FromSeconds(limits.HeartbeatSeconds);

    public static async Task WriteAsync(HttpContext http, GraphAnswer answer)
    {
        var output = Begin(http);
        Write(output, answer);
        Complete(output);
        await output.FlushAsync(http.RequestAborted);
    }

    public async Task WriteAsync(HttpContext http, FollowedOperation events, Presence presence)
    {
        var output = Begin(http);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(
            http.RequestAborted,
            lifetime.ApplicationStopping
        );
        var watch = EndWithPresenceAsync(presence, end);
        try
        {
            await FollowAsync(output, events, end.Token);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The client has left, or is to come back: a stream that ends without "complete" is resumed by its id, where
            // the caller is still let in.
        }
        await end.CancelAsync();
        await watch.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static PipeWriter Begin(HttpContext http)
    {
        http.Begin(AnswerType.EventStream, StatusCodes.Status200OK);
        // A proxy that collects what it passes on would hold events back.
        http.Response.Headers["X-Accel-Buffering"] = "no";
        return http.Response.BodyWriter;
    }

    private static async Task EndWithPresenceAsync(Presence presence, CancellationTokenSource end)
    {
        await presence.EndAsync(end.Token);
        await end.CancelAsync();
    }

    private async Task FollowAsync(PipeWriter output, FollowedOperation events, CancellationToken token)
    {
        // Something must be sent, or the client does not learn that it is accepted.
        await BeatAsync(output, token);
        while (true)
        {
            var next = events.NextAsync(token);
            while (!next.IsCompleted)
            {
                await ((Task)next)
                    .WaitAsync(heartbeat, clock, token)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                token.ThrowIfCancellationRequested();
                if (!next.IsCompleted)
                    await BeatAsync(output, token);
            }
            if (await next is not { } change)
                break;
            Write(output, change.Cursor, change.Answer.Span);
            if (!events.HasMore)
                await output.FlushAsync(token);
        }
        if (events.Refusal is { } refusal)
            Write(output, refusal);
        Complete(output);
        await output.FlushAsync(token);
    }

    private static void Complete(PipeWriter output) => output.Write("event: complete\ndata:\n\n"u8);

    private static async Task BeatAsync(PipeWriter output, CancellationToken token)
    {
        output.Write(":\n"u8);
        await output.FlushAsync(token);
    }

    private static void Write(PipeWriter output, GraphAnswer answer)
    {
        var text = new ArrayBufferWriter<byte>(1024);
        answer.WriteTo(text);
        Write(output, cursor: null, text.WrittenSpan);
    }

    private static void Write(PipeWriter output, string? cursor, ReadOnlySpan<byte> answer)
    {
        output.Write("event: next\n"u8);
        if (cursor is not null)
            Encoding.ASCII.GetBytes($"id: {cursor}\n", output);
        output.Write("data: "u8);
        output.Write(answer);
        output.Write("\n\n"u8);
    }
}
