using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Model;
using CasesGraph.Operations;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Merge;

/// <summary>
/// What was done to each field and link of some cases by anything but merges, as the log has it; what was undone since is
/// not in it.
/// </summary>
internal sealed class OwnHistory
{
    private readonly Dictionary<(long Case, CaseField Field, string? Link), OwnChange> last = [];
    private readonly ILookup<(long Case, CaseField Field), OwnChange> all;
    private readonly Dictionary<long, CaseStatus> details;

    private OwnHistory(IEnumerable<OwnChange> changes, Dictionary<long, CaseStatus> details, StatusDefaults defaults)
    {
        (this.details, Defaults) = (details, defaults);
        var standing = changes
            .GroupBy(change => (change.Case, change.Field.Together(), change.Link))
            .SelectMany(same => StandingRows.Of([.. same]))
            .OrderBy(change => change.ChangeId)
            .ThenBy(change => change.Id)
            .ToList();
        foreach (var change in standing)
            last[(change.Case, change.Field, change.Link)] = change;
        all = standing.ToLookup(change => (change.Case, change.Field));
    }

    public static CaseField Status => CaseField.Status;

    public StatusDefaults Defaults { get; }

    public static async Task<OwnHistory> LoadAsync(
        IReadOnlyCollection<Case> cases,
        IEnumerable<CaseField> fields,
        Call call,
        CancellationToken token
    )
    {
        var numbers = cases.Select(c => c.Number).ToList();
        CaseField[] wanted = [.. CaseParts.Links.Select(part => part.Field), .. fields];
        var statuses = await call
            .Db.Set<StatusDetail>()
            .ToDictionaryAsync(detail => detail.Id, detail => detail.Status, token);
        var defaults = await StatusDefaults.LoadAsync(call.Db, token);
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
                field.Change.OccurredAt,
                field.Change.Settled,
                field.Change.ChangeSetId,
                field.Change.ChangeSet.UndoesId
            ))
            .ToListAsync(token);
        var gone = await GoneMerges.LoadAsync(numbers, call.Db, token);
        return new OwnHistory(gone.Settle(changes), statuses, defaults);
    }

    public OwnChange? Last(Case of, CaseField field, string? link = null) =>
        last.GetValueOrDefault((of.Number, field, link));

    /// <summary>The last to any of the fields that are undone together.</summary>
    public OwnChange? LastTogether(Case of, CaseField field, string? link = null) =>
        field.Together() == Status
            ? new[] { Last(of, Status), Last(of, CaseField.StatusDetail) }.MaxBy(change => change?.ChangeId ?? 0)
            : Last(of, field, link);

    /// <summary>What a field of a case was given last.</summary>
    public object? ValueOf(ValueField field, Case of)
    {
        var name = new CaseField(field.LogName);
        var (value, moment) = (Last(of, name), LastTogether(of, name));
        if (value?.ChangeId == moment?.ChangeId)
            return AuditedFields.Read(field, value?.After);
        // Another status came without a status of one's own; or within a status that one alone changed.
        return name == CaseField.StatusDetail ? null : StatusOf(AuditedFields.Key(moment!.After ?? moment.Before!));
    }

    /// <summary>The status that one of one's own belongs to.</summary>
    public CaseStatus StatusOf(long detail) => details[detail];

    /// <summary>In log order.</summary>
    public IEnumerable<OwnChange> All(Case of, CaseField field) => all[(of.Number, field)];
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
    DateTime At,
    string? Settled,
    long ChangeSetId,
    long? Undoes
) : IUndoable
{
    /// <summary>The linked object's id, for links.</summary>
    public string? Link => CaseParts.Find(Field) is null ? null : After ?? Before;

    /// <summary>The link that it left; null where it unlinked the object.</summary>
    public Link? LinkAfter => After is null ? null : new Link(AfterRole);

    /// <summary>Since when the case was closed, where this closed it.</summary>
    public DateTime ClosedAt =>
        (DateTime?)
            SettledTimes
                .Read(Settled)
                .FirstOrDefault(kept => kept.Time.Property.Name is nameof(Cases.Case.ClosedAt))
                .After
        ?? At;
}
