using CasesGraph.Cases;
using CasesGraph.Data;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Duplicates;

/// <summary>Gives bands to cases that a version without them has written, in small transactions, before the service starts.</summary>
internal sealed class SubjectBandsFill : IStartStep
{
    private const int RowsAtOnce = 500;

    public async Task RunAsync(CasesDb db, CancellationToken token)
    {
        while (true)
        {
            var without = await db
                .Cases.Where(c => c.SubjectBands == null)
                .OrderBy(c => c.Number)
                .Take(RowsAtOnce)
                .ToListAsync(token);
            if (without.Count == 0)
                return;
            foreach (var old in without)
                old.FillBands();
            await db.SaveChangesAsync(token);
            db.ChangeTracker.Clear();
        }
    }
}
