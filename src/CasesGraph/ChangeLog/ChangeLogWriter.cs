using CasesGraph.Cases;
using CasesGraph.Model;
using CasesGraph.Operations;
using CasesGraph.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace CasesGraph.ChangeLog;

/// <summary>
/// Saves what an operation changed, and with it everything that a write owes: versions, times, the change set, the log.
/// No other code writes the log, so no path can forget it.
/// </summary>
internal sealed class ChangeLogWriter(Call call, ChangeAction action, string? reason)
{
    private readonly Dictionary<Case, ChangeKind> told = new(ReferenceEqualityComparer.Instance);
    private ChangeSet? set;

    /// <summary>Null when nothing has been changed.</summary>
    public Ref<ChangeSet>? ChangeSet => set is null ? null : new(set.Id);

    /// <summary>Writes into a change set that is there already.</summary>
    public static ChangeLogWriter Into(Call call, Ref<ChangeSet> set) =>
        new(call, action: default, reason: null) { set = new ChangeSet { Id = set.Key } };

    /// <summary>
    /// Says what happens to a case where its row does not tell. The case is in the log then, even if no field of its own
    /// changes.
    /// </summary>
    public void Tell(Case @case, ChangeKind kind) => told[@case] = kind;

    /// <summary>May run several times: all of it is one change set.</summary>
    public async Task SaveAsync(CancellationToken token)
    {
        var tracker = call.Db.ChangeTracker;
        tracker.DetectChanges();
        tracker.AutoDetectChangesEnabled = false;
        try
        {
            await SaveDetectedAsync(tracker, token);
        }
        finally
        {
            tracker.AutoDetectChangesEnabled = true;
        }
    }

    private async Task SaveDetectedAsync(ChangeTracker tracker, CancellationToken token)
    {
        var cases = TouchedCase.Find(tracker, told);
        var others = tracker
            .Entries<IVersioned>()
            .Where(entry => entry is { Entity: not Case, State: EntityState.Added or EntityState.Modified })
            .ToList();
        if (cases.Count == 0 && others.Count == 0)
            return;

        var logs = cases.Select(touched => new FieldChanges(touched, call.Linked)).ToList();
        await call.Linked.LoadAsync(logs.SelectMany(log => log.Names()), token);
        foreach (var other in others)
            Stamp(other);
        // What differs is known only until it is saved, and the log's rows need ids that saving gives.
        var changes = logs.ConvertAll(log => (Change: Add(log.Touched), log.Touched, Rows: log.Rows().ToList()));
        if (set is null)
            call.Db.ChangeSets.Add(set = ChangeLog.ChangeSet.Of(call, action, reason));
        tracker.DetectChanges();
        await PrimaryContacts.MakeRoomAsync(cases, call.Db, token);
        await call.Db.SaveChangesAsync(token);
        var fields = changes.SelectMany(one =>
            one.Rows.Concat(FieldChanges.AddedRows(one.Touched)).Select(row => (one.Change.Id, row))
        );
        await call.Db.LogRows!.AddAsync([.. fields], token);
        told.Clear();
    }

    private CaseChange Add(TouchedCase touched)
    {
        var @case = touched.Case;
        var change = new CaseChange
        {
            Id = call.Db.LogRows!.NextPosition(),
            Kind = touched.Kind,
            Case = @case,
            OccurredAt = call.Now,
        };
        foreach (var update in touched.Updates)
            update.Change = change;
        @case.UpdatedBy = call.Caller.Actor;
        if (touched.Entry.State is EntityState.Added)
            @case.CreatedBy = call.Caller.Actor;
        Stamp(@case, touched.Entry.State);
        change.Version = @case.Version;
        AddToSet(change);
        return change;
    }

    private void AddToSet(CaseChange change)
    {
        // A set of an earlier run is saved and no longer tracked.
        if (set is { Id: > 0 })
            change.ChangeSetId = set.Id;
        else
            change.ChangeSet = set ??= ChangeLog.ChangeSet.Of(call, action, reason);
        call.Db.CaseChanges.Add(change);
    }

    private void Stamp(EntityEntry<IVersioned> entry)
    {
        if (entry.Entity is User user)
            user.FoldUserName();
        Stamp(entry.Entity, entry.State);
    }

    private void Stamp(IVersioned entity, EntityState state)
    {
        entity.UpdatedAt = call.Now;
        if (state is EntityState.Added)
            entity.CreatedAt = call.Now;
        else
            entity.Version++;
    }
}

internal static class ChangeLogging
{
    extension(Call call)
    {
        /// <summary>Saves all that the operation changed; null when that is nothing.</summary>
        public async Task<Ref<ChangeSet>?> SaveAsync(ChangeAction action, string? reason, CancellationToken token)
        {
            var writer = new ChangeLogWriter(call, action, reason);
            await writer.SaveAsync(token);
            return writer.ChangeSet;
        }

        /// <summary>A change set for changes that are written beside it, by one statement for many.</summary>
        public async Task<Ref<ChangeSet>> NewChangeSetAsync(
            ChangeAction action,
            string? reason,
            CancellationToken token
        )
        {
            var set = ChangeSet.Of(call, action, reason);
            call.Db.ChangeSets.Add(set);
            await call.Db.SaveChangesAsync(token);
            return new(set.Id);
        }
    }
}
