using CasesGraph.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking.Internal;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CasesGraph.Cases;

/// <summary>
/// The case that is written to. FindAsync of EF Core makes its query anew each time, which takes as long as to run it; this
/// one is translated once for each model.
/// </summary>
internal static class CaseByNumber
{
    private const string Kept = "CasesGraph:CaseByNumber";

    /// <summary>The one that is at hand, or else by a statement; null where there is none, whoever sees it.</summary>
    public static async ValueTask<Case?> FindCaseAsync(this CasesDb db, long number, CancellationToken token) =>
        Tracked(db, number) ?? await Query(db.Model)(db, number, token);

    private static Case? Tracked(CasesDb db, long number)
    {
        var key = db.Model.FindEntityType(typeof(Case))!.FindPrimaryKey()!;
#pragma warning disable EF1001 // What is public looks for changes in all that is tracked before it tells.
        return (Case?)db.GetService<IStateManager>().TryGetEntry(key, [number])?.Entity;
#pragma warning restore EF1001
    }

    private static Func<CasesDb, long, CancellationToken, Task<Case?>> Query(IModel model) =>
        model.GetOrAddRuntimeAnnotationValue(
            Kept,
            static (object? _) =>
                EF.CompileAsyncQuery(
                    (CasesDb db, long number, CancellationToken _) =>
                        db.Set<Case>().AsTracking().SingleOrDefault(c => c.Number == number)
                ),
            factoryArgument: null
        );
}
