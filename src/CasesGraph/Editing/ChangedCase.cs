using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Data;
using CasesGraph.Operations;

namespace CasesGraph.Editing;

/// <summary>A case that is about to be changed, by whichever mutation: what can be wrong with it, and what it comes to.</summary>
/// <param name="id">The case.</param>
/// <param name="expectedVersion">The version that the caller knows; null for any.</param>
internal sealed class ChangedCase(
    Ref<Case> id,
    int? expectedVersion,
    EntityValues<Case> given,
    InputExtensions extensions,
    Call call,
    InputChecks checks
)
{
    private readonly List<CasePartInput> parts = CaseLinks.Given(extensions);
    private EntityValues<Case> values = given;

    /// <summary>As it is before; null where it cannot be written to, which has been noted.</summary>
    public Case? Case { get; private set; }

    /// <summary>The call with the case's own mistakes.</summary>
    public Call Call => call;

    public InputChecks Checks => checks;

    /// <summary>Whether the case comes back where it is deleted.</summary>
    public bool Restores { get; init; }

    /// <summary>Whether a caller who knows another version is told what was done since; where it is one of many, that would be asked for each.</summary>
    public bool TellsChanges { get; init; } = true;

    /// <summary>Notes what is wrong with several of one call, each with its own mistakes.</summary>
    public static async Task CheckAllAsync(IReadOnlyList<ChangedCase> all, Call call, CancellationToken token)
    {
        var references = new List<ReferenceChecks>();
        var statuses = await NamedStatus.LoadAsync(all.Select(one => one.values), call, token);
        var seen = await SeenAsync(all, call, token);
        foreach (var one in all)
            references.Add(await one.BeginAsync(statuses, seen, token));
        await ReferenceChecks.RunAllAsync(references, call, token);
        await AssigneeChecks.RunAllAsync([.. all.Where(one => one.Case is not null).Select(Given)], call, token);
        await CaseChecks.UniqueReferencesAsync([.. all.Select(Given)], call, token);
        var found = all.Where(one => one.Case is not null).ToList();
        await CaseLinks.CheckAsync(
            found.SelectMany(one => one.parts.Select(part => new PartOfCase(part, one.Case!.Number, one.Checks))),
            call,
            token
        );
        foreach (var one in found)
            await one.CheckVersionAsync(token);
    }

    private static GivenToCase Given(ChangedCase one) => new(one.values, one.Case, one.Checks);

    /// <summary>By one statement at most, where they are at hand.</summary>
    private static async Task<Dictionary<long, Case>> SeenAsync(
        IReadOnlyList<ChangedCase> all,
        Call call,
        CancellationToken token
    )
    {
        var found = new List<Case>();
        foreach (var number in all.Select(one => one.Number).Where(number => number != 0).Distinct())
        {
            if (await call.Db.RowAsync<Case>(number, token) is { } @case)
                found.Add(@case);
        }
        return (await CaseChecks.SeenAsync(found, call, token)).ToDictionary(c => c.Number);
    }

    private long Number => id.Key;

    private Task CheckVersionAsync(CancellationToken token) =>
        CaseChecks.VersionAsync(Case!, expectedVersion, call, checks, token, TellsChanges);

    private async Task<ReferenceChecks> BeginAsync(
        NamedStatus statuses,
        Dictionary<long, Case> seen,
        CancellationToken token
    )
    {
        values = statuses.Read(values, checks);
        checks.Changes(values);
        Case = await CaseChecks.FindAsync(id, seen.GetValueOrDefault(id.Key), call, checks, token, Restores);
        if (Case is not null && call.Caller.Access.Contact is { } contact)
            values = new EditByContact(Case, contact, call).Read(values, checks);
        var references = new ReferenceChecks(call, checks);
        references.Add(values, Case);
        parts.ForEach(part => part.Check(checks, references, new HeldReferences([id.Key], all: true, call.Db)));
        return references;
    }

    /// <summary>Gives the cases what they are to have, once nothing is wrong with them; the call saves it.</summary>
    /// <param name="dryRun">Whether nothing is to be written.</param>
    public static async Task ApplyAllAsync(
        IReadOnlyList<ChangedCase> all,
        bool dryRun,
        Call call,
        CancellationToken token
    )
    {
        var present = new PresentParts(call.Db);
        var linked = all.Where(one => one.parts.Count > 0).ToList();
        if (linked.Count > 0)
        {
            await present.LoadLinksAsync(linked.Select(one => one.Case!.Number).Distinct(), token);
            await CaseLinks.PrepareAsync(linked.SelectMany(one => one.parts), call, dryRun, token);
        }
        foreach (var one in all.Where(one => one.Restores))
            one.Case!.DeletedAt = null;
        var defaults = await EditedCase.DefaultsAsync(all.Select(one => one.values), call, token);
        foreach (var one in all)
            one.values.Following(call.Linked.KeyOf).Edit(one.Case!, defaults, call);
        foreach (var one in linked)
            CaseLinks.Apply(await CaseLinks.ReadAsync(one.parts, call, dryRun, token), one.Case!, present);
    }
}
