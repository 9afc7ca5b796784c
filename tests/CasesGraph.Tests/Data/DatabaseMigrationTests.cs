using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Tests.Data;

public sealed class DatabaseMigrationTests
{
    [Fact]
    public async Task Starts_at_the_same_time_migrate_once()
    {
        await using var database = TestDatabase.Absent();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => database.Migration.RunAsync(default))));

        await using var db = database.CreateDb();
        Assert.Empty(await db.Database.GetPendingMigrationsAsync());
        Assert.Empty(await db.Cases.ToListAsync());
    }

    [Fact]
    public async Task The_model_has_no_change_without_a_migration()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var db = database.CreateDb();
        Assert.False(db.Database.HasPendingModelChanges());
    }

    [Fact]
    public async Task Numbers_are_never_used_again()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var db = database.CreateDb();
        db.Cases.Add(new Case { Subject = "First" });
        await db.SaveChangesAsync();
        await db.Cases.ExecuteDeleteAsync();

        var second = db.Cases.Add(new Case { Subject = "Second" }).Entity;
        await db.SaveChangesAsync();

        Assert.Equal(2, second.Number);
    }

    [Fact]
    public async Task The_log_outlives_a_purged_case()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var db = database.CreateDb();
        var purged = db.Cases.Add(new Case { Subject = "Purged" }).Entity;
        db.CaseChanges.Add(
            new CaseChange
            {
                Id = 1,
                Case = purged,
                ChangeSet = new ChangeSet(),
            }
        );
        await db.SaveChangesAsync();

        await db.Cases.ExecuteDeleteAsync();

        Assert.Equal(purged.Number, await db.CaseChanges.Select(change => change.CaseNumber).SingleAsync());
    }
}
