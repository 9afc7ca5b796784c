using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Data;
using CasesGraph.Editing;
using CasesGraph.Jobs;
using CasesGraph.Merge;
using CasesGraph.Model;
using CasesGraph.Operations;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Purge;

/// <summary>
/// Removes cases by a number of statements that does not depend on theirs. The log keeps its positions, times and actors,
/// and loses the values. The files' contents go with the next sweep of orphans.
/// </summary>
internal sealed class CasePurge(Call call) : SelectionWork(call)
{
    private const string Survives =
        "Other cases were merged into it. Purge those with it, or bring them back first (unmergeCase).";

    private readonly SqlParameters parameters = new();
    private readonly CaseEdit edit = new(ChangeKind.Purged);

    protected override (JobKind, ChangeAction) Kind => (JobKind.Purge, ChangeAction.Purge);

    protected override bool OfDeleted => true;

    protected override async Task<CheckedCases> CheckAsync(IReadOnlyList<long> cases, CancellationToken token)
    {
        edit.Refusals.Add(CaseRefusal.Unknown);
        if (await GoingOn.FindAsync(Call.Db, cases, token) is { Count: > 0 } staying)
            edit.Refusals.Add(CaseRefusal.OneOf(staying, ValidationCode.Conflict, Survives));
        return await new CaseEditWriter(Call, edit, parameters).CheckAsync(cases, token);
    }

    protected override async Task WriteAsync(IReadOnlyList<long> changed, Ref<ChangeSet> set, CancellationToken token)
    {
        if (changed.Count == 0)
            return;
        Call.Db.KeepAnswersOff();
        await new SetBasedLog(Call, edit, parameters).AddAsync(Table(changed), changed, set, token);
        var survivors = await SurvivorsAsync(changed, token);
        await Call.Db.OverwritingAsync(
            async () =>
            {
                await EmptyLogAsync(changed, token);
                await RemoveAsync(changed, token);
                await TellAsync(survivors, set, token);
                await Call.Db.ForgetCopiesAsync(Call.Now, token);
            },
            token
        );
    }

    /// <summary>Cases that stay, in which others of those have gone on.</summary>
    private Task<List<long>> SurvivorsAsync(IReadOnlyList<long> cases, CancellationToken token) =>
        Call
            .Db.Cases.Where(c => cases.Contains(c.Number) && c.MergedIntoNumber != null)
            .Select(c => c.MergedIntoNumber!.Value)
            .Where(survivor => !cases.Contains(survivor))
            .Distinct()
            .ToListAsync(token);

    /// <summary>Whoever saw them by what is purged sees them no more.</summary>
    private async Task TellAsync(List<long> survivors, Ref<ChangeSet> set, CancellationToken token)
    {
        if (survivors.Count == 0)
            return;
        var log = ChangeLogWriter.Into(Call, set);
        log.TellLeft(survivors);
        await log.SaveAsync(token);
    }

    private async Task EmptyLogAsync(IReadOnlyList<long> cases, CancellationToken token)
    {
        var changes = Call.Db.CaseChanges.Where(change => cases.Contains(change.CaseNumber!.Value));
        await Call
            .Db.FieldChanges.Where(field => changes.Select(change => change.Id).Contains(field.ChangeId))
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(field => field.Before, (string?)null)
                        .SetProperty(field => field.After, (string?)null)
                        .SetProperty(field => field.BeforeRole, (ContactRole?)null)
                        .SetProperty(field => field.AfterRole, (ContactRole?)null)
                        .SetProperty(field => field.BeforeText, (string?)null)
                        .SetProperty(field => field.AfterText, (string?)null),
                token
            );
        await changes
            .Where(change => change.Settled != null)
            .ExecuteUpdateAsync(set => set.SetProperty(change => change.Settled, (string?)null), token);
    }

    private async Task RemoveAsync(IReadOnlyList<long> cases, CancellationToken token)
    {
        var db = Call.Db;
        foreach (var part in CaseParts.Items)
            await part.RemovingAsync(cases, db, token);
        // Files may refer to messages, and never the other way round.
        foreach (var part in CaseParts.All.Reverse())
            await db.DeleteByAsync(part.Row.Name, nameof(ICasePartRow.CaseNumber), cases, token);
        await db.DeleteByAsync(nameof(CaseMerge), nameof(CaseMerge.CaseNumber), cases, token);
        await db.DeleteByAsync(nameof(CaseMerge), nameof(CaseMerge.SurvivorNumber), cases, token);
        // A row that another refers to cannot go, not even before that one in the same statement.
        await db
            .Cases.Where(c => c.MergedIntoNumber != null && cases.Contains(c.Number))
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.MergedIntoNumber, (long?)null), token);
        await db.DeleteByAsync(nameof(Case), nameof(Case.Number), cases, token);
    }

    /// <summary>Cases that went into others come before those: a chunk looks no further than itself.</summary>
    protected override async Task<IReadOnlyList<long>> InTurnAsync(IReadOnlyList<long> cases, CancellationToken token)
    {
        var merged = await Call
            .Db.Set<CaseMerge>()
            .Where(merge => cases.Contains(merge.CaseNumber) && merge.Case.MergedIntoNumber != null)
            .OrderBy(merge => merge.ChangeId)
            .Select(merge => merge.CaseNumber)
            .ToListAsync(token);
        return [.. merged, .. cases.Except(merged)];
    }

    private string Table(IReadOnlyList<long> cases)
    {
        var dialect = Call.Db.Dialect;
        return dialect.Items(parameters.Add(dialect.ListParameter(cases)));
    }
}
