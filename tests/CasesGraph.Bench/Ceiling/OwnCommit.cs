using System.Collections.Concurrent;

namespace CasesGraph.Bench.Ceiling;

/// <summary>For PostgreSQL: each case has its own transaction, side by side with others; the server groups commits itself.</summary>
internal sealed class OwnCommit(CeilingConnections connections)
{
    private readonly ConcurrentBag<CaseInserts> idle = [];

    public async Task<CreatedCase> RunAsync(NewCase @case)
    {
        if (!idle.TryTake(out var inserts))
            inserts = new CaseInserts(connections.Rent(), "BEGIN ISOLATION LEVEL REPEATABLE READ", "log_position()");
        await inserts.BeginAsync();
        var created = await inserts.InsertAsync(@case);
        await inserts.CommitAsync();
        idle.Add(inserts);
        return created;
    }
}
