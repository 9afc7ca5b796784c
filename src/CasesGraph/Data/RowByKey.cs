using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking.Internal;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CasesGraph.Data;

/// <summary>
/// The row that is written to. FindAsync of EF Core makes its query anew each time, which takes as long as to run it; this
/// one is translated once for each entity.
/// </summary>
internal static class RowByKey
{
    private const string Kept = "CasesGraph:RowByKey";

    extension(CasesDb db)
    {
        /// <summary>The one that is at hand, or else by a statement; null where there is none, whoever sees it.</summary>
        public async ValueTask<T?> RowAsync<T>(long key, CancellationToken token)
            where T : class
        {
            var primary = db.Model.FindEntityType(typeof(T))!.FindPrimaryKey()!;
#pragma warning disable EF1001 // What is public looks for changes in all that is tracked before it tells.
            var tracked = (T?)db.GetService<IStateManager>().TryGetEntry(primary, [key])?.Entity;
#pragma warning restore EF1001
            return tracked ?? await Query<T>(primary)(db, key, token);
        }
    }

    private static Func<CasesDb, long, CancellationToken, Task<T?>> Query<T>(IKey primary)
        where T : class =>
        primary.GetOrAddRuntimeAnnotationValue(
            Kept,
            static of =>
            {
                var name = of!.Properties[0].Name;
                return EF.CompileAsyncQuery(
                    (CasesDb db, long key, CancellationToken _) =>
                        db.Set<T>().AsTracking().SingleOrDefault(row => EF.Property<long>(row, name) == key)
                );
            },
            primary
        );
}
