using System.Threading.Channels;
using CasesGraph.Serving;
using Npgsql;

namespace CasesGraph.Data.Postgres;

/// <summary>
/// Tells other processes of commits, and hears of theirs, each on a connection of its own: inside the transactions NOTIFY
/// would make commits wait for each other. A connection that is cut is opened again; who follows the log looks by itself
/// meanwhile.
/// </summary>
internal sealed class PostgresSignal : IAsyncDisposable
{
    private const string Channel = "casesgraph_log";

    /// <summary>Commits that come together are told together.</summary>
    private static readonly TimeSpan Debounce = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Retry = TimeSpan.FromMilliseconds(500);

    private readonly Channel<bool> bell = System.Threading.Channels.Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true }
    );
    private readonly CancellationTokenSource stop = new();
    private readonly BackgroundLoops loops;
    private readonly string address;
    private readonly Task telling;
    private Task listening = Task.CompletedTask;

    public PostgresSignal(string connectionString, BackgroundLoops loops)
    {
        this.loops = loops;
        address = new NpgsqlConnectionStringBuilder(connectionString)
        {
            Pooling = false,
            KeepAlive = 10,
            MaxAutoPrepare = 0,
        }.ToString();
        telling = loops.Keep("telling of commits", TellAsync, stop.Token);
    }

    /// <summary>Called after each commit of this process; never waits.</summary>
    public void Tell() => bell.Writer.TryWrite(item: true);

    /// <summary>Calls back when another process may have committed. There is one listener at most.</summary>
    public IDisposable Listen(Action committed)
    {
        var ending = CancellationTokenSource.CreateLinkedTokenSource(stop.Token);
        listening = loops.Keep("listening for commits", token => ListenAsync(committed, token), ending.Token);
        return new Listener(ending);
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await Task.WhenAll(telling, listening);
        stop.Dispose();
    }

    private Task TellAsync(CancellationToken token) =>
        ConnectedAsync(
            // A process that never writes needs no connection for it.
            async () => await bell.Reader.WaitToReadAsync(token),
            async connection =>
            {
                while (await bell.Reader.WaitToReadAsync(token))
                {
                    await ExecuteAsync(connection, $"NOTIFY {Channel}", token);
                    // Only now: a bell that could not be passed on rings again on the next connection.
                    bell.Reader.TryRead(out _);
                    await Task.Delay(Debounce, token);
                }
            },
            token
        );

    private Task ListenAsync(Action committed, CancellationToken token) =>
        ConnectedAsync(
            () => Task.CompletedTask,
            async connection =>
            {
                connection.Notification += (_, _) => committed();
                await ExecuteAsync(connection, $"LISTEN {Channel}", token);
                // What was told while nobody listened.
                committed();
                while (true)
                    await connection.WaitAsync(token);
            },
            token
        );

    private async Task ConnectedAsync(Func<Task> wanted, Func<NpgsqlConnection, Task> work, CancellationToken token)
    {
        while (!token.IsCancellationRequested)
        {
            await wanted();
            try
            {
                await using var connection = new NpgsqlConnection(address);
                await connection.OpenAsync(token);
                await work(connection);
            }
            catch (Exception failure) when (failure is NpgsqlException or IOException or InvalidOperationException)
            {
                await Task.Delay(Retry, token);
            }
        }
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken token)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(token);
    }

    private sealed class Listener(CancellationTokenSource ending) : IDisposable
    {
        public void Dispose()
        {
            ending.Cancel();
            ending.Dispose();
        }
    }
}
