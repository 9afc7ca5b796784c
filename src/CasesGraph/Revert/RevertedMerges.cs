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
            .Where(one => one.Row.Field == CaseField.MergedInto)
            .ToList();
        var numbers = rows.ConvertAll(one => one.Case);
        present = await call
            .Db.Cases.Where(c => numbers.Contains(c.Number))
            .Select(c => new { c.Number, c.MergedIntoNumber })
            .ToDictionaryAsync(c => c.Number, c => c.MergedIntoNumber, token);
        var merged = rows.Where(one => one.Row.Before is null).Select(one => one.Case).ToList();
        if (merged.Count > 0)
            await UnmergeAsync(merged, token);
        // Cases that only point elsewhere since another was merged have both values, and follow it.
        foreach (
            var back in rows.Where(one => one.Row.After is null).GroupBy(one => one.Row.Before!, StringComparer.Ordinal)
        )
            await MergeAgainAsync(AuditedFields.Key(back.Key), [.. back.Select(one => one.Case)], token);
        await skips.ExplainAsync(token);
        return count;
    }

    private async Task UnmergeAsync(List<long> numbers, CancellationToken token)
    {
        var still = await call
            .Db.CaseMerges.Where(merge =>
                numbers.Contains(merge.CaseNumber) && merge.Change.ChangeSetId == skips.ChangeSet
            )
            .Select(merge => merge.CaseNumber)
            .ToListAsync(token);
        foreach (var number in numbers.Except(still))
            Skip(number, wouldBe: null, Elsewhere);
        if (still.Count == 0)
            return;
        // All went into one case, so one case goes on for all that are left.
        var tree = await MergeTree.LoadAsync(present[still[0]]!.Value, call, token);
        if (tree.Root.DeletedAt is not null)
        {
            foreach (var number in still)
                Skip(number, wouldBe: null, $"Case {tree.Root.Number} is deleted.");
            return;
        }
        var unmerging = new Unmerging(call, log, tree);
        await unmerging.RunAsync(still.ConvertAll(number => tree[number]), token);
        await SkipKeptAsync(unmerging.Kept, token);
        count += still.Count + 1;
        if (!dryRun)
            await log.SaveAsync(token);
        call.Db.ChangeTracker.Clear();
    }

    private async Task MergeAgainAsync(long survivor, List<long> numbers, CancellationToken token)
    {
        var into = await call
            .Db.Cases.Where(c => c.Number == survivor)
            .Select(c => c.MergedIntoNumber)
            .SingleOrDefaultAsync(token);
        var primary = into ?? survivor;
        var found = (await Merging.LoadAsync(primary, numbers, call, token)).ToDictionary(c => c.Number);
        var root = found.GetValueOrDefault(primary);
        var back = new List<Case>();
        foreach (var number in numbers)
        {
            if (
                found.GetValueOrDefault(number) is { DeletedAt: null } one
                && root is { DeletedAt: null }
                && one != root
            )
                back.Add(one);
            else
                Skip(number, CanonicalText.Of(nameof(Case), survivor), Elsewhere);
        }
        if (back.Count > 0)
        {
            var merging = new Merging(call, log);
            merging.Run(root!, back, Choices(root!, back));
            count += back.Count + 1;
            if (!dryRun)
            {
                await log.SaveAsync(token);
                await merging.KeepAsync(token);
            }
        }
        call.Db.ChangeTracker.Clear();
    }

    /// <summary>What the survivor gave back and nobody changed since, neither there nor in the case that it came from.</summary>
    private Dictionary<ValueField, Case> Choices(Case root, List<Case> back)
    {
        var choices = new Dictionary<ValueField, Case>();
        foreach (
            var row in changes.Where(change => change.CaseNumber == root.Number).SelectMany(change => change.Fields)
        )
        {
            if (AuditedFields.Find(row.Field) is not { } field)
                continue;
            if (!Holds(root, row.After))
                Skip(root, row, Written(root));
            else if (back.Find(one => Holds(one, row.Before)) is { } from)
                choices[field] = from;
            // A status that only followed from an assignee follows again.
            else if (field.Property.Name is not nameof(Case.Status))
                Skip(root, row, Written(root));

            bool Holds(Case of, string? value) => string.Equals(Written(of), value, StringComparison.Ordinal);
            string? Written(Case of) => AuditedFields.Written(field, field.Property.GetValue(of));
        }
        return choices;
    }

    private void Skip(Case of, FieldChange row, string? current) =>
        skips.Add(
            new RevertSkip(
                new(of.Number),
                of.Number,
                row.Field,
                current,
                row.Before,
                Because: null,
                "It was changed since."
            ),
            new Cause(row.Field)
        );

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
            var before = changes
                .Where(change => change.CaseNumber == number)
                .SelectMany(change => change.Fields)
                .FirstOrDefault(one => one.Field == row.Field)
                ?.Before;
            skips.Add(
                new RevertSkip(
                    new(number),
                    number,
                    row.Field,
                    row.After,
                    before,
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
