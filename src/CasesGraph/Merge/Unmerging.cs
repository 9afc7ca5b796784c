using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Conversation;
using CasesGraph.Model;
using CasesGraph.Operations;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Merge;

/// <summary>
/// Brings merged cases back, in memory; whoever runs it saves. The case that went on, and those in between, become what
/// they would be by their own log and the other merges; what else was done to them since stays.
/// </summary>
internal sealed class Unmerging(Call call, ChangeLogWriter log, MergeTree tree)
{
    private static readonly CaseField Reference = new("EXTERNAL_REFERENCE");
    private readonly List<Ref<FieldChange>> kept = [];
    private bool referenceStays;
    private List<Case> above = [];
    private OwnHistory own = null!;
    private MovedUpdates updates = null!;
    private HashSet<string> usedReferences = null!;

    /// <summary>
    /// What changed the fields since whose values came from a case that was brought back: these values stay.
    /// </summary>
    public IReadOnlyList<Ref<FieldChange>> Kept => kept;

    /// <summary>Brings back cases that went on in the same one.</summary>
    /// <param name="merged">Cases below the root, none of them below another.</param>
    public async Task RunAsync(IReadOnlyCollection<Case> merged, CancellationToken token)
    {
        above = [.. merged.SelectMany(tree.Above).Distinct()];
        var taken = above.SelectMany(c => Composition.Taken([.. tree.Into(c)])).Distinct();
        own = await OwnHistory.LoadAsync(above, taken.Select(field => new CaseField(field.LogName)), call, token);
        usedReferences = await UsedReferencesAsync(token);
        updates = await MovedUpdates.LoadAsync(tree, merged, call.Db, token);
        foreach (var one in merged)
            Run(one);
        updates.SettleFirstResponse();
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
        var wanted = above
            .Where(c => tree.Into(c).Any(one => one.Merge.Took(Reference)))
            .SelectMany(c =>
                tree.Into(c).Select(one => one.Merge.ExternalReference).Append(own.Last(c, Reference)?.After)
            )
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .ToList();
        var numbers = above.ConvertAll(c => c.Number);
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

    private void Run(Case merged)
    {
        var path = tree.Above(merged).ToList();
        var before = path.ConvertAll(c => (Case: c, Made: Composition.Of(c, tree, own, call.Db)));
        var below = tree.Below(merged).ToList();
        var first = path[0];
        var merge = tree.Cut(merged);
        NoteKept(first, merge);
        foreach (var (survivor, made) in before)
        {
            if (Apply(survivor, made, Composition.Of(survivor, tree, own, call.Db)) || survivor == tree.Root)
                log.Tell(survivor, ChangeKind.Unmerged);
        }
        BringBack(merged, merge);
        foreach (var earlier in below)
        {
            earlier.MergedIntoNumber = merged.Number;
            log.Tell(earlier, ChangeKind.Unmerged);
        }
        updates.Move(below.Prepend(merged), merged);
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
        var bugs = before.Bugs.Except(after.Bugs).Where(bug => survivor.HasBug(bug, call.Db)).ToList();
        foreach (var bug in bugs)
            survivor.SetBug(bug, linked: false, call.Db);
        var merge = tree.MergeOf(survivor);
        foreach (var (field, value) in before.Fields)
        {
            // A field that no remaining merge took is the case's own again.
            var back = after.Fields.TryGetValue(field, out var found) ? found : OwnValue(survivor, field);
            if (!Equals(value, back) && Equals(Composition.ValueOf(field, survivor, merge), value))
                Set(field, survivor, merge, back);
        }
        return roles.Count > 0 || bugs.Count > 0 || call.Db.Entry(survivor).State is not EntityState.Unchanged;
    }

    private object? OwnValue(Case of, ValueField field) =>
        AuditedFields.Read(field, own.Last(of, new CaseField(field.LogName))?.After);

    private void Set(ValueField field, Case survivor, CaseMerge? merge, object? value)
    {
        switch (field.Property.Name, merge)
        {
            case (nameof(Case.Status), null):
                CaseRules.GoBack(survivor, (CaseStatus)value!, own.ClosedAt(survivor) ?? call.Now);
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

    private void BringBack(Case merged, CaseMerge merge)
    {
        log.Tell(merged, ChangeKind.Unmerged);
        CaseRules.GoBack(merged, merge.Status, merged.ClosedAt ?? call.Now);
        merged.DeletedAt = null;
        merged.MergedIntoNumber = null;
        if (merge.ExternalReference is { } reference && !IsUsed(reference))
            merged.ExternalReference = reference;
        call.Db.CaseMerges.Remove(merge);
    }

    private bool IsUsed(string reference) =>
        usedReferences.Contains(reference)
        || above.Exists(c => string.Equals(c.ExternalReference, reference, StringComparison.Ordinal));

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
