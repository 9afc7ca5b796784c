using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Operations;
using CasesGraph.Revert;
using CasesGraph.Tests.Merge;
using CasesGraph.Tests.Operations;
using CasesGraph.Tests.Query.Requests;
using CsCheck;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Tests.Revert;

/// <summary>Invariant f, step by step.</summary>
public sealed class RevertPropertyTests : IAsyncLifetime
{
    private const int Cases = 4;
    private OperationRun operations = null!;
    private int serial;

    private static readonly Gen<MergeStep> Step = Gen.OneOf(
        MergeStep.Merging(Cases),
        MergeStep.Unmerging(Cases),
        MergeStep.Activity(Cases),
        MergeStep.Edit(Cases)
    );

    public async Task InitializeAsync() => operations = await MergePropertyTests.StartAsync();

    public async Task DisposeAsync() => await operations.DisposeAsync();

    [Fact]
    public async Task Undoing_any_operation_restores_what_was_and_undoing_that_does_it_again()
    {
        await Gen.Select(MergePropertyTests.GenCase.Array[Cases], Step.Array[10])
            .SampleAsync(
                async sample => await RunAsync(sample.Item1, sample.Item2),
                iter: Iterations.Of(6),
                threads: 1
            );
        await MergePropertyTests.AssertReplaysAsync(operations);
    }

    private async Task RunAsync(MergePropertyTests.NewCase[] cases, MergeStep[] steps)
    {
        long first = 0;
        foreach (var @case in cases)
        {
            var number = await MergePropertyTests.CreateAsync(operations, @case, ++serial);
            first = first == 0 ? number : first;
        }
        foreach (var step in steps)
        {
            var before = await CaseSnapshot.OfAsync(operations, first);
            var last = await LastAsync();
            await step.RunAsync(operations, first, ++serial);
            var set = await LastAsync();
            if (set.Id == last.Id || set.Action is ChangeAction.Reply)
                continue;
            var after = await CaseSnapshot.OfAsync(operations, first);

            var undone = await RevertAsync(set.Id);
            AssertSame(before, await CaseSnapshot.OfAsync(operations, first), set.Action);

            await RevertAsync(undone);
            AssertSame(after, await CaseSnapshot.OfAsync(operations, first), set.Action);
        }
    }

    /// <summary>Tells the whole case that differs.</summary>
    private static void AssertSame(IReadOnlyList<string> expected, IReadOnlyList<string> actual, ChangeAction action)
    {
        foreach (
            var (wanted, found) in expected
                .Zip(actual)
                .Where(pair => !string.Equals(pair.First, pair.Second, StringComparison.Ordinal))
        )
            Assert.Fail($"{action}\n{wanted}\nis now\n{found}");
    }

    private async Task<long> RevertAsync(long set)
    {
        var outcome = await operations.RunAsync(
            new RevertChangeSet(OperationRun.Jobs, []).RunAsync,
            new RevertChangeSetInput(new(set), Reason: null)
        );
        Assert.Empty(outcome.Value!.Skipped!);
        return outcome.Value.ChangeSet!.Key;
    }

    private async Task<(long Id, ChangeAction Action)> LastAsync()
    {
        await using var db = operations.Read();
        var set = await db.ChangeSets.OrderByDescending(one => one.Id).FirstAsync();
        return (set.Id, set.Action);
    }
}
