using System.Threading.Channels;

namespace CasesGraph.Bench.Ceiling;

/// <summary>For SQLite: one connection writes; what arrives during a commit shares the next transaction.</summary>
internal sealed class GroupCommit<TInput, TResult>
{
    private const int LargestGroup = 64;

    private readonly Channel<(TInput Input, TaskCompletionSource<TResult> Done)> queue = Channel.CreateUnbounded<(
        TInput,
        TaskCompletionSource<TResult>
    )>(new UnboundedChannelOptions { SingleReader = true });

    public GroupCommit(
        CeilingConnections connections,
        Func<WritingConnection, CeilingWrites<TInput, TResult>> writes
    ) => _ = Task.Run(() => WriteAsync(connections, writes));

    public Task<TResult> RunAsync(TInput input)
    {
        var done = new TaskCompletionSource<TResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        queue.Writer.TryWrite((input, done));
        return done.Task;
    }

    private async Task WriteAsync(
        CeilingConnections connections,
        Func<WritingConnection, CeilingWrites<TInput, TResult>> writes
    )
    {
        var group = new List<(TaskCompletionSource<TResult> Done, TResult Result)>();
        CeilingWrites<TInput, TResult>? own = null;
        while (await queue.Reader.WaitToReadAsync())
        {
            own ??= writes(new(connections.Rent(), "BEGIN IMMEDIATE", "NULL"));
            await own.BeginAsync();
            while (group.Count < LargestGroup && queue.Reader.TryRead(out var waiting))
                group.Add((waiting.Done, await own.WriteAsync(waiting.Input)));
            await own.CommitAsync();
            foreach (var (done, result) in group)
                done.SetResult(result);
            group.Clear();
        }
    }
}
