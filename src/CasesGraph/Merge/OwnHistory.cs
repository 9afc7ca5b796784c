using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Operations;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Merge;

/// <summary>What was last done to each field and link of some cases by anything but merges, as the log has it.</summary>
internal sealed class OwnHistory
{
    private readonly Dictionary<(long Case, CaseField Field, string? Link), OwnChange> last = [];
    private readonly ILookup<long, OwnChange> status;

    private OwnHistory(IReadOnlyCollection<OwnChange> changes)
    {
        foreach (var change in changes)
            last[(change.Case, change.Field, change.Link)] = change;
        status = changes.Where(change => change.Field == Status).ToLookup(change => change.Case);
    }

    public static CaseField Status { get; } = new("STATUS");

    public static async Task<OwnHistory> LoadAsync(
        IReadOnlyCollection<Case> cases,
        IEnumerable<CaseField> fields,
        Call call,
        CancellationToken token
    )
    {
        var numbers = cases.Select(c => c.Number).ToList();
        CaseField[] wanted = [CaseField.Contacts, CaseField.Bugs, .. fields];
        var changes = await call
            .Db.FieldChanges.Where(field =>
                field.Change.CaseNumber != null
                && numbers.Contains(field.Change.CaseNumber.Value)
                && field.Change.Kind != ChangeKind.Merged
                && field.Change.Kind != ChangeKind.Unmerged
                && wanted.Contains(field.Field)
            )
            .OrderBy(field => field.ChangeId)
            .ThenBy(field => field.Id)
            .Select(field => new OwnChange(
                field.Id,
                field.Change.CaseNumber!.Value,
                field.Field,
                field.Before,
                field.After,
                field.AfterRole,
                field.ChangeId,
                field.Change.OccurredAt
            ))
            .ToListAsync(token);
        return new OwnHistory(changes);
    }

    public OwnChange? Last(Case of, CaseField field) => last.GetValueOrDefault((of.Number, field, null));

    public IEnumerable<OwnChange> Links(Case of, CaseField field) =>
        last.Where(one => one.Key.Case == of.Number && one.Key.Field == field).Select(one => one.Value);

    /// <summary>The statuses that the case had by itself, with their places in the log and times.</summary>
    public IEnumerable<(long ChangeId, bool IsClosed, DateTime At)> Statuses(Case of) =>
        status[of.Number].Select(change => (change.ChangeId, ClosingTime.IsClosed(change.After), change.At));
}

/// <summary>A row of the log.</summary>
/// <param name="ChangeId">Its place in the log.</param>
internal sealed record OwnChange(
    long Id,
    long Case,
    CaseField Field,
    string? Before,
    string? After,
    ContactRole? AfterRole,
    long ChangeId,
    DateTime At
)
{
    /// <summary>The linked object's id, for links.</summary>
    public string? Link => Field.IsLink ? After ?? Before : null;
}
