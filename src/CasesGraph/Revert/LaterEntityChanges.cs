using CasesGraph.ChangeLog;
using CasesGraph.Data;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Revert;

/// <summary>What the log says was done to records behind some changes of one change set, as <see cref="LaterChanges"/> of cases.</summary>
internal sealed class LaterEntityChanges
{
    private readonly long changeSet;
    private readonly ILookup<(long Record, string Field), LaterRow> rows;

    private LaterEntityChanges(long changeSet, IEnumerable<LaterRow> rows) =>
        (this.changeSet, this.rows) = (changeSet, rows.ToLookup(row => (row.Record, row.Field), row => row));

    /// <summary>Reads it.</summary>
    /// <param name="changes">Of records of one type.</param>
    public static async Task<LaterEntityChanges> LoadAsync(
        IReadOnlyCollection<EntityChange> changes,
        CasesDb db,
        CancellationToken token
    )
    {
        var (type, first) = (changes.First().Type, changes.Min(change => change.Id));
        var records = changes.Select(change => change.RecordId).ToHashSet();
        var found = await db
            .EntityChanges.Where(later => later.Type == type && records.Contains(later.RecordId) && later.Id > first)
            .SelectMany(later => later.Fields)
            .OrderBy(row => row.ChangeId)
            .ThenBy(row => row.Id)
            .Select(row => new LaterRow(
                row.Change.RecordId,
                row.Field,
                row.ChangeId,
                row.Change.ChangeSetId,
                row.Change.ChangeSet.UndoesId
            ))
            .ToListAsync(token);
        return new(changes.First().ChangeSetId, found);
    }

    /// <summary>Whether the change set is undone there already, in a way that still stands.</summary>
    public bool HaveUndone(EntityChange change, string field) =>
        Standing(change, field).Any(later => later.Undoes == changeSet);

    /// <summary>The change set that touched a field last; null when none did, or only such as were undone.</summary>
    public long? Touching(EntityChange change, string field) =>
        Standing(change, field)
            .LastOrDefault(row => row.ChangeSetId != changeSet && row.Undoes != changeSet)
            ?.ChangeSetId;

    /// <summary>The change set that touched any field of the record last.</summary>
    public long? TouchingAnything(EntityChange change) =>
        rows.Where(same => same.Key.Record == change.RecordId).Max(same => Touching(change, same.Key.Field));

    private IEnumerable<LaterRow> Standing(EntityChange change, string field) =>
        StandingRows.Of([.. rows[(change.RecordId, field)].Where(row => row.ChangeId > change.Id)]);

    private sealed record LaterRow(long Record, string Field, long ChangeId, long ChangeSetId, long? Undoes)
        : IUndoable;
}
