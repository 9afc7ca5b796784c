using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Data;
using CasesGraph.Model;
using CasesGraph.Operations;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Editing;

/// <summary>What every write to a case checks against the database.</summary>
internal static class CaseChecks
{
    private static readonly Statement OfReference = Lookup.ByText(
        EntityModel.Of<Case>(),
        nameof(Case.ExternalReference),
        (nameof(Case.Number), StoredAs.Number),
        (nameof(Case.MergedIntoNumber), StoredAs.Number),
        (nameof(Case.DeletedAt), StoredAs.Number)
    );

    /// <summary>The case to write to; null, with the mistake noted, when it is not there, merged or deleted.</summary>
    /// <param name="restores">Whether a deleted one is written to, for the call brings it back.</param>
    public static async Task<Case?> FindAsync(
        Ref<Case> id,
        Call call,
        InputChecks checks,
        CancellationToken token,
        bool restores = false
    )
    {
        var found = id.Key == 0 ? null : await call.Db.RowAsync<Case>(id.Key, token);
        var seen = found is not null && (await SeenAsync([found], call, token)).Count > 0 ? found : null;
        return await FindAsync(id, seen, call, checks, token, restores);
    }

    /// <summary>The same of one that has been looked for.</summary>
    /// <param name="seen">Null where there is none, or the caller does not see it.</param>
    public static async Task<Case?> FindAsync(
        Ref<Case> id,
        Case? seen,
        Call call,
        InputChecks checks,
        CancellationToken token,
        bool restores = false
    )
    {
        // A malformed id has been noted when it was read.
        if (id.Key == 0 || InUse(id, seen, call, checks, restores) is not { } inUse)
            return null;
        if (await CaseReach.DeniedToContactAsync(inUse.Number, call, token) is not { } action)
            return inUse;
        checks.Add(new ForbiddenError(action));
        return null;
    }

    /// <summary>Has several cases at hand, each as it is, whether or not they are seen.</summary>
    public static Task LoadAsync(IReadOnlyCollection<long> numbers, CasesDb db, CancellationToken token) =>
        numbers.Count == 0
            ? Task.CompletedTask
            : db.Cases.AsTracking().Where(c => numbers.Contains(c.Number)).LoadAsync(token);

    /// <summary>Those that are seen, as what they were merged into is: each points there, and nowhere else.</summary>
    public static async Task<IReadOnlyList<Case>> SeenAsync(
        IReadOnlyCollection<Case> cases,
        Call call,
        CancellationToken token
    )
    {
        var numbers = cases.SelectMany(c => new[] { c.Number, c.MergedIntoNumber ?? c.Number }).Distinct().ToList();
        var seen = (await call.Db.SeenAsync(typeof(Case), numbers, token)).ToHashSet();
        return [.. cases.Where(c => seen.Contains(c.Number) && seen.Contains(c.MergedIntoNumber ?? c.Number))];
    }

    /// <summary>The same for a case that has been looked for.</summary>
    public static Case? InUse(Ref<Case> id, Case? found, Call call, InputChecks checks, bool restores = false)
    {
        UserError? mistake = found switch
        {
            null => new CaseNotFoundError(id),
            { MergedIntoNumber: { } survivor } => new CaseMergedError(new(survivor), id),
            { DeletedAt: not null } when !restores => new CaseDeletedError(id),
            _ when CaseReach.Denied(found, call) is { } action => new ForbiddenError(action),
            _ => null,
        };
        if (mistake is null)
            return found;
        checks.Add(mistake);
        return null;
    }

    /// <summary>The id in another system belongs to one case, deleted ones included: they may come back.</summary>
    public static Task UniqueReferenceAsync(
        EntityValues<Case> values,
        Case? current,
        Call call,
        InputChecks checks,
        CancellationToken token,
        params string[] below
    ) => UniqueReferencesAsync([new(values, current, checks)], call, token, below);

    /// <summary>The same for several cases, in one trip.</summary>
    public static async Task UniqueReferencesAsync(
        IReadOnlyList<GivenToCase> all,
        Call call,
        CancellationToken token,
        params string[] below
    )
    {
        const string taken = "Another case has this external reference already.";
        var path = InputChecks.Path([.. below, ExternalReferences.Field]);
        var found = await TextLookup.FindAllAsync(OfReference, all.Select(Reference).OfType<string>(), call, token);
        foreach (var (one, reference) in all.Select(one => (one, Reference(one))))
        {
            if (reference is null || !found.TryGetValue(reference, out var row))
                continue;
            var holder = new Ref<Case>(row[0, 0].Number);
            if (holder.Key != one.Current?.Number)
                await one.Checks.NotUniqueAsync(path, holder, taken, Holds(holder, row), token);
        }
    }

    private static string? Reference(GivenToCase one) => one.Values[nameof(Case.ExternalReference)] as string;

    /// <summary>A case that is not in use may come back: it keeps what it has until then.</summary>
    private static string Holds(Ref<Case> holder, RowSet found)
    {
        var holds = $"Case {holder.Key} has this external reference already.";
        if (!found[0, 1].IsNull)
            return $"{holds} It was merged into case {found[0, 1].Number}; unmergeCase brings it back.";
        return found[0, 2].IsNull ? holds : $"{holds} It is deleted; restoreCases brings it back.";
    }

    /// <summary>A caller who says which version it knows writes only to that one.</summary>
    /// <param name="tellsChanges">Whether the caller is told what was done to it since.</param>
    public static async Task VersionAsync(
        Case current,
        int? expected,
        Call call,
        InputChecks checks,
        CancellationToken token,
        bool tellsChanges = true
    )
    {
        if (expected is not { } version || version == current.Version)
            return;
        if (!tellsChanges)
        {
            checks.Add(new VersionConflictError(version, new(current.Number), []));
            return;
        }
        var newest = await call
            .Db.Rows<CaseChange>()
            .Where(change => change.CaseNumber == current.Number && change.Version > version)
            .OrderByDescending(change => change.Id)
            .Select(change => change.Id)
            .Take(100)
            .ToListAsync(token);
        newest.Reverse();
        var changes = newest.ConvertAll(id => new Ref<CaseChange>(id));
        checks.Add(new VersionConflictError(version, new(current.Number), changes));
    }
}
