using System.Linq.Expressions;
using CasesGraph.Accounts;
using CasesGraph.Cases;
using CasesGraph.Contacts;
using CasesGraph.Data;
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

    [Fact]
    public async Task The_index_follows_updates_and_deletes()
    {
        await using var db = database.CreateDb();
        var entity = db.Cases.Add(new Case { Subject = "Old words" }).Entity;
        await db.SaveChangesAsync();

        entity.Subject = "New words";
        await db.SaveChangesAsync();
        Assert.Empty(await FindAsync(SearchIndex.Cases, "old"));
        Assert.Equal([entity.Number], await FindAsync(SearchIndex.Cases, "new"));

        await db.Cases.Where(c => c.Number == entity.Number).ExecuteDeleteAsync();
        Assert.Empty(await FindAsync(SearchIndex.Cases, "new"));
    }

    [Fact]
    public async Task A_computed_text_is_indexed_again_when_its_parts_change()
    {
        await using var db = database.CreateDb();
        var contact = db.Contacts.Add(new Contact { FirstName = "Ana", LastName = "Sousa" }).Entity;
        await db.SaveChangesAsync();

        contact.LastName = "Araújo";
        await db.SaveChangesAsync();

        Assert.Equal([contact.Id], await FindAsync(SearchIndex.Contacts, "\"ana araujo\""));
        Assert.Empty(await FindAsync(SearchIndex.Contacts, "sousa"));
    }

    [Fact]
    public async Task A_rollback_takes_the_index_back_too()
    {
        await using var db = database.CreateDb();
        await using (await db.Database.BeginTransactionAsync())
        {
            db.Accounts.Add(new Account { Name = "Fleeting Ltd" });
            await db.SaveChangesAsync();
        }
        Assert.Empty(await FindAsync(SearchIndex.Accounts, "fleeting"));
    }

    private async Task<IReadOnlyList<long>> FindAfterAdding(string subject, string description, string search)
    {
        await using var db = database.CreateDb();
        db.Cases.Add(new Case { Subject = subject, Description = description });
        await db.SaveChangesAsync();
        return await FindAsync(SearchIndex.Cases, search);
    }

    private async Task<IReadOnlyList<long>> FindAsync(SearchIndex index, string search)
    {
        await using var db = database.CreateDb();
        IEnumerable<long>? found = null;
        foreach (var term in SearchTerms.Read(search))
        {
            var hits = await db.Dialect.Hits(db, index, Expression.Constant(term.Probe), term.IsPhrase).ToListAsync();
            found = found?.Intersect(hits) ?? hits;
        }
        return [.. found!];
    }
}
