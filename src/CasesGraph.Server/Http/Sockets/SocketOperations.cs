using System.Buffers;
using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text.Json;
using CasesGraph.Graph;
using CasesGraph.Serving;

namespace CasesGraph.Server.Http.Sockets;

/// <summary>The operations that are under way on one socket, by the ids that the client gave them.</summary>
internal sealed class SocketOperations(
    GraphService graph,
    SocketWriter writer,
    Limits limits,
    TimeProvider clock,
    FailureReports failures
) : IDisposable
{
    private readonly ConcurrentDictionary<string, SocketOperation> operations = new(StringComparer.Ordinal);

    /// <summary>Also those that were stopped, until they have let go.</summary>
    private readonly ConcurrentDictionary<SocketOperation, Task> runs = new();
    private readonly CancellationTokenSource end = new();

    /// <summary>Known once the connection is acknowledged; nothing starts before.</summary>
    public Presence? Presence { get; set; }

    /// <summary>Starts an operation; it answers by itself.</summary>
    public async Task StartAsync(string id, GraphRequest request)
    {
        if (operations.ContainsKey(id))
            throw new SocketClosedException(SocketClose.Duplicate(id));
        if (operations.Count >= limits.SubscriptionsPerConnection)
        {
            await writer.ErrorAsync(
                JsonEncodedText.Encode(id),
                Refused(
                    GraphErrorCode.LimitExceeded,
                    $"A connection has at most {limits.SubscriptionsPerConnection} operations under way at once."
                )
            );
            return;
        }
        var operation = new SocketOperation(
            JsonEncodedText.Encode(id),
            CancellationTokenSource.CreateLinkedTokenSource(end.Token)
        );
        operations[id] = operation;
        var run = new Task<Task>(() => RunAsync(id, operation, request));
        runs[operation] = run.Unwrap();
        run.Start(TaskScheduler.Default);
    }

    /// <summary>The client wants no more of it; nothing happens when it has ended by itself.</summary>
    public void Stop(string id)
    {
        if (operations.TryRemove(id, out var operation))
            operation.Stop();
    }

    /// <summary>Ends all and waits until they have let go of what they held.</summary>
    public async Task StopAllAsync()
    {
        await end.CancelAsync();
        foreach (var run in runs.Values)
            await run.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose()
    {
        Presence?.Dispose();
        end.Dispose();
    }

    private async Task RunAsync(string id, SocketOperation operation, GraphRequest request)
    {
        try
        {
            if (await AnswerAsync(operation, request) && Remove(id, operation))
                await writer.CompleteAsync(operation.Id);
        }
        catch (OperationCanceledException) when (operation.Token.IsCancellationRequested)
        {
            // Whoever stopped it expects nothing more.
        }
        catch (Exception gone) when (gone is WebSocketException or IOException)
        {
            // Nobody is there any more; the connection ends.
        }
        catch (Exception failure)
        {
            // The events end here; a client that goes on from its cursor misses none.
            await writer.ErrorAsync(operation.Id, GraphAnswer.Refused(failures.Report(failure)));
        }
        finally
        {
            Remove(id, operation);
            operation.Dispose();
            runs.TryRemove(operation, out _);
        }
    }

    /// <summary>True when the operation is to be completed, false when an error has ended it.</summary>
    private async Task<bool> AnswerAsync(SocketOperation operation, GraphRequest request)
    {
        using var followed = new FollowedOperation(graph, Presence!, request, clock);
        if (await BeginAsync(operation, followed) is { } answer)
        {
            if (!answer.Executed)
            {
                await writer.ErrorAsync(operation.Id, answer);
                return false;
            }
            var text = new ArrayBufferWriter<byte>(1024);
            answer.WriteTo(text);
            operation.Token.ThrowIfCancellationRequested();
            await writer.NextAsync(operation.Id, text.WrittenMemory);
            return true;
        }
        while (await followed.NextAsync(operation.Token) is { } change)
            await writer.NextAsync(operation.Id, change.Answer);
        if (followed.Refusal is { } refusal)
            await writer.ErrorAsync(operation.Id, refusal);
        return followed.Refusal is null;
    }

    private async Task<GraphAnswer?> BeginAsync(SocketOperation operation, FollowedOperation followed)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(operation.Token);
        limit.CancelAfter(TimeSpan.FromSeconds(limits.RequestSeconds));
        try
        {
            return await followed.BeginAsync(limit.Token);
        }
        catch (RefusedException refused)
        {
            return Refused(refused.Refusal.Code, refused.Message);
        }
        catch (OperationCanceledException) when (!operation.Token.IsCancellationRequested)
        {
            return Refused(GraphErrorCode.Timeout, Refusal.TimedOut(limits.RequestSeconds).Message);
        }
    }

    private bool Remove(string id, SocketOperation operation) =>
        operations.TryRemove(new KeyValuePair<string, SocketOperation>(id, operation));

    private static GraphAnswer Refused(string code, string message) =>
        GraphAnswer.Refused(new GraphError(code, message));
}

/// <summary>One operation under way.</summary>
/// <param name="id">As it is written into messages.</param>
internal sealed class SocketOperation(JsonEncodedText id, CancellationTokenSource end) : IDisposable
{
    private readonly Lock ending = new();
    private bool ended;

    public JsonEncodedText Id => id;
    public CancellationToken Token { get; } = end.Token;

    /// <summary>The operation may be ending by itself at the same moment.</summary>
    public void Stop()
    {
        lock (ending)
        {
            if (!ended)
                end.Cancel();
        }
    }

    public void Dispose()
    {
        lock (ending)
        {
            ended = true;
            end.Dispose();
        }
    }
}
