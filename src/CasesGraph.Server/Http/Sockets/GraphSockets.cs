using System.Net.WebSockets;
using CasesGraph.Graph;
using CasesGraph.Serving;
using Microsoft.AspNetCore.Http.Features;

namespace CasesGraph.Server.Http.Sockets;

internal sealed class GraphSockets(
    GraphService graph,
    Entrance entrance,
    Limits limits,
    TimeProvider clock,
    RequestOrigin origins,
    OpenConnections connections,
    IHostApplicationLifetime lifetime,
    FailureReports failures,
    ILogger<GraphSockets> logger
)
{
    private const string Protocol = "graphql-transport-ws";

    /// <summary>How long a client may take to answer a close, or to show that it is still there.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public async Task HandleAsync(HttpContext http)
    {
        if (!await origins.IsAllowedAsync(http))
        {
            await http.WriteRefusalAsync(AnswerType.Json, Refusal.ForeignOrigin);
            return;
        }
        var known = http.WebSockets.WebSocketRequestedProtocols.Contains(Protocol, StringComparer.Ordinal);
        using var socket = await http.WebSockets.AcceptWebSocketAsync(
            new WebSocketAcceptContext
            {
                SubProtocol = known ? Protocol : null,
                // Frames of the WebSocket itself: they find out who has vanished without a word. On a slow line the
                // answer comes only behind what is still in its buffers.
                KeepAliveInterval = TimeSpan.FromSeconds(limits.PingSeconds),
                KeepAliveTimeout = TimeSpan.FromSeconds(4 * limits.PingSeconds),
            }
        );
        using var writer = new SocketWriter(socket);
        using var ofAddress = connections.Open(new Credentials(http).Address);
        if (!known)
            await writer.CloseAsync(SocketClose.Subprotocol);
        else if (ofAddress is null)
            await writer.CloseAsync(SocketClose.Of(Refusal.TooManyConnections));
        else
            await RunAsync(http, socket, writer);
        await DrainAsync(socket);
        if (http.Features.Get<IHttpUpgradeFeature>() is SocketTransport transport)
            await transport.EndAsync(Patience);
    }

    private async Task RunAsync(HttpContext http, WebSocket socket, SocketWriter writer)
    {
        IDisposable? ofCaller = null;
        using var operations = new SocketOperations(graph, writer, limits, clock, failures);
        var reader = new SocketReader(socket, limits.BodyBytes);
        var connection = new SocketConnection(
            reader,
            writer,
            operations,
            payload => SignInAsync(new Credentials(http, payload)),
            limits,
            clock
        );
        using var end = new CancellationTokenSource();
        Task[] beside =
        [
            connection.WatchInitAsync(end.Token),
            connection.WatchSignInAsync(end.Token),
            connection.PingAsync(end.Token),
            StopAsync(end.Token),
        ];
        try
        {
            await connection.RunAsync(end.Token);
        }
        catch (Exception gone) when (gone is WebSocketException or IOException or OperationCanceledException)
        {
            // The client has vanished; what it held is freed below.
        }
        catch (Exception bug)
        {
            Start.ServerLog.RequestFailed(logger, bug, "WEBSOCKET", http.Request.Path, http.TraceIdentifier);
            await writer.CloseAsync(SocketClose.Failed);
        }
        await end.CancelAsync();
        // A send that waits for a client which reads nothing holds its operation until the socket ends.
        using var patience = new CancellationTokenSource(Patience);
        await using (patience.Token.Register(socket.Abort))
        {
            await Task.WhenAll(beside).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await operations.StopAllAsync();
        }
        ofCaller?.Dispose();

        async ValueTask<SignIn> SignInAsync(Credentials given)
        {
            var signIn = await entrance.SignInAsync(given, http.RequestAborted);
            ofCaller = connections.Open(signIn.Caller);
            return ofCaller is null ? throw new RefusedException(Refusal.TooManyConnections) : signIn;
        }

        async Task StopAsync(CancellationToken token)
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(token, lifetime.ApplicationStopping);
            await Task.Delay(Timeout.InfiniteTimeSpan, either.Token)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!token.IsCancellationRequested)
                await writer.CutOffAsync(SocketClose.Restart, token);
        }
    }

    /// <summary>Waits for the client's half of the closing handshake, but not for ever.</summary>
    private static async Task DrainAsync(WebSocket socket)
    {
        using var patience = new CancellationTokenSource(Patience);
        var ignored = new byte[1024];
        try
        {
            while (socket.State is WebSocketState.CloseSent)
                await socket.ReceiveAsync(ignored.AsMemory(), patience.Token);
            if (socket.State is WebSocketState.CloseReceived)
                await socket.CloseOutputAsync(
                    WebSocketCloseStatus.NormalClosure,
                    statusDescription: null,
                    patience.Token
                );
        }
        catch (Exception gone) when (gone is WebSocketException or IOException or OperationCanceledException)
        {
            socket.Abort();
        }
    }
}
