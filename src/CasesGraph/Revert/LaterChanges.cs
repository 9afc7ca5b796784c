using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Data;
using CasesGraph.Operations;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Revert;

/// <summary>
/// What the log says was done behind some changes of a change set to the fields and links that they touched: by it, not by
/// values that happen to agree, undoing knows what it may touch.
/// </summary>
internal sealed class LaterChanges
{
    private readonly long changeSet;
    private readonly ILookup<(long Case, CaseField? Field, string? Link), LaterRow> rows;

    private LaterChanges(long changeSet, IEnumerable<LaterRow> rows) =>
        (this.changeSet, this.rows) = (changeSet, rows.ToLookup(row => (row.Case, row.Field?.Together(), row.Link)));

    /// <summary>Reads what is behind the changes.</summary>
    /// <param name="changes">Of one change set, with fields.</param>
    public static async Task<LaterChanges> LoadAsync(
        IReadOnlyCollection<CaseChange> changes,
        CasesDb db,
        CancellationToken token
    )
    {
        if (changes.Count == 0)
            return new(changeSet: 0, []);
        // Whether a case was deleted or merged since, or was so already, decides too.
        CaseField[] fields =
        [
            .. changes
                .SelectMany(change => change.Fields)
                .Select(row => row.Field)
                .SelectMany(field =>
                    field.Together() == CaseField.Status ? [CaseField.Status, CaseField.StatusDetail] : new[] { field }
                )
                .Append(CaseField.DeletedAt)
                .Append(CaseField.MergedInto)
                .Distinct(),
        ];
        var created = changes.Where(change => change.Kind is ChangeKind.Created).ToList();
        var changed = changes.Except(created).ToList();
        var parts = CaseParts.All.Select(part => part.Field).ToArray();
        var found = new List<LaterRow>();
        if (changed.Count > 0)
            found.AddRange(await FieldsAsync(changed, row => fields.Contains(row.Field)));
        if (created.Count > 0)
        {
            found.AddRange(await FieldsAsync(created, row => true));
            found.AddRange(await WholeAsync(created, db, token));
        }
        return new(changes.First().ChangeSetId, found.OrderBy(row => row.ChangeId).ThenBy(row => row.Id));

        Task<List<LaterRow>> FieldsAsync(
            IReadOnlyCollection<CaseChange> behind,
            System.Linq.Expressions.Expression<Func<FieldChange, bool>> wanted
        ) =>
            Behind(behind, db)
                .Join(db.FieldChanges.Where(wanted), later => later.Id, row => row.ChangeId, (later, row) => row)
                .Select(row => new LaterRow(
                    row.Change.CaseNumber!.Value,
                    row.Field,
                    // Other values can be long.
                    parts.Contains(row.Field)
                        ? row.After ?? row.Before
                        : null,
                    row.ChangeId,
                    row.Id,
                    row.Change.ChangeSetId,
                    row.Change.ChangeSet.UndoesId,
                    row.Change.ChangeSet.Action
                ))
                .ToListAsync(token);
    }

    /// <summary>Whether the change set is undone there already, in a way that still stands.</summary>
    public bool HaveUndone(CaseChange change, FieldChange row) =>
        Standing(change, row.Field, row.Link).Any(later => later.Undoes == changeSet);

    public bool HaveUnmerged(CaseChange change, FieldChange row) =>
        Standing(change, row.Field, row.Link)
            .Any(later => later.Undoes == changeSet && later.Action is ChangeAction.Unmerge);

    /// <summary>The change set that touched a field or link last; null when none did, or only such as were undone.</summary>
    public long? Touching(CaseChange change, FieldChange row) => Touching(Standing(change, row.Field, row.Link));

    /// <summary>The change set that touched anything of a case last.</summary>
    public long? TouchingAnything(CaseChange change) =>
        rows.Where(same => same.Key.Case == change.CaseNumber)
            .Max(same => Touching(Standing(change, same.Key.Field, same.Key.Link)));

    private long? Touching(IEnumerable<LaterRow> standing) =>
        standing.LastOrDefault(row => row.ChangeSetId != changeSet && row.Undoes != changeSet)?.ChangeSetId;

    private IEnumerable<LaterRow> Standing(CaseChange change, CaseField? field, string? link) =>
        StandingRows.Of([
            .. rows[(change.CaseNumber!.Value, field?.Together(), link)].Where(row => row.ChangeId > change.Id),
        ]);

    /// <summary>
    /// All that was done to their cases behind the first of them: a list of cases is a way into the index for every planner,
    /// where a join on the case, which a change of another record has not, is none.
    /// </summary>
    private static IQueryable<CaseChange> Behind(IReadOnlyCollection<CaseChange> changes, CasesDb db)
    {
        var first = changes.Min(change => change.Id);
        long?[] cases = [.. changes.Select(change => change.CaseNumber).Distinct()];
        return db.CaseChanges.Where(later => cases.Contains(later.CaseNumber) && later.Id > first);
    }

    /// <summary>A row for each change as a whole: some touch no field.</summary>
    private static Task<List<LaterRow>> WholeAsync(
        IReadOnlyCollection<CaseChange> changes,
        CasesDb db,
        CancellationToken token
    ) =>
        Behind(changes, db)
            .Select(later => new LaterRow(
                later.CaseNumber!.Value,
                null,
                null,
                later.Id,
                0,
                later.ChangeSetId,
                later.ChangeSet.UndoesId,
                later.ChangeSet.Action
            ))
            .ToListAsync(token);

    /// <summary>A row of the log behind.</summary>
    /// <param name="Field">Null where it stands for the whole change.</param>
    private sealed record LaterRow(
        long Case,
        CaseField? Field,
        string? Link,
        long ChangeId,
        long Id,
        long ChangeSetId,
        long? Undoes,
        ChangeAction Action
    ) : IUndoable;
}
