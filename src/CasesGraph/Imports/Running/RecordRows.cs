using CasesGraph.ChangeLog;
using CasesGraph.Data;
using CasesGraph.Imports.Starting;
using CasesGraph.Model;
using CasesGraph.Operations;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Imports.Running;

/// <summary>Rows as records that are all in their fields, by the checks of the mutations that create and change one.</summary>
internal sealed class RecordRows<TEntity>(ImportPlan plan, MadeRecords made, RecordMaker<TEntity> maker)
    : ChunkRows(plan, made)
    where TEntity : class, IVersioned
{
    private static readonly EntityModel Model = EntityModel.Of<TEntity>();

    protected override async Task<IReadOnlyList<RowResult>> RunReadAsync(
        IReadOnlyList<GivenRow> rows,
        Ref<ChangeSet>? set,
        Call call,
        CancellationToken token
    )
    {
        var matched = await new RecordMatches<TEntity>(Plan, call).FindAsync(rows, token);
        foreach (var row in rows.Where(row => !row.IsLost))
            await CheckAsync(row, matched.GetValueOrDefault(row), call, token);
        var writer = set is null ? null : ChangeLogWriter.Into(call, set);
        var taken = rows.Where(row => row.Reasons.Count == 0).ToList();
        if (writer is not null)
            await MakeNeededAsync(taken, writer, call, token);
        var results = new Dictionary<GivenRow, Func<RowResult>>(ReferenceEqualityComparer.Instance);
        foreach (var row in taken)
            results[row] = await ApplyAsync(row, matched.GetValueOrDefault(row), writer is not null, call, token);
        if (writer is not null)
            await writer.SaveAsync(token);
        return
        [
            .. rows.Select(row =>
                results.TryGetValue(row, out var result)
                    ? result()
                    : RowResult.Rejected(row, matched.TryGetValue(row, out var one) ? KeyOf(one) : null)
            ),
        ];
    }

    private async Task CheckAsync(GivenRow row, TEntity? current, Call call, CancellationToken token)
    {
        var own = call with { Issues = new ValidationIssues(), Unnamed = [] };
        var checks = new InputChecks(own);
        if (current is null)
            await maker.CheckNewAsync(Values<TEntity>(row, EditableIn.Create), own, checks, token);
        else
        {
            await EntityChecks.CheckAsync(
                new Ref<TEntity>(KeyOf(current)),
                current,
                row.Of("version") as int?,
                own,
                checks,
                token,
                Plan.Restores
            );
            await maker.CheckChangesAsync(Values<TEntity>(row, EditableIn.Update), current, own, checks, token);
        }
        foreach (var reason in RowReason.Of(checks.Errors, Plan))
            row.Reject(reason);
    }

    /// <summary>What came of it is known once all is saved.</summary>
    private async Task<Func<RowResult>> ApplyAsync(
        GivenRow row,
        TEntity? current,
        bool writes,
        Call call,
        CancellationToken token
    )
    {
        if (current is null)
        {
            var entity = writes ? await maker.AddAsync(Values<TEntity>(row, EditableIn.Create), call, token) : null;
            return () => new(row, RowOutcome.Created, entity is null ? null : KeyOf(entity));
        }
        if (Plan.Restores && current is ISoftDeleted gone)
            gone.DeletedAt = null;
        Values<TEntity>(row, EditableIn.Update).Following(call.Linked.KeyOf).ApplyTo(current);
        var entry = call.Db.Entry(current);
        entry.DetectChanges();
        var outcome = entry.State is EntityState.Modified ? RowOutcome.Updated : RowOutcome.Unchanged;
        return () => new(row, outcome, KeyOf(current));
    }

    private static long KeyOf(TEntity entity) => (long)Model.Key!.GetValue(entity)!;
}
