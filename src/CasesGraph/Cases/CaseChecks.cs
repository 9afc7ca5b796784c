using CasesGraph.ChangeLog;
using CasesGraph.Operations;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Cases;

/// <summary>What every write to a case checks against the database.</summary>
internal static class CaseChecks
{
    /// <summary>The case to write to; null, with the mistake noted, when it is not there or deleted.</summary>
    public static async Task<Case?> FindAsync(Ref<Case> id, Call call, InputChecks checks, CancellationToken token)
    {
        // A malformed id has been noted when it was read.
        if (id.Key == 0)
            return null;
        var found = await call.Db.Cases.FindAsync([id.Key], token);
        if (found is null)
            checks.Add(new CaseNotFoundError(id));
        else if (found.DeletedAt is not null)
            checks.Add(new CaseDeletedError(id));
        return found is { DeletedAt: null } ? found : null;
    }

    /// <summary>The id in another system belongs to one case, deleted ones included: they may come back.</summary>
    public static async Task UniqueReferenceAsync(
        EntityValues<Case> values,
        Case? current,
        Call call,
        InputChecks checks,
        CancellationToken token,
        params string[] below
    )
    {
        if (values[nameof(Case.ExternalReference)] is not string reference)
            return;
        var number = current?.Number ?? 0;
        if (await call.Db.Cases.AnyAsync(c => c.ExternalReference == reference && c.Number != number, token))
        {
            const string message = "Another case has this external reference already.";
            checks.Add(InputChecks.Path([.. below, "externalReference"]), ValidationCode.NotUnique, message);
        }
    }

    /// <summary>A caller who says which version it knows writes only to that one.</summary>
    public static async Task VersionAsync(
        Case current,
        int? expected,
        Call call,
        InputChecks checks,
        CancellationToken token
    )
    {
        if (expected is not { } version || version == current.Version)
            return;
        var newest = await call
            .Db.CaseChanges.Where(change => change.CaseNumber == current.Number && change.Version > version)
            .OrderByDescending(change => change.Id)
            .Select(change => change.Id)
            .Take(100)
            .ToListAsync(token);
        newest.Reverse();
        var changes = newest.ConvertAll(id => new Ref<CaseChange>(id));
        checks.Add(new VersionConflictError(version, new(current.Number), changes));
    }
}
