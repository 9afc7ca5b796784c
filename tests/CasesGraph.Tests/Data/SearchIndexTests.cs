using System.Linq.Expressions;
using CasesGraph.Accounts;
using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Contacts;
using CasesGraph.Conversation;
using CasesGraph.Data;
using CasesGraph.Model;
using CasesGraph.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Tests.Data;

public sealed class SearchIndexTests : IAsyncLifetime
{
    private TestDatabase database = null!;

    public async Task InitializeAsync() => database = await TestDatabase.CreateAsync();

    public async Task DisposeAsync() => await database.DisposeAsync();

    [Theory]
    [InlineData("printer")]
    [InlineData("prin")]
    [InlineData("PRINTER jam")]
    [InlineData("\"paper jam\"")]
    [InlineData("cafe")]
    [InlineData("CAFÉ")]
    [InlineData("tokyo 印刷")]
    [InlineData("刷エラ")]
    [InlineData("1")]
    public async Task A_case_is_found_by_the_words_of_its_text(string search) =>
        Assert.Single(await FindAfterAdding("Printer: paper jam", "Café in Tokyo, 印刷エラー", search));

    [Theory]
    [InlineData("rinter")]
    [InlineData("\"jam paper\"")]
    [InlineData("\"paper ja\"")]
    [InlineData("刷印")]
    [InlineData("NOT")]
    [InlineData("printer OR nothing")]
    [InlineData("printer*nothing")]
    [InlineData("Subject:printer")]
    public async Task A_case_is_not_found_by_what_it_does_not_say(string search) =>
        Assert.Empty(await FindAfterAdding("Printer: paper jam", "Café in Tokyo, 印刷エラー", search));

    /// <summary>What only staff may read can be left out, and the title be read alone, without a look at the rows.</summary>
    [Theory]
    [InlineData("pelican", nameof(SearchPart.Title))]
    [InlineData("1", nameof(SearchPart.Title))]
    [InlineData("heron", nameof(SearchPart.Text))]
    [InlineData("stork", nameof(SearchPart.Text))]
    [InlineData("\"tall ibis\"", nameof(SearchPart.Internal))]
    [InlineData("ib", nameof(SearchPart.Internal))]
    [InlineData("\"pelican 2\"", nameof(SearchPart.Title))]
    [InlineData("\"2 heron\"", null)]
    [InlineData("\"stork tall\"", null)]
    public async Task A_part_of_the_index_is_found_with_those_before_it(string search, string? part)
    {
        await using var db = database.CreateDb();
        db.Cases.Add(
            new Case
            {
                Subject = "Pelican 2",
                Description = "Heron",
                Resolution = "Stork",
                WorkLog = "Tall ibis",
            }
        );
        await db.SaveChangesAsync();

        foreach (var asked in Enum.GetValues<SearchPart>())
            Assert.Equal(
                part is not null && asked >= Enum.Parse<SearchPart>(part) ? [1] : [],
                await FindAsync(SearchIndex.Of(typeof(Case))!, search, asked)
            );
    }

    [Fact]
    public async Task Notes_are_apart_from_messages()
    {
        await using var db = database.CreateDb();
        var set = new ChangeSet();
        var entity = new Case { Subject = "Case" };
        foreach (var direction in Enum.GetValues<UpdateDirection>())
        {
            var change = new CaseChange
            {
                Id = 1 + (int)direction,
                Case = entity,
                ChangeSet = set,
            };
            db.CaseUpdates.Add(
                new CaseUpdate
                {
                    Case = entity,
                    Change = change,
                    Direction = direction,
                    Text = $"Swan {direction}",
                }
            );
        }
        await db.SaveChangesAsync();

        Assert.Equal(3, (await FindAsync(SearchIndex.Of(typeof(CaseUpdate))!, "swan")).Count);
        Assert.Equal(2, (await FindAsync(SearchIndex.Of(typeof(CaseUpdate))!, "swan", SearchPart.Text)).Count);
        Assert.Single(await FindAsync(SearchIndex.Of(typeof(CaseUpdate))!, "\"swan note\""));
        Assert.Empty(await FindAsync(SearchIndex.Of(typeof(CaseUpdate))!, "note", SearchPart.Text));
    }

    [Fact]
    public async Task The_index_follows_updates_and_deletes()
    {
        await using var db = database.CreateDb();
        var entity = db.Cases.Add(new Case { Subject = "Old words" }).Entity;
        await db.SaveChangesAsync();

        entity.Subject = "New words";
        await db.SaveChangesAsync();
        Assert.Empty(await FindAsync(SearchIndex.Of(typeof(Case))!, "old"));
        Assert.Equal([entity.Number], await FindAsync(SearchIndex.Of(typeof(Case))!, "new"));

        await db.Cases.Where(c => c.Number == entity.Number).ExecuteDeleteAsync();
        Assert.Empty(await FindAsync(SearchIndex.Of(typeof(Case))!, "new"));
    }

    [Fact]
    public async Task A_computed_text_is_indexed_again_when_its_parts_change()
    {
        await using var db = database.CreateDb();
        var contact = db.Set<Contact>().Add(new Contact { FirstName = "Ana", LastName = "Sousa" }).Entity;
        await db.SaveChangesAsync();

        contact.LastName = "Araújo";
        await db.SaveChangesAsync();

        Assert.Equal([contact.Id], await FindAsync(SearchIndex.Of(typeof(Contact))!, "\"ana araujo\""));
        Assert.Empty(await FindAsync(SearchIndex.Of(typeof(Contact))!, "sousa"));
    }

    [Fact]
    public async Task A_rollback_takes_the_index_back_too()
    {
        await using var db = database.CreateDb();
        await using (await db.Database.BeginTransactionAsync())
        {
            db.Set<Account>().Add(new Account { Name = "Fleeting Ltd" });
            await db.SaveChangesAsync();
        }
        Assert.Empty(await FindAsync(SearchIndex.Of(typeof(Account))!, "fleeting"));
    }

    private async Task<IReadOnlyList<long>> FindAfterAdding(string subject, string description, string search)
    {
        await using var db = database.CreateDb();
        db.Cases.Add(new Case { Subject = subject, Description = description });
        await db.SaveChangesAsync();
        return await FindAsync(SearchIndex.Of(typeof(Case))!, search);
    }

    private async Task<IReadOnlyList<long>> FindAsync(
        SearchIndex index,
        string search,
        SearchPart part = SearchPart.Internal
    )
    {
        await using var db = database.CreateDb();
        IEnumerable<long>? found = null;
        foreach (var term in SearchTerms.Read(search))
        {
            var hits = await db
                .Dialect.Hits(db, index, Expression.Constant(term.Probe), term.IsPhrase, part)
                .ToListAsync();
            found = found?.Intersect(hits) ?? hits;
        }
        return [.. found!];
    }
}
