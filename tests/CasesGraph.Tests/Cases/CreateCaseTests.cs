using CasesGraph.Accounts;
using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Contacts;
using CasesGraph.Editing;
using CasesGraph.Links;
using CasesGraph.Operations;
using CasesGraph.Tests.Data;
using CasesGraph.Tests.Operations;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Tests.Cases;

public sealed class CreateCaseTests : IAsyncLifetime
{
    private OperationRun operations = null!;

    public async Task InitializeAsync() => operations = await OperationRun.StartAsync();

    public async Task DisposeAsync() => await operations.DisposeAsync();

    [Fact]
    public async Task A_new_case_lists_every_field_and_link_that_was_set()
    {
        await using var db = operations.Read();
        var account = db.Set<Account>().Add(new Account { Name = "Acme" }).Entity;
        var contact = db.Set<Contact>().Add(new Contact { FirstName = "Ana", LastName = "Sousa" }).Entity;
        await db.SaveChangesAsync();

        var outcome = await operations.RunAsync(
            new CreateCase().RunAsync,
            new CreateCaseInput(
                OperationRun.Values<Case>(
                    (nameof(Case.Subject), "Printer"),
                    (nameof(Case.Priority), null),
                    (nameof(Case.AccountId), account.Id)
                ),
                OperationRun.Links([new CaseContactInput(new(contact.Id), ContactRole.Primary)]),
                "Phone call"
            )
        );

        Assert.Empty(outcome.Errors);
        var change = await db.CaseChanges.Include(c => c.Fields).Include(c => c.ChangeSet).SingleAsync();
        Assert.Equal((outcome.Value!.ChangeSet!.Key, "Phone call"), (change.ChangeSetId, change.ChangeSet.Reason));
        Assert.Equal(
            "SUBJECT=Printer/ STATUS=NEW/New PRIORITY=MEDIUM/Medium "
                + "ACCOUNT=QWNjb3VudDox/Acme TEAM=VGVhbTox/General CONTACTS=Q29udGFjdDox/Ana Sousa",
            string.Join(' ', change.Fields.OrderBy(f => f.Id).Select(f => $"{f.Field.Name}={f.After}/{f.AfterText}"))
        );
        Assert.Equal(ContactRole.Primary, change.Fields.Last().AfterRole);
    }
}
