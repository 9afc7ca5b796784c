using System.Collections.Concurrent;
using System.Data.Common;

namespace CasesGraph.Bench.Ceiling;

/// <summary>For PostgreSQL: each write has its own transaction, side by side with others; the server groups commits itself.</summary>
internal sealed class OwnCommit<TInput, TResult>(
    CeilingConnections connections,
    Func<WritingConnection, CeilingWrites<TInput, TResult>> writes
)
{
    private const string SerializationFailure = "40001";

    private readonly ConcurrentBag<CeilingWrites<TInput, TResult>> idle = [];

    public async Task<TResult> RunAsync(TInput input)
    {
        if (!idle.TryTake(out var own))
            own = writes(new(connections.Rent(), "BEGIN ISOLATION LEVEL REPEATABLE READ", "log_position()"));
        while (true)
        {
            await own.BeginAsync();
            try
            {
                var result = await own.WriteAsync(input);
                await own.CommitAsync();
                idle.Add(own);
                return result;
            }
            catch (DbException failure) when (failure.SqlState is SerializationFailure)
            {
                // Two wrote to the same case.
                await own.RollbackAsync();
            }
        }
    }
}
