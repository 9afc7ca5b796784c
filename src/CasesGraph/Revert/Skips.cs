using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Operations;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Revert;

/// <summary>The change that is the reason for leaving something: the last one to a field, or to the whole case.</summary>
internal sealed record Cause(CaseField? Field)
{
    public static Cause WholeCase { get; } = new(Field: null);
}

/// <summary>What reverting a change set leaves as it is; the first of it with what touched it last.</summary>
internal sealed class Skips(long changeSet, Call call)
{
    private const int MostListed = 100;
    private static readonly CaseField Assignee = new("ASSIGNED_TO");
    private readonly List<(RevertSkip Skip, Cause Cause)> open = [];
    private readonly List<RevertSkip> all = [];

    public long ChangeSet => changeSet;
    public IReadOnlyList<RevertSkip> All => all;
    public int Count { get; private set; }

    /// <summary>All of it, without any cause; null when nobody asks for it.</summary>
    public List<RevertSkip>? Listed { get; init; }

    /// <summary>Counts changes of cases that the caller may not write to, and tells nothing of them.</summary>
    public void AddUntold(int changes) => Count += changes;

    /// <summary>Notes something that is left; its cause is looked up later.</summary>
    public void Add(RevertSkip skip, Cause? cause = null)
    {
        Count++;
        Listed?.Add(skip);
        if (Listed is not null || all.Count + open.Count >= MostListed)
            return;
        if (cause is null)
            all.Add(skip);
        else
            open.Add((skip, cause));
    }

    /// <summary>Notes cases that do not come back to whom they had.</summary>
    public void AddGone(IEnumerable<LostAssignee> lost)
    {
        foreach (var (of, assignee, why) in lost)
            Add(
                RevertSkip.Of(
                    of.Number,
                    isThere: true,
                    Assignee,
                    current: null,
                    AuditedFields.Written(AuditedFields.Find(Assignee)!, assignee),
                    because: null,
                    why
                )
            );
    }

    /// <summary>Looks up the causes of what was added since, all at once.</summary>
    public async Task ExplainAsync(CancellationToken token)
    {
        var last = new Dictionary<(long Case, Cause), long>();
        foreach (var row in await FieldRowsAsync(token))
            last[(row.Case, new(row.Field))] = row.ChangeSet;
        foreach (var change in await ChangesAsync(token))
            last[(change.Case, Cause.WholeCase)] = change.ChangeSet;
        foreach (var (skip, cause) in open)
        {
            var known = last.TryGetValue((skip.Key, cause), out var because) && because != changeSet;
            all.Add(known ? skip with { Because = new(because) } : skip);
        }
        open.Clear();
    }

    private async Task<IEnumerable<(long Case, CaseField Field, long ChangeSet)>> FieldRowsAsync(
        CancellationToken token
    )
    {
        var wanted = open.Where(one => one.Cause.Field is not null).ToList();
        if (wanted.Count == 0)
            return [];
        var numbers = wanted.Select(one => one.Skip.Key).Distinct().ToList();
        var fields = wanted.Select(one => one.Cause.Field!.Value).Distinct().ToArray();
        var rows = await call
            .Db.FieldChanges.Where(row =>
                row.Change.CaseNumber != null
                && numbers.Contains(row.Change.CaseNumber.Value)
                && fields.Contains(row.Field)
            )
            .OrderBy(row => row.ChangeId)
            .Select(row => new
            {
                Case = row.Change.CaseNumber!.Value,
                row.Field,
                row.Change.ChangeSetId,
            })
            .ToListAsync(token);
        return rows.Select(row => (row.Case, row.Field, row.ChangeSetId));
    }

    private async Task<IEnumerable<(long Case, long ChangeSet)>> ChangesAsync(CancellationToken token)
    {
        var numbers = open.Where(one => one.Cause == Cause.WholeCase)
            .Select(one => (long?)one.Skip.Key)
            .Distinct()
            .ToList();
        if (numbers.Count == 0)
            return [];
        var changes = await call
            .Db.CaseChanges.Where(change => numbers.Contains(change.CaseNumber))
            .OrderBy(change => change.Id)
            .Select(change => new { change.CaseNumber, change.ChangeSetId })
            .ToListAsync(token);
        return changes.Select(change => (change.CaseNumber!.Value, change.ChangeSetId));
    }
}
