using CasesGraph.Accounts;
using CasesGraph.ChangeLog;
using CasesGraph.Jobs;
using CasesGraph.Model;
using CasesGraph.Operations;
using CasesGraph.Records;
using CasesGraph.Users;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Tests.Operations;

public sealed class EntityWriterTests : IAsyncLifetime
{
    private OperationRun operations = null!;

    public async Task InitializeAsync() => operations = await OperationRun.StartAsync();

    public async Task DisposeAsync() => await operations.DisposeAsync();

    [Fact]
    public async Task Every_write_raises_the_version_and_stores_a_change_set()
    {
        await CreateAccountAsync("Acme");
        await UpdateAccountAsync(1, version: 1, (nameof(Account.Phone), "1"));
        var same = await UpdateAccountAsync(1, version: 2, (nameof(Account.Phone), "1"));
        var stale = await UpdateAccountAsync(1, version: 1, (nameof(Account.Phone), "2"));
        var deleted = await operations.RunAsync(
            new DeleteRecords<Account>(new JobQueue()).RunAsync,
            new DeleteInput<Account>(Only(1, 1, 2), MaxCount: null, ExpectedCount: null, "Bankrupt")
        );
        var late = await UpdateAccountAsync(1, version: null, (nameof(Account.Phone), "3"));
        await operations.RunAsync(
            new RestoreRecords<Account>(new JobQueue()).RunAsync,
            new RestoreInput<Account>(Only(1), MaxCount: null, ExpectedCount: null, Reason: null)
        );

        Assert.Null(same.Value!.ChangeSet);
        Assert.IsType<VersionConflictError<Account>>(Assert.Single(stale.Errors));
        Assert.Equal((1, 1), (deleted.Value!.Deleted, deleted.Value.RejectedCount));
        Assert.IsType<DeletedError<Account>>(Assert.Single(late.Errors));
        await using var db = operations.Read();
        var account = await db.Set<Account>().SingleAsync();
        Assert.Equal((4, null), (account.Version, account.DeletedAt));
        var actions = await db.ChangeSets.OrderBy(set => set.Id).Select(set => set.Action).ToListAsync();
        Assert.Equal([ChangeAction.Create, ChangeAction.Update, ChangeAction.Delete, ChangeAction.Restore], actions);
    }

    [Fact]
    public async Task An_account_is_never_a_part_of_itself()
    {
        await CreateAccountAsync("Top");
        await CreateAccountAsync("Middle", (nameof(Account.ParentId), 1L));
        await CreateAccountAsync("Bottom", (nameof(Account.ParentId), 2L));

        foreach (var parent in new[] { 1L, 2L, 3L })
        {
            var outcome = await UpdateAccountAsync(1, version: null, (nameof(Account.ParentId), parent));
            var issue = Assert.Single(Assert.IsType<ValidationError>(Assert.Single(outcome.Errors)).Issues);
            Assert.Equal(("parentId", ValidationCode.Conflict), (issue.Field[^1], issue.Code));
        }
    }

    [Fact]
    public async Task User_names_are_unique_whatever_their_case()
    {
        await CreateUserAsync("Ana");
        await CreateUserAsync("Rui");

        var created = await CreateUserAsync("ANA");
        var own = await RenameAsync(1, "ana");
        var taken = await RenameAsync(2, "aNa");

        Assert.IsType<ValidationError>(Assert.Single(created.Errors));
        Assert.Empty(own.Errors);
        Assert.IsType<ValidationError>(Assert.Single(taken.Errors));
    }

    private static RowSelection<Account> Only(params long[] ids) =>
        new([.. ids.Select(id => new Ref<Account>(id))], Matching: null, _ => true);

    private Task<Outcome<CreatePayload<Account>>> CreateAccountAsync(string name, params (string, object?)[] values) =>
        operations.RunAsync(
            new CreateEntity<Account>(new AccountRules()).RunAsync,
            new CreateInput<Account>(
                OperationRun.Values<Account>([(nameof(Account.Name), name), .. values]),
                Reason: null
            )
        );

    private Task<Outcome<UpdatePayload<Account>>> UpdateAccountAsync(
        long id,
        int? version,
        params (string, object?)[] values
    ) =>
        operations.RunAsync(
            new UpdateEntity<Account>(new AccountRules()).RunAsync,
            new UpdateInput<Account>(new(id), version, OperationRun.Values<Account>(values), Reason: null)
        );

    private Task<Outcome<CreatePayload<User>>> CreateUserAsync(string name) =>
        operations.RunAsync(
            new CreateEntity<User>(new UserRules([])).RunAsync,
            new CreateInput<User>(
                OperationRun.Values<User>((nameof(User.UserName), name), (nameof(User.FullName), name)),
                Reason: null
            )
        );

    private Task<Outcome<UpdatePayload<User>>> RenameAsync(long id, string name) =>
        operations.RunAsync(
            new UpdateEntity<User>(new UserRules([])).RunAsync,
            new UpdateInput<User>(
                new(id),
                ExpectedVersion: null,
                OperationRun.Values<User>((nameof(User.UserName), name)),
                Reason: null
            )
        );
}
