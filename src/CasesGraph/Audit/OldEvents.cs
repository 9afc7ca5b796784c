using CasesGraph.Data;
using CasesGraph.Model;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Audit;

/// <summary>Removes what has been kept for long enough, in steps that others that write do not wait for.</summary>
internal sealed class OldEvents(WriteGate gate, AuditSettings settings, TimeProvider clock)
{
    private const int Step = 1_000;

    /// <summary>Removes all that there are; how many these were.</summary>
    public async Task<int> RemoveAsync(CancellationToken token)
    {
        var end = UtcMicroseconds.Cut(clock.GetUtcNow().UtcDateTime).AddDays(-settings.Days);
        var removed = 0;
        while (true)
        {
            var count = await gate.RunAsync(
                (db, _, inner) =>
                    db.Set<AuditEvent>()
                        .Where(audit => audit.At < end)
                        .OrderBy(audit => audit.At)
                        .ThenBy(audit => audit.Id)
                        .Take(Step)
                        .ExecuteDeleteAsync(inner),
                token
            );
            removed += count;
            if (count < Step)
                return removed;
        }
    }
}
