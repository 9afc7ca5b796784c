using CasesGraph.ChangeLog;
using CasesGraph.Data;
using CasesGraph.Imports.Deduplicating;
using CasesGraph.Imports.Starting;
using CasesGraph.Model;
using CasesGraph.Operations;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Imports.Running;

/// <summary>Rows as records that are all in their fields, by the checks of the mutations that create and change one.</summary>
internal sealed class RecordRows<TEntity>(
    ImportPlan plan,
    MadeRecords made,
    RowDuplicates? duplicates,
    RecordMaker<TEntity> maker
) : ChunkRows(plan, made, duplicates)
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
        var matches = new RecordMatches<TEntity>(Plan, call);
        var matched = await matches.FindAsync(rows, token);
        var alike = await FindAlikeAsync<TEntity, TEntity>(
            rows,
            matched,
            keys => matches.LoadAsync(keys, token),
            set,
            call,
            token
        );
        var later = Later(rows, matched);
        var first = rows.Except(later.SelectMany(turn => turn)).ToList();
        var results = await RunEachAsync(first, matched, alike, set, call, token);
        return later.Count == 0 ? results : [.. results, .. await RunLaterAsync(later, set, call, token)];
    }

    /// <summary>The same of rows that come to one record each.</summary>
    private async Task<IReadOnlyList<RowResult>> RunEachAsync(
        IReadOnlyList<GivenRow> rows,
        Dictionary<GivenRow, TEntity> matched,
        IReadOnlyDictionary<GivenRow, AlikeRows> alike,
        Ref<ChangeSet>? set,
        Call call,
        CancellationToken token
    )
    {
        await CheckAsync([.. rows.Where(row => !row.IsLost && !IsLeft(row, alike))], matched, call, token);
        Duplicates?.Judge(rows, alike);
        var writer = set is null ? null : ChangeLogWriter.Into(call, set);
        var taken = rows.Where(row => row.IsTaken).ToList();
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
                    : RowResult.Left(row, matched.TryGetValue(row, out var one) ? KeyOf(one) : null)
            ),
        ];
    }

    private async Task CheckAsync(
        IReadOnlyList<GivenRow> rows,
        Dictionary<GivenRow, TEntity> matched,
        Call call,
        CancellationToken token
    )
    {
        var given = new List<GivenToEntity<TEntity>>();
        foreach (var row in rows)
        {
            var own = call with { Issues = new ValidationIssues(), Unnamed = [] };
            var checks = new InputChecks(own);
            var current = matched.GetValueOrDefault(row);
            if (current is not null)
                await EntityChecks.CheckAsync(
                    new Ref<TEntity>(KeyOf(current)),
                    current,
                    row.Of("version") as int?,
                    own,
                    checks,
                    token,
                    Plan.Restores
                );
            var where = current is null ? EditableIn.Create : EditableIn.Update;
            given.Add(new(Values<TEntity>(row, where), current, own, checks));
        }
        await maker.CheckAllAsync(given, call, token);
        foreach (var (row, one) in rows.Zip(given))
        {
            foreach (var reason in RowReason.Of(one.Checks.Errors, Plan))
                row.Reject(reason);
        }
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
