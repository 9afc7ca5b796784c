using CasesGraph.Accounts;
using CasesGraph.Cases;
using CasesGraph.Contacts;
using CasesGraph.Conversation;
using CasesGraph.Links;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Query.Requests;
using CsCheck;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Tests.RecordMerge;

/// <summary>Whatever is merged, nothing leads to what went, and undoing gives the world as it was.</summary>
public sealed class RandomMergesTests(SmallWorld world) : IClassFixture<SmallWorld>
{
    private const int Each = 4;
    private static int serial;

    /// <summary>Which account or contact something refers to; none where it is the last.</summary>
    private static readonly Gen<int> One = Gen.Int[0, Each];

    private static readonly Gen<(string Kind, int[] Members, bool Takes)> Merge = Gen.Select(
        Gen.OneOf(Gen.Const("Account"), Gen.Const("Contact")),
        Gen.Shuffle(Enumerable.Range(0, Each).ToArray(), 2, 3),
        Gen.Bool
    );

    [Fact]
    public async Task Undoing_random_merges_the_last_first_gives_the_world_as_it_was() =>
        await Gen.Select(One.Array[Each], One.Array[Each], One.Array[24], Gen.Int[0, 2].Array[24], Merge.Array[3])
            .SampleAsync(
                drawn => world.Server.Log.WithErrorsAsync(() => RunAsync(drawn)),
                iter: Iterations.Of(8),
                threads: 1
            );

    private async Task RunAsync(
        (
            int[] Parents,
            int[] Accounts,
            int[] Cases,
            int[] Roles,
            (string Kind, int[] Members, bool Takes)[] Merges
        ) drawn
    )
    {
        var accounts = new List<string>();
        var contacts = new List<string>();
        for (var at = 0; at < Each; at++)
        {
            var parent = drawn.Parents[at] < at ? $"parentId: \"{accounts[drawn.Parents[at]]}\"" : "";
            accounts.Add(
                await world.NewAsync("Account", $"name: \"{at}\", externalReference: \"r{++serial}\", {parent}")
            );
        }
        for (var at = 0; at < Each; at++)
            contacts.Add(
                await world.NewAsync(
                    "Contact",
                    $"lastName: \"{at}\", externalReference: \"r{++serial}\", {Of("accountId", accounts, drawn.Accounts[at])}"
                )
            );
        for (var at = 0; at < 4; at++)
            await MakeCaseAsync(
                $"{at}",
                drawn.Cases.AsSpan(at * 6, 6).ToArray(),
                drawn.Roles.AsSpan(at * 6, 6).ToArray(),
                accounts,
                contacts
            );

        var worlds = new Stack<(string State, Payload Done)>();
        foreach (var (kind, members, takes) in drawn.Merges)
        {
            var before = await StateAsync();
            var ids = Array.ConvertAll(members, at => kind is "Account" ? accounts[at] : contacts[at]);
            var choice = $$"""choices: [{field: "externalReference", from{{kind}}Id: "{{ids[1]}}"}]""";
            var done = await world.RunAsync(
                $"merge{kind}s",
                $$"""{primaryId: "{{ids[0]}}", duplicateIds: ["{{string.Join("\", \"", ids[1..])}}"], acrossAccounts: true, {{(takes ? choice : "")}} }"""
            );
            if (done.HasChangeSet)
                worlds.Push((before, done));
            else
                Assert.Equal(before, await StateAsync());
            await AssertNothingLeadsToMergedAsync();
        }
        while (worlds.TryPop(out var last))
        {
            var undone = await world.RunAsync(
                "revertChangeSet",
                $$"""{changeSetId: "{{last.Done.Object("changeSet").GetProperty("id")}}"}"""
            );
            Assert.Equal(0, undone.Object("skippedCount").GetInt32());
            Assert.Equal(last.State, await StateAsync());
        }
    }

    /// <summary>Makes a case of what was drawn.</summary>
    /// <param name="picks">Account, opener, three links and who wrote.</param>
    private async Task MakeCaseAsync(
        string subject,
        int[] picks,
        int[] roles,
        List<string> accounts,
        List<string> contacts
    )
    {
        var linked = picks[2..5].Index().Where(one => one.Item < Each).DistinctBy(one => one.Item);
        var hasPrimary = false;
        var links = linked
            .Select(one =>
            {
                var role = (ContactRole)roles[one.Index];
                role = role is ContactRole.Primary && hasPrimary ? ContactRole.Other : role;
                hasPrimary |= role is ContactRole.Primary;
                return $$"""{contactId: "{{contacts[one.Item]}}", role: {{role.ToString().ToUpperInvariant()}}}""";
            })
            .ToList();
        var id = await world.NewAsync(
            "Case",
            $"subject: \"{subject}\", {Of("accountId", accounts, picks[0])}, {Of("openedById", contacts, picks[1])}, contacts: [{string.Join(", ", links)}]"
        );
        if (picks[5] < Each)
            await world.RunAsync(
                "addCaseUpdate",
                $$"""{caseId: "{{id}}", text: "Mine", fromContactId: "{{contacts[picks[5]]}}"}"""
            );
        if (roles[5] == 0)
            await world.RunAsync("deleteCases", $$"""{select: {ids: ["{{id}}"]} }""");
    }

    private static string Of(string field, List<string> ids, int at) => at < Each ? $"{field}: \"{ids[at]}\"" : "";

    /// <summary>All that merging could touch, as the tables have it.</summary>
    private async Task<string> StateAsync()
    {
        await using var db = world.Server.Database.CreateDb();
        List<object> rows =
        [
            .. await db.Set<Account>()
                .OrderBy(a => a.Id)
                .Select(a => new
                {
                    a.Id,
                    a.Name,
                    a.ExternalReference,
                    a.ParentId,
                    a.MergedIntoId,
                    Gone = a.DeletedAt != null,
                })
                .ToListAsync(),
            .. await db.Set<Contact>()
                .OrderBy(c => c.Id)
                .Select(c => new
                {
                    c.Id,
                    c.LastName,
                    c.ExternalReference,
                    c.AccountId,
                    c.MergedIntoId,
                    Gone = c.DeletedAt != null,
                })
                .ToListAsync(),
            .. await db.Set<Case>()
                .OrderBy(c => c.Number)
                .Select(c => new
                {
                    c.Number,
                    c.AccountId,
                    c.OpenedById,
                })
                .ToListAsync(),
            .. await db.Set<CaseContact>()
                .OrderBy(link => link.CaseNumber)
                .ThenBy(link => link.ContactId)
                .Select(link => new
                {
                    link.CaseNumber,
                    link.ContactId,
                    link.Role,
                })
                .ToListAsync(),
            .. await db.Set<CaseUpdate>().OrderBy(u => u.Id).Select(u => new { u.Id, u.AuthorContactId }).ToListAsync(),
        ];
        return string.Join('\n', rows);
    }

    private async Task AssertNothingLeadsToMergedAsync()
    {
        await using var db = world.Server.Database.CreateDb();
        Assert.False(
            await db.Set<Case>().AnyAsync(c => c.Account!.MergedIntoId != null || c.OpenedBy!.MergedIntoId != null)
        );
        Assert.False(await db.Set<Contact>().AnyAsync(c => c.Account!.MergedIntoId != null && c.MergedIntoId == null));
        Assert.False(await db.Set<Account>().AnyAsync(a => a.Parent!.MergedIntoId != null && a.MergedIntoId == null));
        Assert.False(await db.Set<Account>().AnyAsync(a => a.MergedInto!.MergedIntoId != null));
        Assert.False(await db.Set<Contact>().AnyAsync(c => c.MergedInto!.MergedIntoId != null));
        Assert.False(await db.Set<CaseContact>().AnyAsync(link => link.Contact.MergedIntoId != null));
        Assert.False(await db.Set<CaseUpdate>().AnyAsync(u => u.AuthorContact!.MergedIntoId != null));
    }
}
