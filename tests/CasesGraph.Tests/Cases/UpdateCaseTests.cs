using CasesGraph.Accounts;
using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Contacts;
using CasesGraph.Editing;
using CasesGraph.Links;
using CasesGraph.Operations;
using CasesGraph.Tests.Operations;
using CasesGraph.Users;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Tests.Cases;

public sealed class UpdateCaseTests : IAsyncLifetime
{
    private OperationRun operations = null!;

    public async Task InitializeAsync()
    {
        operations = await OperationRun.StartAsync();
        await CreateAsync((nameof(Case.Subject), "First"), (nameof(Case.ExternalReference), "X-1"));
    }

    public async Task DisposeAsync() => await operations.DisposeAsync();

    [Fact]
    public async Task An_update_that_changes_nothing_leaves_no_trace()
    {
        var outcome = await UpdateAsync(1, version: 1, (nameof(Case.Subject), "First"), (nameof(Case.Type), null));

        Assert.Null(outcome.Value!.ChangeSet);
        await using var db = operations.Read();
        Assert.Equal(1, (await db.Cases.SingleAsync()).Version);
        Assert.Equal(1, await db.ChangeSets.CountAsync());
    }

    [Fact]
    public async Task All_mistakes_of_an_input_come_at_once_and_nothing_is_written()
    {
        await using var db = operations.Read();
        db.Add(
            new User
            {
                UserName = "gone",
                FullName = "Gone",
                Active = false,
            }
        );
        db.Add(new Account { Name = "Deleted", DeletedAt = DateTime.UnixEpoch });
        await db.SaveChangesAsync();
        await CreateAsync((nameof(Case.Subject), "Second"), (nameof(Case.ExternalReference), "X-2"));

        var outcome = await UpdateAsync(
            1,
            version: 7,
            (nameof(Case.Subject), " "),
            (nameof(Case.Status), null),
            (nameof(Case.Description), "a\0"),
            (nameof(Case.ExternalReference), "X-2"),
            (nameof(Case.AccountId), 1L),
            (nameof(Case.AssignedToId), 1L),
            (nameof(Case.OpenedById), 99L)
        );

        Assert.Null(outcome.Value);
        var issues = outcome.Errors.OfType<ValidationError>().Single().Issues;
        Assert.Equal(
            "subject Required, status Required, description InvalidCharacter, assignedToId Inactive, "
                + "externalReference NotUnique",
            string.Join(", ", issues.Select(issue => $"{issue.Field[^1]} {issue.Code}"))
        );
        var related = outcome.Errors.OfType<RelatedObjectNotFoundError>().Select(error => error.Field[^1]);
        Assert.Equal("accountId, openedById", string.Join(", ", related));
        Assert.Equal(7, outcome.Errors.OfType<VersionConflictError>().Single().ExpectedVersion);
        Assert.Equal(1, (await operations.Read().Cases.SingleAsync(c => c.Number == 1)).Version);
    }

    [Fact]
    public async Task A_stale_version_tells_what_changed_since()
    {
        await UpdateAsync(1, version: 1, (nameof(Case.Subject), "Second"));
        await UpdateAsync(1, version: 2, (nameof(Case.Subject), "Third"));

        var outcome = await UpdateAsync(1, version: 1, (nameof(Case.Subject), "Mine"));

        var conflict = Assert.IsType<VersionConflictError>(Assert.Single(outcome.Errors));
        var log = await operations.Read().CaseChanges.OrderBy(change => change.Id).Select(c => c.Id).ToListAsync();
        Assert.Equal(log[^2..], conflict.Changes.Select(change => change.Key));
    }

    [Fact]
    public async Task Of_two_updates_with_the_same_version_one_wins()
    {
        var outcomes = await Task.WhenAll(
            Enumerable.Range(0, 10).Select(i => UpdateAsync(1, version: 1, (nameof(Case.Subject), $"Update {i}")))
        );

        Assert.Single(outcomes, outcome => outcome.Value is not null);
    }

    [Fact]
    public async Task What_a_case_refers_to_already_may_stay_though_it_is_deleted()
    {
        await using var db = operations.Read();
        var account = db.Add(new Account { Name = "Acme" }).Entity;
        await db.SaveChangesAsync();
        await UpdateAsync(1, version: null, (nameof(Case.AccountId), account.Id));
        account.DeletedAt = DateTime.UnixEpoch;
        await db.SaveChangesAsync();

        var outcome = await UpdateAsync(1, version: 2, (nameof(Case.AccountId), 1L), (nameof(Case.Subject), "Other"));

        Assert.Empty(outcome.Errors);
    }

    [Fact]
    public async Task A_deleted_case_takes_no_writes_and_an_unknown_one_is_not_found()
    {
        await operations.RunAsync(
            new DeleteCases(OperationRun.Jobs).RunAsync,
            new DeleteCasesInput(new([new(1)], Matching: null, _ => true), null, null, null)
        );

        var deleted = await UpdateAsync(1, version: null, (nameof(Case.Subject), "Other"));
        var unknown = await UpdateAsync(99, version: null, (nameof(Case.Subject), "Other"));

        Assert.IsType<CaseDeletedError>(Assert.Single(deleted.Errors));
        Assert.IsType<CaseNotFoundError>(Assert.Single(unknown.Errors));
    }

    [Fact]
    public async Task Contacts_are_given_once_and_at_most_one_is_primary()
    {
        await using var db = operations.Read();
        db.AddRange(new Contact { LastName = "One" }, new Contact { LastName = "Two" });
        await db.SaveChangesAsync();

        var outcome = await CreateAsync(
            [new(new(1), ContactRole.Primary), new(new(2), ContactRole.Primary), new(new(1), Role: null)],
            (nameof(Case.Subject), "Any")
        );

        var issues = Assert.IsType<ValidationError>(Assert.Single(outcome.Errors)).Issues;
        Assert.Equal(
            "contacts.1.role SecondPrimary, contacts.2.contactId Conflict",
            string.Join(", ", issues.Select(issue => $"{string.Join('.', issue.Field.Skip(1))} {issue.Code}"))
        );
    }

    private Task<Outcome<CreateCasePayload>> CreateAsync(params (string, object?)[] values) => CreateAsync([], values);

    private Task<Outcome<CreateCasePayload>> CreateAsync(
        IReadOnlyList<CaseContactInput> contacts,
        params (string, object?)[] values
    ) =>
        operations.RunAsync(
            new CreateCase().RunAsync,
            new CreateCaseInput(OperationRun.Values<Case>(values), OperationRun.Links(contacts), Reason: null)
        );

    private Task<Outcome<UpdateCasePayload>> UpdateAsync(
        long number,
        int? version,
        params (string, object?)[] values
    ) =>
        operations.RunAsync(
            new UpdateCase().RunAsync,
            new UpdateCaseInput(
                new(number),
                version,
                OperationRun.Values<Case>(values),
                OperationRun.NoParts,
                Reason: null
            )
        );
}
