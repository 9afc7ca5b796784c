using CasesGraph.Cases;
using CasesGraph.ChangeLog;
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
    private List<CaseChange> changes = [];
    private Dictionary<long, long?> present = [];
    private int count;

    /// <summary>How many cases were merged or brought back, those counted that go on for them.</summary>
    public async Task<int> RunAsync(CancellationToken token)
    {
        changes = await call
            .Db.CaseChanges.Where(change => change.ChangeSetId == skips.ChangeSet)
            .Include(change => change.Fields)
            .AsSplitQuery()
            .AsNoTracking()
            .ToListAsync(token);
        var rows = changes
            .SelectMany(change => change.Fields.Select(row => (Case: change.CaseNumber!.Value, Row: row)))
            // Cases that only point elsewhere since another was merged have both values, and follow that one.
            .Where(one => one.Row.Field == CaseField.MergedInto && (one.Row.Before is null || one.Row.After is null))
            .ToList();
        var numbers = rows.ConvertAll(one => one.Case);
        present = await call
            .Db.Cases.Where(c => numbers.Contains(c.Number))
            .Select(c => new { c.Number, c.MergedIntoNumber })
            .ToDictionaryAsync(c => c.Number, c => c.MergedIntoNumber, token);
        var still = await UntouchedAsync(numbers, token);
        foreach (var (number, row) in rows.Where(one => !still.Contains(one.Case)))
            Skip(number, row.Before, present.ContainsKey(number) ? Elsewhere : "The case was purged since.");
        rows = [.. rows.Where(one => still.Contains(one.Case))];
        await UnmergeAsync([.. rows.Where(one => one.Row.Before is null).Select(one => one.Case)], token);
        await MergeAgainAsync([.. rows.Where(one => one.Row.After is null).Select(one => one.Case)], token);
        await skips.ExplainAsync(token);
        return count;
    }

    /// <summary>Those of the cases that were neither merged nor brought back since.</summary>
    private async Task<HashSet<long>> UntouchedAsync(List<long> numbers, CancellationToken token)
    {
        var last = await call
            .Db.FieldChanges.Where(row =>
                row.Change.CaseNumber != null
                && numbers.Contains(row.Change.CaseNumber.Value)
                && row.Field == CaseField.MergedInto
                && (row.Before == null || row.After == null)
            )
            .GroupBy(row => row.Change.CaseNumber!.Value)
            .Select(of => new { of.Key, Last = of.Max(row => row.ChangeId) })
            .ToListAsync(token);
        var own = changes.Select(change => change.Id).ToHashSet();
        return [.. last.Where(one => own.Contains(one.Last) && present.ContainsKey(one.Key)).Select(one => one.Key)];
    }

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
        await SkipKeptAsync(await new Unmerging(call, log, tree).RunAsync(merged, token), token);
        await SaveAsync(numbers.Count, token);
    }

    private async Task MergeAgainAsync(List<long> numbers, CancellationToken token)
    {
        if (numbers.Count == 0)
            return;
        var into = await call
            .Db.CaseMerges.Where(merge => merge.CaseNumber == numbers[0])
            .Select(merge => merge.Survivor.MergedIntoNumber ?? merge.SurvivorNumber)
            .FirstOrDefaultAsync(token);
        if (into == 0)
        {
            foreach (var number in numbers)
                Skip(number, wouldBe: null, "The case that it was merged into was purged since.");
            return;
        }
        var tree = await MergeTree.LoadAsync(into, call, token);
        var found = await Merging.LoadAsync(into, numbers, call, token);
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
        await SkipKeptAsync(await new MergingAgain(call, log, tree).RunAsync(back, token), token);
        await SaveAsync(back.Count, token);
    }

    private async Task SaveAsync(int cases, CancellationToken token)
    {
        count += cases + 1;
        if (!dryRun)
            await log.SaveAsync(token);
        call.Db.ChangeTracker.Clear();
    }

    private async Task SkipKeptAsync(IEnumerable<Ref<FieldChange>> kept, CancellationToken token)
    {
        var ids = kept.Select(row => row.Key).ToList();
        if (ids.Count == 0)
            return;
        var since = await call
            .Db.FieldChanges.Where(row => ids.Contains(row.Id))
            .Include(row => row.Change)
            .AsNoTracking()
            .ToListAsync(token);
        foreach (var row in since)
        {
            var number = row.Change.CaseNumber!.Value;
            var own = changes
                .Where(change => change.CaseNumber == number)
                .SelectMany(change => change.Fields)
                .FirstOrDefault(one => one.Field == row.Field);
            // Nothing is left where it had not changed the field, or would bring back what is there.
            if (own is null || string.Equals(own.Before, row.After, StringComparison.Ordinal))
                continue;
            skips.Add(
                new RevertSkip(
                    new(number),
                    number,
                    row.Field,
                    row.After,
                    own.Before,
                    new(row.Change.ChangeSetId),
                    "It was changed since."
                )
            );
        }
    }

    private void Skip(long number, string? wouldBe, string reason)
    {
        var current = CanonicalText.Of(nameof(Case), present.GetValueOrDefault(number));
        var @case = present.ContainsKey(number) ? new Ref<Case>(number) : null;
        skips.Add(
            new RevertSkip(@case, number, CaseField.MergedInto, current, wouldBe, Because: null, reason),
            new Cause(CaseField.MergedInto)
        );
    }
}
