using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Editing;
using CasesGraph.Merge;
using CasesGraph.Model;
using CasesGraph.Operations;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Revert;

/// <summary>
/// Undoes a change set that merged or unmerged cases, by unmerging or merging them: what follows from a merge is the
/// same on every way to it.
/// </summary>
internal sealed class RevertedMerges(Call call, ChangeLogWriter log, Skips skips, bool dryRun)
{
    private const string Elsewhere = "The case was merged or brought back since.";
    private static readonly ValueField DeletedAt = AuditedFields.Find(CaseField.DeletedAt)!;
    private List<CaseChange> changes = [];
    private Dictionary<long, long?> present = [];
    private LaterChanges later = null!;
    private int count;

    /// <summary>How many cases were merged or brought back, those counted that go on for them.</summary>
    public async Task<int> RunAsync(CancellationToken token)
    {
        changes = await call
            .Db.Rows<CaseChange>()
            .Where(change => change.ChangeSetId == skips.ChangeSet)
            .Include(change => change.Fields)
            .AsSplitQuery()
            .AsNoTracking()
            .ToListAsync(token);
        // Of what belongs together nothing can be left out.
        var all = await call
            .Db.CaseChanges.Where(change => change.ChangeSetId == skips.ChangeSet && change.CaseNumber != null)
            .Select(change => change.CaseNumber!.Value)
            .Distinct()
            .ToListAsync(token);
        if ((await CaseReach.UnreachedAsync(all, call, token)).Count > 0)
        {
            skips.AddUntold(changes.Count);
            return 0;
        }
        later = await LaterChanges.LoadAsync(changes, call.Db, token);
        var rows = changes
            .SelectMany(change =>
                change.Fields.Select(row => (Change: change, Case: change.CaseNumber!.Value, Row: row))
            )
            // Cases that only point elsewhere since another was merged have both values, and follow that one.
            .Where(one => one.Row.Field == CaseField.MergedInto && (one.Row.Before is null || one.Row.After is null))
            .ToList();
        var left = rows.Exists(one => !later.HaveUndone(one.Change, one.Row));
        rows.RemoveAll(one => later.HaveUndone(one.Change, one.Row) && !later.HaveUnmerged(one.Change, one.Row));
        var numbers = rows.ConvertAll(one => one.Case);
        present = await call
            .Db.Cases.Where(c => numbers.Contains(c.Number))
            .Select(c => new { c.Number, c.MergedIntoNumber })
            .ToDictionaryAsync(c => c.Number, c => c.MergedIntoNumber, token);
        foreach (var (change, number, row) in rows)
        {
            if (!present.ContainsKey(number))
                Skip(number, row.Before, "The case was purged since.");
            else if (IsElsewhere(change, row))
                Skip(number, row.Before, Elsewhere);
        }
        if (!left)
            count += await new RevertedRest(call, log, skips, dryRun).RunAsync(changes, token);
        rows.RemoveAll(one => !present.ContainsKey(one.Case) || IsElsewhere(one.Change, one.Row));
        await UnmergeAsync([.. rows.Where(one => one.Row.Before is null).Select(one => one.Case)], token);
        await MergeAgainAsync([.. rows.Where(one => one.Row.After is null).Select(one => one.Case)], token);
        await skips.ExplainAsync(token);
        return count;
    }

    private bool IsElsewhere(CaseChange change, FieldChange row) =>
        later.Touching(change, row) is not null || later.HaveUnmerged(change, row);

    private async Task UnmergeAsync(List<long> numbers, CancellationToken token)
    {
        if (numbers.Count == 0)
            return;
        // All went into one case, so one case goes on for all that are left.
        var tree = await MergeTree.LoadAsync(present[numbers[0]]!.Value, call, token);
        if (tree.Root.DeletedAt is not null)
        {
            foreach (var number in numbers)
                Skip(number, wouldBe: null, $"Case {tree.Root.Number} is deleted.");
            return;
        }
        var merged = numbers.ConvertAll(number => tree[number]);
        var survivors = await new Unmerging(call, log, tree).RunAsync(merged, token);
        skips.AddGone(survivors.LostAssignees);
        foreach (var (lost, reference) in survivors.LostReferences.Where(lost => merged.Contains(lost.Case)))
            skips.Add(
                RevertSkip.Of(
                    lost.Number,
                    isThere: true,
                    RevertedChange.Reference,
                    current: null,
                    reference,
                    because: null,
                    RevertedChange.Taken
                )
            );
        ListLeft(tree);
        await SaveAsync(numbers.Count, token);
    }

    private async Task MergeAgainAsync(List<long> numbers, CancellationToken token)
    {
        if (numbers.Count == 0)
            return;
        var into = await call
            .Db.Set<CaseMerge>()
            .Where(merge => merge.CaseNumber == numbers[0])
            .Select(merge => merge.Survivor.MergedIntoNumber ?? merge.SurvivorNumber)
            .FirstOrDefaultAsync(token);
        if (into == 0)
        {
            foreach (var number in numbers)
                Skip(number, wouldBe: null, "The case that it was merged into was purged since.");
            return;
        }
        var tree = await MergeTree.LoadAsync(into, call, token);
        var found = await Merging.LoadAsync(into, numbers, tree.Parts, call, token);
        var back = new List<Case>();
        foreach (var one in found.Where(c => numbers.Contains(c.Number)))
        {
            if (one.DeletedAt is null && tree.Root.DeletedAt is null && one != tree.Root)
                back.Add(one);
            else
                Skip(
                    one.Number,
                    CanonicalText.Of(nameof(Case), into),
                    "One of the cases is deleted, or went on in the other."
                );
        }
        if (back.Count == 0)
            return;
        var survivors = await new MergingAgain(call, log, tree).RunAsync(back, skips.ChangeSet, token);
        skips.AddGone(survivors.LostAssignees);
        back.ForEach(PutBack);
        if (!dryRun)
            await Merging.KeepOriginsAsync(into, call, token);
        ListLeft(tree);
        await SaveAsync(back.Count, token);
    }

    private async Task SaveAsync(int cases, CancellationToken token)
    {
        count += cases + 1;
        if (!dryRun)
            await log.SaveAsync(token);
        call.Db.ChangeTracker.Clear();
    }

    /// <summary>A case that is merged again is so since it was, and with the status of one's own that it had; the default may be another by now.</summary>
    private void PutBack(Case merged)
    {
        var change = changes.Find(change => change.CaseNumber == merged.Number)!;
        SettledTimes.PutBack(merged, change.Settled);
        if (Before(CaseField.DeletedAt) is { } deleted)
            merged.DeletedAt = (DateTime?)AuditedFields.Read(DeletedAt, deleted);
        if (Before(CaseField.Status) is not null)
            merged.StatusDetailId = (long?)AuditedFields.Read(Composition.Detail, Before(CaseField.StatusDetail));

        string? Before(CaseField field) => change.Fields.FirstOrDefault(row => row.Field == field)?.Before;
    }

    /// <summary>What merging did to the cases that went on, and is not as it was before.</summary>
    private void ListLeft(MergeTree tree)
    {
        foreach (var change in changes.Where(change => !RevertedRest.IsMerged(change)))
        {
            if (tree.Find(change.CaseNumber!.Value) is not { } survivor)
                continue;
            foreach (var row in change.Fields.Where(row => IsOf(survivor, row) && !later.HaveUndone(change, row)))
            {
                var (current, role) = CurrentValue.Of(survivor, row, tree.Parts);
                var touching = later.Touching(change, row);
                if (touching is null && (current, role) == (row.Before, row.BeforeRole))
                    continue;
                var reason =
                    touching is not null ? RevertedChange.Changed
                    : row.Field == RevertedChange.Reference ? RevertedChange.Taken
                    : "It does not follow from the cases as they are by now.";
                skips.Add(RevertedChange.Left(survivor, row, (current, role), touching, reason));
            }
        }
    }

    /// <summary>Messages and files have moved; of a merged case the merge itself keeps what it took from it.</summary>
    private static bool IsOf(Case survivor, FieldChange row) =>
        (CaseParts.Find(row.Field) is LinkPart || AuditedFields.Find(row.Field) is not null)
        && (
            survivor.MergedIntoNumber is null
            || (row.Field.Together() != OwnHistory.Status && row.Field != RevertedChange.Reference)
        )
        && row.Field != CaseField.MergedInto
        && row.Field != CaseField.DeletedAt;

    private void Skip(long number, string? wouldBe, string reason)
    {
        var current = CanonicalText.Of(nameof(Case), present.GetValueOrDefault(number));
        skips.Add(
            RevertSkip.Of(
                number,
                isThere: present.ContainsKey(number),
                CaseField.MergedInto,
                current,
                wouldBe,
                because: null,
                reason
            ),
            new Cause(CaseField.MergedInto)
        );
    }
}
