using CasesGraph.Attachments;
using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Conversation;
using CasesGraph.Editing;
using CasesGraph.Model;
using CasesGraph.Operations;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Merge;

/// <summary>Merges cases that have been loaded and checked, in memory; whoever runs it saves.</summary>
/// <param name="log">The log that the merge is to be in.</param>
internal sealed class Merging(Call call, ChangeLogWriter log)
{
    private readonly List<CaseMerge> merges = [];

    /// <summary>
    /// The cases with their links, those that were merged into them before, and the whole conversation and all files of
    /// all but the first. Cases that are not there are left out.
    /// </summary>
    public static async Task<IReadOnlyList<Case>> LoadAsync(
        long primary,
        IReadOnlyCollection<long> duplicates,
        Call call,
        CancellationToken token
    )
    {
        long[] numbers = [primary, .. duplicates];
        await call.Db.CaseUpdates.Where(update => duplicates.Contains(update.CaseNumber)).LoadAsync(token);
        await call.Db.Attachments.Where(file => duplicates.Contains(file.CaseNumber)).LoadAsync(token);
        return await call
            .Db.Cases.Where(c =>
                numbers.Contains(c.Number)
                || (c.MergedIntoNumber != null && duplicates.Contains(c.MergedIntoNumber.Value))
            )
            .Include(c => c.Contacts)
            .Include(c => c.Bugs)
            .OrderBy(c => c.Number)
            .AsSplitQuery()
            .ToListAsync(token);
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
        var contacts = TakeContacts(primary, duplicates);
        var bugs = TakeBugs(primary, duplicates);
        var (updates, attachments) = (0, 0);
        foreach (var duplicate in duplicates.OrderBy(duplicate => duplicate.Number))
        {
            updates += duplicate.Updates.Count;
            attachments += duplicate.Attachments.Count;
            MoveTo(primary, duplicate, log);
            MergeAway(duplicate, primary, taken.GetValueOrDefault(duplicate, []));
        }
        return new MergeCounts(contacts, bugs, updates, attachments);
    }

    /// <summary>The conversation and files of a case, and the cases that went into it before, go on in another.</summary>
    public static void MoveTo(Case survivor, Case merged, ChangeLogWriter log)
    {
        foreach (var update in merged.Updates.ToList())
            update.CaseNumber = survivor.Number;
        foreach (var file in merged.Attachments.ToList())
            file.CaseNumber = survivor.Number;
        survivor.FirstResponseAt = Earlier(survivor.FirstResponseAt, merged.FirstResponseAt);
        foreach (var one in merged.MergedFrom.Append(merged).ToList())
        {
            one.MergedIntoNumber = survivor.Number;
            log.Tell(one, ChangeKind.Merged);
        }
    }

    /// <summary>Notes what unmerging needs. Runs after the log has been written.</summary>
    public async Task KeepAsync(CancellationToken token)
    {
        // Of an earlier merge, undone since.
        var numbers = merges.ConvertAll(merge => merge.CaseNumber);
        await call.Db.CaseMerges.Where(merge => numbers.Contains(merge.CaseNumber)).ExecuteDeleteAsync(token);
        var changes = log.Changes.ToLookup(change => change.CaseNumber);
        foreach (var merge in merges)
            merge.ChangeId = changes[merge.CaseNumber].Single().Id;
        call.Db.CaseMerges.AddRange(merges);
        await call.Db.SaveChangesAsync(token);
    }

    private void MergeAway(Case duplicate, Case primary, List<ValueField> taken)
    {
        var merge = new CaseMerge
        {
            CaseNumber = duplicate.Number,
            SurvivorNumber = primary.Number,
            Status = duplicate.Status,
            ClosedAt = duplicate.ClosedAt,
            Taken = string.Join(',', taken.Select(field => field.LogName)),
        };
        if (taken.Exists(field => field.Property.Name is nameof(Case.ExternalReference)))
            (merge.ExternalReference, duplicate.ExternalReference) = (duplicate.ExternalReference, null);
        merges.Add(merge);
        CaseRules.MergeAway(duplicate, call.Now);
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
        var statusGiven = choices.Keys.Any(field => field.Property.Name is nameof(Case.Status));
        CaseRules.Edit(primary, before, statusGiven, call.Now);
        return taken;
    }

    private int TakeContacts(Case primary, IEnumerable<Case> duplicates)
    {
        var roles = new MergedRoles();
        foreach (var link in duplicates.OrderBy(c => c.Number).Prepend(primary).SelectMany(c => c.Contacts))
            roles.Add(link.ContactId, link.Role);
        var gained = roles.All.Where(role => primary.RoleOf(role.Key, call.Db) != role.Value).ToList();
        foreach (var (contact, role) in gained)
            primary.SetRole(contact, role, call.Db);
        return gained.Count;
    }

    private int TakeBugs(Case primary, IEnumerable<Case> duplicates)
    {
        var gained = duplicates
            .SelectMany(c => c.Bugs)
            .Select(link => link.BugNumber)
            .Distinct()
            .Where(bug => !primary.HasBug(bug, call.Db))
            .ToList();
        foreach (var bug in gained)
            primary.SetBug(bug, linked: true, call.Db);
        return gained.Count;
    }

    private static DateTime? Earlier(DateTime? one, DateTime? other) => one < other || other is null ? one : other;
}
