using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Editing;
using CasesGraph.Model;
using CasesGraph.Operations;
using CasesGraph.Tests.Operations;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Tests.Cases;

public sealed class DeleteCasesTests : IAsyncLifetime
{
    private OperationRun operations = null!;

    public async Task InitializeAsync() => operations = await OperationRun.StartAsync();

    public async Task DisposeAsync() => await operations.DisposeAsync();

    [Fact]
    public async Task What_cannot_be_deleted_is_rejected_and_the_rest_is_deleted_in_one_change_set()
    {
        await AddCasesAsync(800);
        await DeleteAsync(Ids(3));

        var outcome = await DeleteAsync(Ids([.. Enumerable.Range(1, 900), 5, 5]));

        Assert.Equal((799, 101), (outcome.Value!.Deleted, outcome.Value.RejectedCount));
        Assert.Equal(100, outcome.Value.Rejected!.Count);
        Assert.Equal((new Ref<Case>(3), ValidationCode.Conflict), Facts(outcome.Value.Rejected[0]));
        Assert.Equal((null, ValidationCode.InvalidId), Facts(outcome.Value.Rejected[1]));
        await using var db = operations.Read();
        Assert.Equal(799, await db.CaseChanges.CountAsync(c => c.ChangeSetId == outcome.Value.ChangeSet!.Key));
        Assert.Equal(2, await db.ChangeSets.CountAsync());
        Assert.False(await db.Cases.AnyAsync(c => c.DeletedAt == null || c.Version != 2));
    }

    [Fact]
    public async Task A_condition_deletes_those_in_use_and_restores_those_deleted()
    {
        await AddCasesAsync(3);
        await DeleteAsync(Ids(1));

        var deleted = await DeleteAsync(All(condition: true));
        var restored = await operations.RunAsync(
            new RestoreCases(OperationRun.Jobs).RunAsync,
            new RestoreCasesInput(All(condition: true), MaxCount: 3, ExpectedCount: 3, Reason: null)
        );

        Assert.Equal((2, 0), (deleted.Value!.Deleted, deleted.Value.RejectedCount));
        Assert.Equal((3, 0), (restored.Value!.Restored, restored.Value.RejectedCount));
    }

    [Fact]
    public async Task A_dry_run_answers_alike_and_changes_nothing()
    {
        await AddCasesAsync(2);

        var outcome = await DeleteAsync(Ids(1, 2, 3), dryRun: true);

        Assert.Equal((2, 1, null), (outcome.Value!.Deleted, outcome.Value.RejectedCount, outcome.Value.ChangeSet));
        await using var db = operations.Read();
        Assert.Equal(0, await db.ChangeSets.CountAsync());
        Assert.Equal(2, await db.Cases.CountAsync(c => c.DeletedAt == null));
    }

    [Fact]
    public async Task A_selection_must_have_a_condition_or_an_expected_size()
    {
        await AddCasesAsync(2);

        Assert.IsType<EmptySelectionError>(Assert.Single((await DeleteAsync(All(condition: false))).Errors));
        Assert.IsType<SelectionSizeError>(Assert.Single((await DeleteAsync(All(condition: false), 3)).Errors));
        Assert.IsType<SelectionSizeError>(Assert.Single((await DeleteAsync(Ids(1, 2), most: 1)).Errors));
        Assert.Equal(0, (await DeleteAsync(Ids())).Value!.Deleted);
        Assert.Equal(2, (await DeleteAsync(All(condition: false), 2)).Value!.Deleted);
    }

    private static (Ref<Case>?, ValidationCode) Facts(CaseRejection rejection) => (rejection.Case, rejection.Code);

    private static RowSelection<Case> Ids(params int[] numbers) =>
        new([.. numbers.Select(number => new Ref<Case>(number))], Matching: null, _ => true);

    private static RowSelection<Case> All(bool condition) =>
        new(Ids: null, async (db, token) => await db.Cases.Select(c => c.Number).ToListAsync(token), _ => condition);

    private Task<Outcome<DeleteCasesPayload>> DeleteAsync(
        RowSelection<Case> selection,
        int? expected = null,
        int? most = null,
        bool dryRun = false
    ) =>
        operations.RunAsync(
            new DeleteCases(OperationRun.Jobs).RunAsync,
            new DeleteCasesInput(selection, most, expected, Reason: null, dryRun)
        );

    private async Task AddCasesAsync(int count)
    {
        await using var db = operations.Read();
        db.AddRange(Enumerable.Range(1, count).Select(i => new Case { Subject = $"Case {i}" }));
        await db.SaveChangesAsync();
    }
}
