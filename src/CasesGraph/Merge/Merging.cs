using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Model;
using CasesGraph.Operations;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Merge;

/// <summary>Merges cases that have been loaded and checked, in memory; whoever runs it saves.</summary>
/// <param name="parts">Those of the cases, as <see cref="LoadAsync"/> loads them.</param>
internal sealed class Merging(Call call, ChangeLogWriter log, PresentParts parts, StatusDefaults defaults)
{
    private readonly List<CaseMerge> merges = [];

    /// <summary>
    /// The cases with their links, those that were merged into them before, and all items of all but the first. Cases that
    /// are not there are left out.
    /// </summary>
    public static async Task<IReadOnlyList<Case>> LoadAsync(
        long primary,
        IReadOnlyCollection<long> duplicates,
        PresentParts parts,
        Call call,
        CancellationToken token
    )
    {
        long[] numbers = [primary, .. duplicates];
        foreach (var part in CaseParts.Items)
            parts.Add(part, await part.LoadAsync(duplicates, call.Db, token));
        var found = await call
            .Db.Cases.Where(c =>
                numbers.Contains(c.Number)
                || (c.MergedIntoNumber != null && duplicates.Contains(c.MergedIntoNumber.Value))
            )
            .OrderBy(c => c.Number)
            .ToListAsync(token);
        await parts.LoadLinksAsync(found.Select(c => c.Number), token);
        return found;
    }

    /// <summary>Merges the duplicates into the primary case, the smallest number first.</summary>
    /// <param name="choices">The case that a field's value is taken from, for the fields that do not stay.</param>
    public MergeCounts Run(
        Case primary,
        IReadOnlyCollection<Case> duplicates,
        IReadOnlyDictionary<ValueField, Case> choices
    )
    {
        log.Tell(primary, ChangeKind.Merged);
        var taken = TakeValues(primary, choices);
        var moved = CaseParts.Links.ToDictionary(part => (CasePart)part, part => TakeLinks(part, primary, duplicates));
        foreach (var part in CaseParts.Items)
            moved.Add(part, duplicates.Sum(duplicate => parts.ItemsOf(part, duplicate).Count()));
        foreach (var duplicate in duplicates.OrderBy(duplicate => duplicate.Number))
        {
            MoveTo(primary, duplicate, parts, log);
            MergeAway(duplicate, primary, taken.GetValueOrDefault(duplicate, []));
        }
        return MergeCounts.Of(moved);
    }

    /// <summary>The items of a case, and the cases that went into it before, go on in another.</summary>
    public static void MoveTo(Case survivor, Case merged, PresentParts parts, ChangeLogWriter log)
    {
        foreach (var item in CaseParts.Items.SelectMany(part => parts.ItemsOf(part, merged)).ToList())
        {
            item.OriginNumber ??= merged.Number;
            item.CaseNumber = survivor.Number;
        }
        survivor.FirstResponseAt = Earlier(survivor.FirstResponseAt, merged.FirstResponseAt);
        foreach (var one in merged.MergedFrom.Append(merged).ToList())
        {
            one.MergedIntoNumber = survivor.Number;
            log.Tell(one, ChangeKind.Merged);
        }
    }

    /// <summary>
    /// What is in the survivor stays its own: contacts of the others come to see what is written from now on. Runs before
    /// anything is saved.
    /// </summary>
    public static async Task KeepOriginsAsync(long survivor, Call call, CancellationToken token)
    {
        foreach (var part in CaseParts.Items)
            await part.KeepOriginAsync(survivor, call.Db, token);
    }

    /// <summary>Notes what unmerging needs. Runs after the log has been written.</summary>
    public async Task KeepAsync(CancellationToken token)
    {
        // Of an earlier merge, undone since.
        var numbers = merges.ConvertAll(merge => merge.CaseNumber);
        await call.Db.Set<CaseMerge>().Where(merge => numbers.Contains(merge.CaseNumber)).ExecuteDeleteAsync(token);
        var changes = log.Changes.ToLookup(change => change.CaseNumber);
        foreach (var merge in merges)
            merge.ChangeId = changes[merge.CaseNumber].Single().Id;
        call.Db.Set<CaseMerge>().AddRange(merges);
        await call.Db.SaveChangesAsync(token);
    }

    private void MergeAway(Case duplicate, Case primary, List<ValueField> taken)
    {
        var merge = new CaseMerge
        {
            CaseNumber = duplicate.Number,
            SurvivorNumber = primary.Number,
            Status = duplicate.Status,
            StatusDetailId = duplicate.StatusDetailId,
            ClosedAt = duplicate.ClosedAt,
            Taken = string.Join(',', taken.Select(field => field.LogName)),
        };
        if (taken.Exists(field => field.Property.Name is nameof(Case.ExternalReference)))
            (merge.ExternalReference, duplicate.ExternalReference) = (duplicate.ExternalReference, null);
        merges.Add(merge);
        CaseRules.MergeAway(duplicate, defaults, call.Now);
    }

    /// <summary>The fields that come from each duplicate.</summary>
    private Dictionary<Case, List<ValueField>> TakeValues(Case primary, IReadOnlyDictionary<ValueField, Case> choices)
    {
        var before = CaseMoment.Of(primary);
        var taken = new Dictionary<Case, List<ValueField>>(ReferenceEqualityComparer.Instance);
        foreach (var (field, from) in choices.Where(choice => choice.Value != primary))
        {
            var value = field.Property.GetValue(from);
            if (Equals(value, field.Property.GetValue(primary)))
                continue;
            field.Property.SetValue(primary, value);
            if (!taken.TryGetValue(from, out var fields))
                taken.Add(from, fields = []);
            fields.Add(field);
        }
        var given = new GivenStatus(choices.ContainsKey(Composition.Status), choices.ContainsKey(Composition.Detail));
        CaseRules.Edit(primary, before, given, defaults, call.Now);
        return taken;
    }

    private int TakeLinks(LinkPart part, Case primary, IEnumerable<Case> duplicates)
    {
        var all = new MergedLinks();
        foreach (var one in duplicates.OrderBy(c => c.Number).Prepend(primary))
        {
            foreach (var (key, link) in parts.Of(part, one))
                all.Add(key, link);
        }
        var gained = all.All.Where(link => parts.Find(part, primary, link.Key) != link.Value).ToList();
        foreach (var (key, link) in gained)
            parts.Set(part, primary, key, link);
        return gained.Count;
    }

    private static DateTime? Earlier(DateTime? one, DateTime? other) => one < other || other is null ? one : other;
}
