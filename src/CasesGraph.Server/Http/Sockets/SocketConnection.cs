using System.Text.Json;
using CasesGraph.Graph;
using CasesGraph.Serving;

namespace CasesGraph.Server.Http.Sockets;

/// <summary>One socket, by the protocol graphql-transport-ws.</summary>
internal sealed class SocketConnection(
    SocketReader reader,
    SocketWriter writer,
    SocketOperations operations,
    Func<JsonElement, ValueTask<SignIn>> signIn,
    Limits limits,
    TimeProvider clock
)
{
    private readonly TaskCompletionSource<Presence> signedIn = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool initialised;
    private bool acknowledged;

    /// <summary>Handles what the client sends, until either side closes.</summary>
    public async Task RunAsync(CancellationToken end)
    {
        try
        {
            while (!end.IsCancellationRequested && await reader.ReadAsync() is { } message)
                await HandleAsync(message);
        }
        catch (SocketClosedException closed)
        {
            await writer.CloseAsync(closed.Close);
        }
    }

    /// <summary>Closes the socket of a client that does not say hello in time.</summary>
    public async Task WatchInitAsync(CancellationToken end)
    {
        await Task.Delay(TimeSpan.FromSeconds(limits.ConnectionInitSeconds), clock, end);
        if (!Volatile.Read(ref acknowledged))
            await writer.CutOffAsync(SocketClose.InitTimeout, end);
    }

    /// <summary>Closes the socket of a client that is let in no more.</summary>
    public async Task WatchSignInAsync(CancellationToken end)
    {
        var refusal = await (await signedIn.Task.WaitAsync(end)).EndAsync(end);
        await writer.CutOffAsync(SocketClose.Of(refusal), end);
    }

    public async Task PingAsync(CancellationToken end)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(limits.PingSeconds), clock);
        while (await timer.WaitForNextTickAsync(end))
        {
            if (Volatile.Read(ref acknowledged))
                await writer.PingAsync();
        }
    }

    private Task HandleAsync(SocketMessage message) =>
        message.Type switch
        {
            "connection_init" => InitAsync(Checked(message.Payload)),
            "ping" => writer.PongAsync(Checked(message.Payload)),
            "pong" => Task.FromResult(Checked(message.Payload)),
            "subscribe" when !acknowledged => throw new SocketClosedException(SocketClose.Unauthorized),
            "subscribe" => operations.StartAsync(Id(message), Request(message.Payload)),
            "complete" => StopAsync(Id(message)),
            _ => throw SocketReader.Invalid("its type is not one of a client's"),
        };

    private async Task InitAsync(JsonElement payload)
    {
        if (initialised)
            throw new SocketClosedException(SocketClose.TooManyInits);
        initialised = true;
        try
        {
            operations.Presence = new Presence(await signIn(payload), clock);
        }
        catch (RefusedException refused)
        {
            throw new SocketClosedException(SocketClose.Of(refused.Refusal));
        }
        await writer.AckAsync();
        Volatile.Write(ref acknowledged, value: true);
        signedIn.SetResult(operations.Presence);
    }

    private Task StopAsync(string id)
    {
        operations.Stop(id);
        return Task.CompletedTask;
    }

    private static string Id(SocketMessage message) =>
        message.Id is { Length: > 0 } id ? id : throw SocketReader.Invalid("it has no id");

    private GraphRequest Request(JsonElement payload)
    {
        try
        {
            return RequestReading.Read(payload, "payload", new HeaderDictionary());
        }
        catch (RefusedException refused)
        {
            throw SocketReader.Invalid(refused.Message);
        }
    }

    private static JsonElement Checked(JsonElement payload) =>
        payload.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null or JsonValueKind.Object
            ? payload
            : throw SocketReader.Invalid("payload is not an object");
}
