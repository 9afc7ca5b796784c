using System.Linq.Expressions;
using CasesGraph.Data;
using CasesGraph.Jobs;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Imports;

/// <summary>
/// Files that were sent before something was taken out for good: any of them may have it, so all go. One that is being brought
/// in goes with the end of the job, which ends before its next chunk, and undoes what it has written where all or nothing
/// was asked for; no request gets it until then.
/// </summary>
internal sealed class ForgottenImports : KeptCopies
{
    public const string Why =
        "Something was taken out for good since the file was sent, which may be in it: send it again without that.";

    public override async Task ForgetAsync(CasesDb db, DateTime now, CancellationToken token)
    {
        var imports = await db.Set<Import>()
            .Select(import => new
            {
                import.Id,
                IsRead = db.Set<Job>()
                    .Any(job => job.ImportId == import.Id && job.Kind == JobKind.Import && job.FinishedAt == null),
            })
            .ToListAsync(token);
        await RemovedImports.RemoveAsync(
            db,
            [.. imports.Where(import => !import.IsRead).Select(import => import.Id)],
            token
        );
        long[] read = [.. imports.Where(import => import.IsRead).Select(import => import.Id)];
        if (read.Length == 0)
            return;
        await RemovedImports.ForgetRowsAsync(db, read, token);
        await db.Set<Import>()
            .Where(import => read.Contains(import.Id))
            .ExecuteUpdateAsync(set => set.SetProperty(import => import.ExpiresAt, Import.AtOnce), token);
    }

    /// <summary>With a job that ends, its file goes if it is one of these.</summary>
    public static async Task RemoveAsync(CasesDb db, Job ending, CancellationToken token)
    {
        var forgotten = await db.Set<Import>()
            .Where(import => import.Id == ending.ImportId && import.ExpiresAt == Import.AtOnce)
            .Where(import =>
                !db.Set<Job>().Any(job => job.ImportId == import.Id && job.Id != ending.Id && job.FinishedAt == null)
            )
            .Select(import => import.Id)
            .ToListAsync(token);
        await RemovedImports.RemoveAsync(db, forgotten, token);
    }
}

/// <summary>Nobody gets one that is to go.</summary>
internal sealed class KnownImports : EntityCondition
{
    /// <summary>No other row is seen through a file, or with one: what is known of such rows holds.</summary>
    public override bool GoesByRights => true;

    public override Expression? Of(Expression row, RowAccess access) =>
        row.Type == typeof(Import)
            ? Expression.GreaterThan(
                Expression.Property(row, nameof(Import.ExpiresAt)),
                Expression.Constant(Import.AtOnce)
            )
            : null;
}
