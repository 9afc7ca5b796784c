using CasesGraph.Attachments;
using CasesGraph.Cases;
using CasesGraph.Conversation;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace CasesGraph.ChangeLog;

/// <summary>A case that is about to be saved with all that belongs to it: its fields, its links, its conversation.</summary>
internal sealed record TouchedCase(EntityEntry<Case> Entry)
{
    public List<EntityEntry<CaseContact>> Contacts { get; } = [];
    public List<EntityEntry<CaseBug>> Bugs { get; } = [];
    public List<CaseUpdate> Updates { get; } = [];
    public List<Attachment> Attached { get; } = [];
    public List<Attachment> Detached { get; } = [];

    /// <summary>Entries of the conversation that go to another case, and that come from one.</summary>
    public List<(CaseUpdate Update, bool Away)> Moved { get; } = [];

    /// <summary>What the operation says that it does to the case.</summary>
    public ChangeKind? Told { get; private init; }

    public Case Case => Entry.Entity;

    public ChangeKind Kind
    {
        get
        {
            if (Told is { } kind)
                return kind;
            var deleted = Entry.Property(c => c.DeletedAt);
            if (!deleted.IsModified)
                return ChangeKind.Updated;
            return deleted.CurrentValue is null ? ChangeKind.Restored : ChangeKind.Deleted;
        }
    }

    /// <summary>Reads off the change tracker which cases differ from what the database holds.</summary>
    /// <param name="told">Cases that count as touched anyway.</param>
    public static IReadOnlyCollection<TouchedCase> Find(
        ChangeTracker tracker,
        IReadOnlyDictionary<Case, ChangeKind> told
    )
    {
        var touched = new Dictionary<Case, TouchedCase>(ReferenceEqualityComparer.Instance);
        foreach (var (@case, kind) in told)
            touched.Add(@case, new TouchedCase(tracker.Context.Entry(@case)) { Told = kind });
        foreach (var entry in tracker.Entries().Where(entry => entry.State is not EntityState.Unchanged))
        {
            switch (entry.Entity)
            {
                case Case @case:
                    Of(@case);
                    break;
                case CaseContact link:
                    Of(link.Case).Contacts.Add(tracker.Context.Entry(link));
                    break;
                case CaseBug link:
                    Of(link.Case).Bugs.Add(tracker.Context.Entry(link));
                    break;
                case CaseUpdate update when entry.State is EntityState.Added:
                    Of(update.Case).Updates.Add(update);
                    break;
                case CaseUpdate update when From(Place(update)) is { } from:
                    from.Moved.Add((update, Away: true));
                    Of(update.Case).Moved.Add((update, Away: false));
                    break;
                case Attachment attachment when entry.State is EntityState.Added:
                    Of(attachment.Case).Attached.Add(attachment);
                    break;
                case Attachment attachment when entry.State is EntityState.Deleted:
                    Of(attachment.Case).Detached.Add(attachment);
                    break;
                case Attachment attachment when From(Place(attachment)) is { } from:
                    from.Detached.Add(attachment);
                    Of(attachment.Case).Attached.Add(attachment);
                    break;
            }
        }
        return touched.Values;

        PropertyEntry<TEntity, long> Place<TEntity>(TEntity entity)
            where TEntity : class => tracker.Context.Entry(entity).Property<long>(nameof(CaseUpdate.CaseNumber));

        // The case that it belonged to, where it goes to another.
        TouchedCase? From<TEntity>(PropertyEntry<TEntity, long> place)
            where TEntity : class =>
            place.IsModified ? Of(tracker.Context.Set<Case>().Local.FindEntry(place.OriginalValue)!.Entity) : null;

        TouchedCase Of(Case @case)
        {
            if (!touched.TryGetValue(@case, out var known))
                touched.Add(@case, known = new TouchedCase(tracker.Context.Entry(@case)));
            return known;
        }
    }
}
