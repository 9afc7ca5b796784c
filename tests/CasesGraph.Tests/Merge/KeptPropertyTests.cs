using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Contacts;
using CasesGraph.Data;
using CasesGraph.Merge;
using CasesGraph.Model;
using CasesGraph.Operations;
using CasesGraph.Revert;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Operations;
using CasesGraph.Tests.Query.Requests;
using CsCheck;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Tests.Merge;

/// <summary>What a merge changed is as it was before once it is undone, or it is told.</summary>
public sealed class KeptPropertyTests : IAsyncLifetime
{
    private const int Cases = 3;
    private const int Survivor = 0;
    private const int Merged = 1;
    private OperationRun operations = null!;
    private int serial;

    private static readonly Gen<MergeStep> Step = Gen.OneOf(
        MergeStep.Activity(Cases),
        MergeStep.Edit(Cases),
        MergeStep.Linking(Cases),
        MergeStep.Referring(Cases)
    );

    private static readonly Gen<MergeStep> Merge = MergeStep.Merging(Survivor, Merged);

    public async Task InitializeAsync() => operations = await MergePropertyTests.StartAsync();

    public async Task DisposeAsync() => await operations.DisposeAsync();

    [Fact]
    public async Task Whatever_differs_from_before_a_merge_once_it_is_undone_is_listed_unless_the_merge_did_not_change_it()
    {
        await Gen.Select(MergePropertyTests.GenCase.Array[Cases], Step.Array[3], Merge, Step.Array[5], Gen.Bool)
            .SampleAsync(
                async drawn => await RunAsync(drawn.Item1, [.. drawn.Item2, drawn.Item3], drawn.Item4, drawn.Item5),
                iter: Iterations.Of(12),
                threads: 1
            );
        await MergePropertyTests.AssertReplaysAsync(operations);
    }

    private async Task RunAsync(MergePropertyTests.NewCase[] cases, MergeStep[] until, MergeStep[] since, bool reverts)
    {
        long first = 0;
        foreach (var @case in cases)
        {
            var number = await MergePropertyTests.CreateAsync(operations, @case, ++serial);
            first = first == 0 ? number : first;
        }
        foreach (var step in until[..^1])
            await step.RunAsync(operations, first, ++serial);
        var before = await StateAsync(first);
        if (!await until[^1].RunAsync(operations, first, ++serial))
            return;
        var merge = await LastSetAsync();
        foreach (var step in since)
            await step.RunAsync(operations, first, ++serial);
        var touched = await RowsAsync(first, set => set > merge);
        if ((reverts ? await RevertAsync(merge) : await UnmergeAsync(first + Merged)) is not { } listed)
            return;
        var after = await StateAsync(first);

        var differing = before.Except(after).Concat(after.Except(before)).Select(one => one.Key).ToHashSet();
        var changed = await RowsAsync(first, set => set == merge);
        // The oracle is the state itself: what the merge changed is back or told, and only what was touched differs else.
        Assert.Subset(listed, differing.Where(changed.Contains).ToHashSet());
        Assert.Subset(touched, differing.Except(changed).ToHashSet());
    }

    /// <summary>The fields and links that are told to stay; null when the merge cannot be undone.</summary>
    private async Task<HashSet<Key>?> RevertAsync(long set)
    {
        var outcome = await operations.RunAsync(
            new RevertChangeSet(OperationRun.Jobs, []).RunAsync,
            new RevertChangeSetInput(new(set), Reason: null)
        );
        return outcome
            .Value?.Skipped!.Select(skip => new Key(skip.Key, Naming.UpperSnake(Naming.Pascal(skip.Field)), Link(skip)))
            .ToHashSet();
    }

    private async Task<HashSet<Key>?> UnmergeAsync(long number)
    {
        var outcome = await operations.RunAsync(
            new UnmergeCase().RunAsync,
            new UnmergeCaseInput(new(number), Reason: null)
        );
        if (outcome.Value is not { } payload)
            return null;
        var ids = payload.Kept!.Select(kept => kept.Key).ToList();
        await using var db = operations.Read();
        return Keys(await db.FieldChanges.Include(row => row.Change).Where(row => ids.Contains(row.Id)).ToListAsync());
    }

    private static string? Link(RevertSkip skip) =>
        (skip.Current ?? skip.WouldBe) is IReadOnlyDictionary<string, object?> link ? (string?)link["id"] : null;

    private static HashSet<Key> Keys(IEnumerable<FieldChange> rows) =>
        rows.Select(row => new Key(
                row.Change.CaseNumber!.Value,
                row.Field.Name,
                row.Field.Name is "CONTACTS" or "BUGS" or "TAGS" ? row.After ?? row.Before : null
            ))
            .ToHashSet();

    private async Task<HashSet<Key>> RowsAsync(long first, Func<long, bool> ofSet)
    {
        await using var db = operations.Read();
        var rows = await db
            .FieldChanges.Include(row => row.Change)
            .Where(row => row.Change.CaseNumber >= first)
            .ToListAsync();
        return Keys(rows.Where(row => ofSet(row.Change.ChangeSetId)));
    }

    private async Task<long> LastSetAsync()
    {
        await using var db = operations.Read();
        return await db.ChangeSets.MaxAsync(set => set.Id);
    }

    /// <summary>The fields and links of the two cases that the merge is about.</summary>
    private async Task<HashSet<(Key Key, string? Value)>> StateAsync(long first)
    {
        await using var db = operations.Read();
        var cases = await db
            .Cases.Where(c => c.Number == first + Survivor || c.Number == first + Merged)
            .WithPartsAsync(db);
        return [.. cases.SelectMany(StateOf)];
    }

    private static IEnumerable<(Key, string?)> StateOf(Case c) =>
        AuditedFields
            .All.Select(field => (new Key(c.Number, field.LogName, null), Value(field.Property.GetValue(c))))
            .Concat(
                c.Contacts.Select(link =>
                    (new Key(c.Number, "CONTACTS", CanonicalText.Of("Contact", link.ContactId)), Value(link.Role))
                )
            )
            .Concat(
                c.Bugs.Select(link =>
                    (new Key(c.Number, "BUGS", CanonicalText.Of("Bug", link.BugNumber)), Value("linked"))
                )
            )
            .Concat(
                c.Tags.Select(link => (new Key(c.Number, "TAGS", CanonicalText.Of("Tag", link.TagId)), Value("linked")))
            );

    private static string? Value(object? value) => value?.ToString();

    private sealed record Key(long Case, string Field, string? Link);
}
