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
    private static readonly CaseField Assignee = new("ASSIGNED_TO");
    private readonly Call call;
    private readonly ChangeLogWriter log;
    private readonly MergeTree tree;
    private readonly List<Case> all;
    private readonly OwnHistory own;
    private readonly List<Ref<FieldChange>> kept = [];
    private readonly List<(Case Case, string Reference)> lostReferences = [];
    private HashSet<string> usedReferences = [];
    private ILookup<(long ChangeSet, long Case), FieldChange> merged = null!;

    private Survivors(Call call, ChangeLogWriter log, MergeTree tree, List<Case> all, OwnHistory own) =>
        (this.call, this.log, this.tree, this.all, this.own) = (call, log, tree, all, own);

    /// <summary>
    /// What changed since that came from a case below: fields, roles, links stay so. <see cref="FinishAsync"/> adds ids in
    /// other systems.
    /// </summary>
    public IReadOnlyList<Ref<FieldChange>> Kept => kept;

    /// <summary>Ids in other systems that cases did not get back, because another has them by now.</summary>
    public IReadOnlyList<(Case Case, string Reference)> LostReferences => lostReferences;

    /// <summary>Cases that are nobody's now, because their assignees have gone, or are no members of the team.</summary>
    public IReadOnlyList<LostAssignee> LostAssignees { get; set; } = [];

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
        survivors.merged = await survivors.MergedAsync(token);
        return survivors;
    }

    /// <summary>Makes a change below some of the cases, and what follows from it above.</summary>
    /// <param name="path">From the one right above the change to the root.</param>
    /// <param name="child">The one that comes back or goes.</param>
    public void Change(IEnumerable<Case> path, Case child, CaseMerge merge, ChangeKind kind, Action change)
    {
        var before = path.Select(c => (Case: c, Made: Composition.Of(c, tree, own))).ToList();
        NoteKept(before[0].Case, child, merge);
        change();
        foreach (var (survivor, made) in before)
        {
            if (Apply(survivor, made, Composition.Of(survivor, tree, own)) || survivor == tree.Root)
                log.Tell(survivor, kind);
        }
    }

    public bool IsUsed(string reference) =>
        usedReferences.Contains(reference)
        || all.Exists(c => string.Equals(c.ExternalReference, reference, StringComparison.Ordinal));

    public void Lose(Case @case, string reference) => lostReferences.Add((@case, reference));

    public async Task FinishAsync(CancellationToken token)
    {
        foreach (var (@case, _) in lostReferences)
        {
            var last = await call
                .Db.FieldChanges.Where(row => row.Change.CaseNumber == @case.Number && row.Field == Reference)
                .OrderByDescending(row => row.ChangeId)
                .Select(row => row.Id)
                .FirstOrDefaultAsync(token);
            if (last != 0)
                kept.Add(new(last));
        }
    }

    /// <summary>What the merges into the cases changed in them.</summary>
    private async Task<ILookup<(long ChangeSet, long Case), FieldChange>> MergedAsync(CancellationToken token)
    {
        var sets = all.SelectMany(tree.Into).Select(one => one.Merge.Change.ChangeSetId).Distinct().ToList();
        var numbers = all.ConvertAll(c => c.Number);
        var links = CaseParts.Links.Select(part => part.Field).ToArray();
        var rows = await call
            .Db.FieldChanges.Where(row =>
                sets.Contains(row.Change.ChangeSetId)
                && row.Change.CaseNumber != null
                && numbers.Contains(row.Change.CaseNumber.Value)
            )
            .Select(row => new
            {
                row.Change.ChangeSetId,
                Case = row.Change.CaseNumber!.Value,
                row.Field,
                Link = links.Contains(row.Field) ? row.After ?? row.Before : null,
            })
            .ToListAsync(token);
        return rows.ToLookup(
            row => (row.ChangeSetId, row.Case),
            row => new FieldChange { Field = row.Field, After = row.Link }
        );
    }

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
                    .Db.Cases.Where(c =>
                        c.ExternalReference != null
                        && wanted.Contains(c.ExternalReference)
                        && !numbers.Contains(c.Number)
                    )
                    .Select(c => c.ExternalReference!)
                    .ToListAsync(token),
            ];
    }

    private void NoteKept(Case survivor, Case child, CaseMerge merge)
    {
        foreach (var row in merged[(merge.Change.ChangeSetId, survivor.Number)].Where(row => Gave(child, merge, row)))
        {
            var since = own.Last(survivor, row.Field, row.Link);
            if (since is null || since.ChangeId < merge.ChangeId)
                since = own.LastTogether(survivor, row.Field, row.Link);
            if (since is not null && since.ChangeId > merge.ChangeId)
                kept.Add(new(since.Id));
        }
    }

    /// <summary>Whether what a merge changed came from this one of its cases.</summary>
    private bool Gave(Case child, CaseMerge merge, FieldChange row)
    {
        if (CaseParts.Find(row.Field) is LinkPart part)
            return tree.Parts.Find(part, child, AuditedFields.Key(row.Link!)) is not null;
        return merge.Took(row.Field)
            || (
                row.Field.Together() == OwnHistory.Status
                && (merge.Took(Assignee) || merge.Took(CaseField.Status) || merge.Took(CaseField.StatusDetail))
            );
    }

    /// <summary>Makes the difference; where the case is not as it was made, somebody wants it so.</summary>
    private bool Apply(Case survivor, Composition before, Composition after)
    {
        var count = CaseParts.Links.Sum(part => Apply(part, survivor, before.Links[part], after.Links[part]));
        var merge = tree.MergeOf(survivor);
        foreach (var field in before.Fields.Keys.Union(after.Fields.Keys))
        {
            var (was, now) = (before.ValueOf(field, survivor, own), after.ValueOf(field, survivor, own));
            if (field == Composition.Status || field == Composition.Detail)
                continue;
            if (!Equals(was, now) && Equals(Composition.ValueOf(field, survivor, merge), was))
                Set(field, survivor, merge, now);
        }
        new SurvivorStatus(survivor, merge).Apply(before, after, own, call.Now);
        if (before.ClosedAt != after.ClosedAt)
            SetClosedAt(survivor, merge, after.ClosedAt);
        return count > 0 || call.Db.Entry(survivor).State is not EntityState.Unchanged;
    }

    private void Set(ValueField field, Case survivor, CaseMerge? merge, object? value)
    {
        switch (field.Property.Name, merge)
        {
            case (nameof(Case.ExternalReference), _) when value is string used && usedReferences.Contains(used):
                lostReferences.Add((survivor, used));
                break;
            case (nameof(Case.ExternalReference), { ExternalReference: not null } kept):
                kept.ExternalReference = (string?)value;
                break;
            default:
                field.Property.SetValue(survivor, value);
                break;
        }
    }

    private static void SetClosedAt(Case survivor, CaseMerge? merge, DateTime? since)
    {
        if (merge is not null)
            merge.ClosedAt = since;
        else if (CaseRules.IsClosed(survivor.Status))
            survivor.ClosedAt = since ?? survivor.ClosedAt;
    }

    private int Apply(
        LinkPart part,
        Case survivor,
        IReadOnlyDictionary<long, Link> before,
        IReadOnlyDictionary<long, Link> after
    )
    {
        var differing = before
            .Keys.Union(after.Keys)
            .Select(key => (Key: key, Was: Find(before, key), Now: Find(after, key)))
            .Where(one => one.Was != one.Now && tree.Parts.Find(part, survivor, one.Key) == one.Was)
            // What stays PRIMARY no longer goes first.
            .OrderByDescending(one => one.Now is { Role: var role } ? (int?)role ?? 0 : int.MaxValue)
            .ToList();
        foreach (var (key, _, now) in differing)
            tree.Parts.Set(part, survivor, key, now);
        return differing.Count;
    }

    private static Link? Find(IReadOnlyDictionary<long, Link> links, long key) =>
        links.TryGetValue(key, out var link) ? link : null;
}
