using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Model;
using CasesGraph.Operations;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Merge;

/// <summary>
/// The cases that others went into, when one of those comes back or goes again: they become what they would be by their
/// own log and the merges that are left; what else was done to them since stays.
/// </summary>
internal sealed class Survivors
{
    private static readonly CaseField Reference = new("EXTERNAL_REFERENCE");
    private readonly Call call;
    private readonly ChangeLogWriter log;
    private readonly MergeTree tree;
    private readonly List<Case> all;
    private readonly OwnHistory own;
    private readonly List<Ref<FieldChange>> kept = [];
    private HashSet<string> usedReferences = [];
    private bool referenceStays;

    private Survivors(Call call, ChangeLogWriter log, MergeTree tree, List<Case> all, OwnHistory own) =>
        (this.call, this.log, this.tree, this.all, this.own) = (call, log, tree, all, own);

    /// <summary>
    /// What changed the fields since whose values came, or would come, from a case below: these values stay.
    /// </summary>
    public IReadOnlyList<Ref<FieldChange>> Kept => kept;

    /// <summary>Reads the log of the cases.</summary>
    /// <param name="all">Cases of the tree, to be changed.</param>
    /// <param name="taken">The fields that merges took from cases below.</param>
    public static async Task<Survivors> LoadAsync(
        MergeTree tree,
        List<Case> all,
        IEnumerable<ValueField> taken,
        Call call,
        ChangeLogWriter log,
        CancellationToken token
    )
    {
        var fields = taken.Distinct().Select(field => new CaseField(field.LogName));
        var history = await OwnHistory.LoadAsync(all, fields, call, token);
        var survivors = new Survivors(call, log, tree, all, history);
        survivors.usedReferences = await survivors.UsedReferencesAsync(token);
        return survivors;
    }

    /// <summary>Makes a change below some of the cases, and what follows from it above.</summary>
    /// <param name="path">From the one right above the change to the root.</param>
    /// <param name="kind">What the log is to say.</param>
    public void Change(IEnumerable<Case> path, CaseMerge merge, ChangeKind kind, Action change)
    {
        var before = path.Select(c => (Case: c, Made: Composition.Of(c, tree, own, call.Db))).ToList();
        NoteKept(before[0].Case, merge);
        change();
        foreach (var (survivor, made) in before)
        {
            if (Apply(survivor, made, Composition.Of(survivor, tree, own, call.Db)) || survivor == tree.Root)
                log.Tell(survivor, kind);
        }
    }

    public bool IsUsed(string reference) =>
        usedReferences.Contains(reference)
        || all.Exists(c => string.Equals(c.ExternalReference, reference, StringComparison.Ordinal));

    /// <summary>Ends the list of what was kept.</summary>
    public async Task FinishAsync(CancellationToken token)
    {
        if (referenceStays)
            kept.Add(new(await LastReferenceAsync(token)));
    }

    private Task<long> LastReferenceAsync(CancellationToken token) =>
        call
            .Db.FieldChanges.Where(row => row.Change.CaseNumber == tree.Root.Number && row.Field == Reference)
            .OrderByDescending(row => row.ChangeId)
            .Select(row => row.Id)
            .FirstAsync(token);

    /// <summary>Ids in other systems that a case would get back, but that another case has by now.</summary>
    private async Task<HashSet<string>> UsedReferencesAsync(CancellationToken token)
    {
        var wanted = all.Where(c => tree.Into(c).Any(one => one.Merge.Took(Reference)))
            .SelectMany(c =>
                tree.Into(c).Select(one => one.Merge.ExternalReference).Append(own.Last(c, Reference)?.After)
            )
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .ToList();
        var numbers = all.ConvertAll(c => c.Number);
        return wanted.Count == 0
            ? []
            :
            [
                .. await call
                    .Db.Cases.Where(c => wanted.Contains(c.ExternalReference!) && !numbers.Contains(c.Number))
                    .Select(c => c.ExternalReference!)
                    .ToListAsync(token),
            ];
    }

    private void NoteKept(Case survivor, CaseMerge merge)
    {
        foreach (var field in AuditedFields.All.Where(field => Composition.Took(merge, field)))
        {
            if (own.Last(survivor, new CaseField(field.LogName)) is { } since && since.ChangeId > merge.ChangeId)
                kept.Add(new(since.Id));
        }
    }

    /// <summary>Makes the difference; where the case is not as it was made, somebody wants it so.</summary>
    private bool Apply(Case survivor, Composition before, Composition after)
    {
        var roles = Differing(before.Contacts, after.Contacts)
            .Where(one => survivor.RoleOf(one.Contact, call.Db) == Role(before.Contacts, one.Contact))
            .ToList();
        foreach (var (contact, role) in roles)
            survivor.SetRole(contact, role, call.Db);
        var bugs = before
            .Bugs.Union(after.Bugs)
            .Where(bug => before.Bugs.Contains(bug) != after.Bugs.Contains(bug))
            .Where(bug => survivor.HasBug(bug, call.Db) == before.Bugs.Contains(bug))
            .ToList();
        foreach (var bug in bugs)
            survivor.SetBug(bug, after.Bugs.Contains(bug), call.Db);
        var merge = tree.MergeOf(survivor);
        foreach (var field in before.Fields.Keys.Union(after.Fields.Keys))
        {
            var (was, now) = (Value(before, survivor, field), Value(after, survivor, field));
            if (!Equals(was, now) && Equals(Composition.ValueOf(field, survivor, merge), was))
                Set(field, survivor, merge, now);
        }
        return roles.Count > 0 || bugs.Count > 0 || call.Db.Entry(survivor).State is not EntityState.Unchanged;
    }

    /// <summary>A field that no merge took is the case's own.</summary>
    private object? Value(Composition made, Case of, ValueField field) =>
        made.Fields.TryGetValue(field, out var value)
            ? value
            : AuditedFields.Read(field, own.Last(of, new CaseField(field.LogName))?.After);

    /// <summary>Since when the case is closed, by statuses of its own and those that merges into it gave, in log order.</summary>
    private DateTime? ClosedAt(Case survivor)
    {
        var given = tree.Into(survivor)
            .Select(one => one.Merge)
            .Where(merge => merge.Took(OwnHistory.Status))
            .Select(merge => (merge.ChangeId, IsClosed: CaseRules.IsClosed(merge.Status), At: merge.Change.OccurredAt));
        DateTime? since = null;
        foreach (var (_, isClosed, at) in own.Statuses(survivor).Concat(given).OrderBy(one => one.ChangeId))
            since = isClosed ? since ?? at : null;
        return since;
    }

    private void Set(ValueField field, Case survivor, CaseMerge? merge, object? value)
    {
        switch (field.Property.Name, merge)
        {
            case (nameof(Case.Status), null):
                CaseRules.GoBack(survivor, (CaseStatus)value!, ClosedAt(survivor) ?? call.Now);
                break;
            case (nameof(Case.Status), { } kept):
                kept.Status = (CaseStatus)value!;
                break;
            case (nameof(Case.ExternalReference), _) when value is string used && usedReferences.Contains(used):
                referenceStays = true;
                break;
            case (nameof(Case.ExternalReference), { ExternalReference: not null } kept):
                kept.ExternalReference = (string?)value;
                break;
            default:
                field.Property.SetValue(survivor, value);
                break;
        }
    }

    private static IEnumerable<(long Contact, ContactRole? Role)> Differing(
        IReadOnlyDictionary<long, ContactRole> before,
        IReadOnlyDictionary<long, ContactRole> after
    ) =>
        before
            .Keys.Union(after.Keys)
            .Select(contact => (contact, Role(after, contact)))
            .Where(one => Role(before, one.contact) != one.Item2)
            // Whoever stays PRIMARY no longer goes first.
            .OrderByDescending(one => one.Item2 ?? (ContactRole)int.MaxValue);

    private static ContactRole? Role(IReadOnlyDictionary<long, ContactRole> roles, long contact) =>
        roles.TryGetValue(contact, out var role) ? role : null;
}
