using System.Data.Common;
using System.Threading.Channels;

namespace CasesGraph.Bench.Ceiling;

/// <summary>For SQLite: one connection writes; cases that arrive during a commit share the next transaction.</summary>
internal sealed class GroupCommit
{
    private const int LargestGroup = 64;

    private readonly Channel<(NewCase Case, TaskCompletionSource<CreatedCase> Done)> queue = Channel.CreateUnbounded<(
        NewCase,
        TaskCompletionSource<CreatedCase>
    )>(new UnboundedChannelOptions { SingleReader = true });

    public GroupCommit(CeilingConnections connections) => _ = Task.Run(() => WriteAsync(connections));

    public Task<CreatedCase> RunAsync(NewCase @case)
    {
        var done = new TaskCompletionSource<CreatedCase>(TaskCreationOptions.RunContinuationsAsynchronously);
        queue.Writer.TryWrite((@case, done));
        return done.Task;
    }

    private async Task WriteAsync(CeilingConnections connections)
    {
        var group = new List<(TaskCompletionSource<CreatedCase> Done, CreatedCase Created)>();
        CaseInserts? inserts = null;
        while (await queue.Reader.WaitToReadAsync())
        {
            inserts ??= new CaseInserts(connections.Rent(), "BEGIN IMMEDIATE", "NULL");
            await inserts.BeginAsync();
            while (group.Count < LargestGroup && queue.Reader.TryRead(out var waiting))
                group.Add((waiting.Done, await inserts.InsertAsync(waiting.Case)));
            await inserts.CommitAsync();
            foreach (var (done, created) in group)
                done.SetResult(created);
            group.Clear();
        }
    }
}
