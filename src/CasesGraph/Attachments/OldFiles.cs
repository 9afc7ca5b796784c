using CasesGraph.Data;

namespace CasesGraph.Attachments;

/// <summary>Removes files of a kind whose time is over.</summary>
internal abstract class OldFiles(WriteGate gate, ContentRemovals removals)
{
    /// <summary>How many are removed in one transaction at most.</summary>
    protected const int Step = 100;

    /// <summary>Removes all that there are; how many these were.</summary>
    public async Task<int> RemoveAsync(CancellationToken token)
    {
        var removed = 0;
        while (true)
        {
            var count = await gate.RunAsync(RemoveAsync, token);
            removed += count;
            if (count > 0)
                removals.Ring();
            if (count < Step)
                return removed;
        }
    }

    /// <summary>Removes some, and notes their contents (<see cref="RemovedContent"/>); how many these were.</summary>
    protected abstract Task<int> RemoveAsync(CasesDb db, DateTime now, CancellationToken token);
}
