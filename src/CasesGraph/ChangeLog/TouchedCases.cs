using CasesGraph.Cases;
using CasesGraph.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace CasesGraph.ChangeLog;

/// <summary>A case that is about to be saved with all that belongs to it: its fields, its links, its conversation.</summary>
internal sealed record TouchedCase(EntityEntry<Case> Entry)
{
    public List<PartChange> Parts { get; } = [];

    /// <summary>New rows that refer to the case's change.</summary>
    public IEnumerable<IOfChange> OfChange =>
        Parts.Where(part => part.IsNew).Select(part => part.Row).OfType<IOfChange>();

    /// <summary>What the operation says that it does to the case.</summary>
    public ToldChange? Told { get; private init; }

    public Case Case => Entry.Entity;

    /// <summary>What its row keeps of its links and of who is led to it, before anything of that is changed.</summary>
    public string KeptBefore { get; } = Entry.Entity.LinkFacets + Entry.Entity.LedFacets;

    public ChangeKind Kind
    {
        get
        {
            if (Told is { Kind: var kind })
                return kind;
            var deleted = Entry.Property(c => c.DeletedAt);
            if (!deleted.IsModified)
                return ChangeKind.Updated;
            return deleted.CurrentValue is null ? ChangeKind.Restored : ChangeKind.Deleted;
        }
    }

    /// <summary>Has the case keep what becomes of its links.</summary>
    public void SettleLinks()
    {
        // What goes first: a link that comes back in another row stays.
        foreach (var part in Parts.OrderByDescending(part => part.Before))
            Case.Change(part);
    }

    /// <summary>Reads off the change tracker which cases differ from what the database holds.</summary>
    /// <param name="told">Cases that count as touched anyway.</param>
    public static List<TouchedCase> Find(ChangeTracker tracker, IReadOnlyDictionary<Case, ToldChange> told)
    {
        var touched = new Dictionary<Case, TouchedCase>(ReferenceEqualityComparer.Instance);
        foreach (var (@case, change) in told)
            touched.Add(@case, new TouchedCase(tracker.Context.Entry(@case)) { Told = change });
        foreach (var entry in tracker.Entries().Where(entry => entry.State is not EntityState.Unchanged))
        {
            switch (entry.Entity)
            {
                case Case @case:
                    Of(@case);
                    break;
                case ICaseLink link:
                    Of(link.Case).Parts.Add(PartChange.Of(link, entry));
                    break;
                case ICaseItem item when entry.State is EntityState.Added:
                    Of(item.Case).Parts.Add(new PartChange(item, Before: false, After: true) { IsNew = true });
                    break;
                case ICaseItem item when entry.State is EntityState.Deleted:
                    Of(item.Case).Parts.Add(new PartChange(item, Before: true, After: false));
                    break;
                case ICaseItem item when From(entry) is { } from:
                    from.Parts.Add(new PartChange(item, Before: true, After: false));
                    Of(item.Case).Parts.Add(new PartChange(item, Before: false, After: true));
                    break;
                case ICaseItem { Case: { } of } item when told.GetValueOrDefault(of) is { Kind: ChangeKind.Redacted }:
                    Of(item.Case).Parts.Add(new PartChange(item, Before: true, After: true));
                    break;
            }
        }
        return [.. touched.Values];

        // The case that it belonged to, where it goes to another.
        TouchedCase? From(EntityEntry item)
        {
            var place = item.Property(nameof(ICasePartRow.CaseNumber));
            return place.IsModified
                ? Of(tracker.Context.Set<Case>().Local.FindEntry((long)place.OriginalValue!)!.Entity)
                : null;
        }

        TouchedCase Of(Case @case)
        {
            if (!touched.TryGetValue(@case, out var known))
                touched.Add(@case, known = new TouchedCase(tracker.Context.Entry(@case)));
            return known;
        }
    }
}

/// <summary>What an operation says that it does to a case or another record, where its row does not tell.</summary>
/// <param name="Redacted">Fields that something is taken out of, whether or not the row differs.</param>
internal sealed record ToldChange(ChangeKind Kind, IReadOnlyList<ValueField> Redacted);
