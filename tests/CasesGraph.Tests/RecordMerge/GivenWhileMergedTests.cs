using CasesGraph.Accounts;
using CasesGraph.Cases;
using CasesGraph.Contacts;
using CasesGraph.Conversation;
using CasesGraph.Links;
using CasesGraph.RecordMerge;
using CasesGraph.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Tests.RecordMerge;

/// <summary>Nothing leads to what was merged away, also nothing that was made in the same moment.</summary>
public sealed class GivenWhileMergedTests(SmallWorld world) : IClassFixture<SmallWorld>
{
    private const int Rounds = 12;

    [Fact]
    public async Task What_is_written_while_its_account_or_contact_is_merged_goes_over_or_is_refused()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var account = await world.NewAsync("Account", "name: \"Goes\"");
            var contact = await world.NewAsync("Contact", "lastName: \"Goes\"");
            await world.NewCaseAsync();
            await Task.WhenAll(
                world.RunAsync(
                    "mergeAccounts",
                    $$"""{primaryId: "@account", duplicateIds: ["{{account}}"], acrossAccounts: true}"""
                ),
                world.RunAsync(
                    "mergeContacts",
                    $$"""{primaryId: "@contact", duplicateIds: ["{{contact}}"], acrossAccounts: true}"""
                ),
                world.RunAsync(
                    "createCase",
                    $$"""{subject: "New", accountId: "{{account}}", openedById: "{{contact}}"}"""
                ),
                world.RunAsync("createContact", $$"""{lastName: "New", accountId: "{{account}}"}"""),
                world.RunAsync("updateCase", $$"""{id: "@case", accountId: "{{account}}"}"""),
                world.RunAsync("linkCaseContacts", $$"""{caseId: "@case", contacts: [{contactId: "{{contact}}"}]}"""),
                world.RunAsync("addCaseUpdate", $$"""{caseId: "@case", text: "Mine", fromContactId: "{{contact}}"}""")
            );
        }
        await using var db = world.Server.Database.CreateDb();
        Assert.Equal(Rounds, await db.Set<Account>().CountAsync(a => a.MergedIntoId != null));
        Assert.Equal(Rounds, await db.Set<Contact>().CountAsync(c => c.MergedIntoId != null));
        Assert.False(
            await db.Set<Case>().AnyAsync(c => c.Account!.MergedIntoId != null || c.OpenedBy!.MergedIntoId != null)
        );
        Assert.False(await db.Set<Contact>().AnyAsync(c => c.Account!.MergedIntoId != null));
        Assert.False(await db.Set<CaseContact>().AnyAsync(link => link.Contact.MergedIntoId != null));
        Assert.False(await db.Set<CaseUpdate>().AnyAsync(u => u.AuthorContact!.MergedIntoId != null));
    }

    [Fact]
    public async Task Every_reference_to_an_account_or_a_contact_is_moved_but_those_that_say_who_did_something()
    {
        await using var db = world.Server.Database.CreateDb();
        foreach (var type in new[] { typeof(Account), typeof(Contact) })
        {
            string[] known =
            [
                .. MovedRows.To(type).Select(one => one.Reference.Property.Name),
                .. MovedCases.LinksTo(type).Select(part => part.Key),
                nameof(CaseUpdate.AuthorContactId),
            ];
            var all = db
                .Model.FindEntityType(type)!
                .GetReferencingForeignKeys()
                .Select(key => $"{key.DeclaringEntityType.ClrType.Name}.{key.Properties[0].Name}")
                .Where(name => !known.Contains(name.Split('.')[1], StringComparer.Ordinal))
                .Order(StringComparer.Ordinal);
            Assert.All(
                all,
                name => Assert.Matches("ActorContactId|ViewAsContactId|CreatedByContactId|UpdatedByContactId", name)
            );
        }
    }
}
