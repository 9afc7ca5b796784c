using CasesGraph.Cases;
using CasesGraph.Data;
using CasesGraph.Model;
using CasesGraph.Operations;
using CasesGraph.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace CasesGraph.ChangeLog;

/// <summary>
/// Saves what an operation changed, and with it everything that a write owes: versions, times, the change set, the log.
/// Beside it <see cref="NewCaseLog"/> writes the log of a case that comes into being, and <see cref="SetBasedLog"/> that of
/// an edit of many; a test holds that nothing else does, but for what fills an empty database with demo data.
/// </summary>
internal sealed class ChangeLogWriter(Call call, ChangeAction action, string? reason) : WriteLog
{
    private readonly Dictionary<Case, ToldChange> told = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<IVersioned, ToldChange> toldRecords = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<long> left = [];
    private readonly List<CaseChange> written = [];
    private ChangeSet? set;

    /// <summary>Null when nothing has been changed.</summary>
    public Ref<ChangeSet>? ChangeSet => set is null ? null : new(set.Id);

    public override Ref<IChangeSet>? Set => set is null ? null : new(set.Id);

    /// <summary>What has been logged so far.</summary>
    public IReadOnlyList<CaseChange> Changes => written;

    /// <summary>Writes into a change set that is there already.</summary>
    public static ChangeLogWriter Into(Call call, Ref<ChangeSet> set) =>
        new(call, action: default, reason: null) { set = new ChangeSet { Id = set.Key } };

    /// <summary>
    /// Says what happens to a case where its row does not tell. The case is in the log then, even if no field of its own
    /// changes.
    /// </summary>
    public void Tell(Case @case, ChangeKind kind) => told[@case] = new ToldChange(kind, []);

    /// <summary>
    /// Says that something is taken out of a case. What its log has of it must have been rewritten, so that the entry goes on
    /// from there: it has each of the fields, before and after, as it reads from now on.
    /// </summary>
    /// <param name="fields">Beside those of rows that change their text.</param>
    public void TellRedacted(Case @case, params IReadOnlyList<ValueField> fields) =>
        told[@case] = new ToldChange(ChangeKind.Redacted, fields);

    /// <summary>The same of a record that is no case.</summary>
    /// <param name="fields">All that it may have lost something in, now or in its log.</param>
    public void TellErased(IVersioned record, IReadOnlyList<ValueField> fields) =>
        toldRecords[record] = new ToldChange(ChangeKind.Redacted, fields);

    /// <summary>Says what happens to a record that is no case: it is in the log then, even if none of its fields changes.</summary>
    public void Tell(IVersioned record, ChangeKind kind) => toldRecords[record] = new ToldChange(kind, []);

    /// <summary>Says that cases which had gone on in these are not there any more.</summary>
    public void TellLeft(IEnumerable<long> cases) => left.UnionWith(cases);

    /// <summary>May run several times: all of it is one change set.</summary>
    public override async Task SaveAsync(CancellationToken token)
    {
        var tracker = call.Db.ChangeTracker;
        tracker.DetectChanges();
        // Whatever looks at what is tracked would look for changes in all of it again.
        tracker.AutoDetectChangesEnabled = false;
        try
        {
            if (await call.SettleAssigneesAsync(undoes: false, token) is { Count: > 0 })
                tracker.DetectChanges();
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
        foreach (var touched in cases)
            touched.SettleLinks();
        await cases.SettleLedAsync(left, call.Db, token);
        var links = RecordLinkEdit.Of(tracker);
        var others = tracker
            .Entries<IVersioned>()
            .Where(entry =>
                entry is { Entity: not Case, State: EntityState.Added or EntityState.Modified }
                || toldRecords.ContainsKey(entry.Entity)
                || links.Contains(entry.Entity)
            )
            .ToList();
        if (cases.Count == 0 && others.Count == 0)
            return;

        foreach (var part in CaseParts.Items)
            await part.SettleAsync([.. cases.Select(touched => touched.Case)], call.Db, token);
        var logs = cases.Select(touched => new FieldChanges(touched, call.Linked)).ToList();
        var entities = EntityEdit.Of(others, toldRecords, links);
        if (others.Count > 0 && ChangedRights.In(tracker))
            await call.Db.RaiseAccessVersionAsync(token);
        await call.Linked.LoadAsync(
            logs.SelectMany(log => log.Names()).Concat(entities.SelectMany(entity => entity.Names())),
            token
        );
        foreach (var other in others)
            Stamp(other);
        var newSet = set is null ? set = ChangeLog.ChangeSet.Of(call, action, reason) : null;
        // What differs is known only until it is saved, and the log's rows need ids that saving gives.
        var changes = logs.ConvertAll(log => (Change: ChangeTo(log), log.Touched, Rows: log.Rows().ToList(), Log: log));
        // Messages refer to their change, so it comes first; their case is an older one.
        var before = changes.Where(one => one.Touched.OfChange.Any()).Select(one => one.Change).ToList();
        if (before.Count > 0)
        {
            await call.Db.DirectRows!.AddAsync(new LogRows { Set = newSet, Changes = before }, token);
            newSet = null;
        }
        foreach (var (change, row) in changes.SelectMany(one => one.Touched.OfChange.Select(row => (one.Change, row))))
            row.ChangeId = change.Id;
        tracker.DetectChanges();
        await PrimaryLinks.MakeRoomAsync(cases, call.Db, token);
        await NewRows.WriteAsync(others, call.Db, token);
        await call.Db.SaveChangesAsync(token);
        var fields = changes.SelectMany(one => one.Rows.Concat(one.Log.AddedRows()).Select(row => row.Of(one.Change)));
        var after = changes.Select(one => one.Change).Except(before).ToList();
        var records = call.ChangesOf(entities, set!);
        await WriteAsync(newSet, [new() { Changes = after, Fields = [.. fields] }, EntityLog.RowsOf(records)], token);
        await call.ShowAsync(records, token);
        written.AddRange(changes.Select(one => one.Change));
        told.Clear();
        toldRecords.Clear();
        left.Clear();
    }

    /// <summary>One form of a change after another, the set with the first.</summary>
    private async Task WriteAsync(ChangeSet? newSet, IEnumerable<LogRows> rows, CancellationToken token)
    {
        foreach (var group in rows.Where(group => group is not { Changes: [], Fields: [] }).DefaultIfEmpty(new()))
        {
            await call.Db.DirectRows!.AddAsync(group with { Set = newSet }, token);
            newSet = null;
        }
    }

    /// <summary>The log's row of a case, which is stamped with it.</summary>
    private CaseChange ChangeTo(FieldChanges changes)
    {
        var touched = changes.Touched;
        var @case = touched.Case;
        @case.UpdatedBy = call.Caller.Actor;
        Stamp(@case, touched.Entry.State);
        if (changes.IsPublic)
            @case.PublicUpdatedAt = call.Now;
        return new CaseChange
        {
            Kind = touched.Kind,
            CaseNumber = @case.Number,
            Version = @case.Version,
            ChangeSet = set!,
            OccurredAt = call.Now,
            ActorKey = call.Caller.Actor.LogKey,
            Internal = CaseChange.IsInternal(touched.Kind, changes.IsPublic || IsSightChanged || touched.LeadsMore),
            Settled = SettledTimes.Changed(touched.Entry),
            FacetsBefore = CaseFacets.Before(changes),
            FacetsAfter = CaseFacets.Of(@case),
        };
    }

    /// <summary>Merging and unmerging change who sees the cases.</summary>
    private bool IsSightChanged => action is ChangeAction.Merge or ChangeAction.Unmerge;

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
            await call.Db.DirectRows!.AddAsync(new LogRows { Set = set }, token);
            return new(set.Id);
        }
    }
}
