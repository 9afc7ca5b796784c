using CasesGraph.Attachments;
using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Contacts;
using CasesGraph.Conversation;
using CasesGraph.Data;
using CasesGraph.Seeding;
using CasesGraph.Tests.Data.Sqlite;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Users;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Tests.Seeding;

public sealed class SeederTests
{
    private static readonly DateTime Until = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public async Task The_same_number_and_time_give_the_same_rows()
    {
        await using var one = await SeedAsync(200);
        await using var other = await SeedAsync(200);

        Assert.Equal(await SeededRows.ReadAsync(one), await SeededRows.ReadAsync(other));
    }

    [Fact]
    public async Task A_database_that_is_not_empty_is_refused_and_left_alone()
    {
        await using var database = await SeedAsync(10);
        var before = await SeededRows.ReadAsync(database);
        var seeder = new Seeder(database.Outside);

        await Assert.ThrowsAsync<SeedRefusedException>(() => seeder.SeedAsync(10, Until, progress: null, default));

        Assert.False(seeder.IsEmpty());
        Assert.Equal(before, await SeededRows.ReadAsync(database));
    }

    [Fact]
    public async Task No_cases_give_the_demo_administrator_alone()
    {
        await using var database = await SeedAsync(0);
        await using var db = database.CreateDb();

        var admin = await db.Set<User>().SingleAsync();

        Assert.Equal((1, "admin", "admin", true), (admin.Id, admin.UserName, admin.UserNameKey, admin.Active));
        var others = (await SeededRows.ReadAsync(database)).Where(row =>
            !row.StartsWith("User:", StringComparison.Ordinal)
        );
        Assert.Equal(1, await db.ChangeSets.CountAsync());
        Assert.All(
            others,
            row => Assert.Matches("^(ChangeSet|CaseChange|EntityFieldChange|UserRole|TeamMember|UrlKey):", row)
        );
    }

    [SqliteFact]
    public async Task Rows_are_on_disk_once_though_the_start_has_read_from_the_file()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using (await database.Outside.OpenAsync(default)) { }
        long? log = null;
        var look = new Reporter(_ =>
            log ??= Directory
                .GetFiles(database.Folder, "*-wal", SearchOption.AllDirectories)
                .Sum(file => new FileInfo(file).Length)
        );

        await new Seeder(database.Outside).SeedAsync(5000, Until, look, default);

        Assert.Equal(0, log);
    }

    [Fact]
    public async Task A_cancelled_seeding_leaves_the_database_empty()
    {
        await using var database = await TestDatabase.CreateAsync();
        var seeder = new Seeder(database.Outside);
        using var cancellation = new CancellationTokenSource();
        var cancel = new Reporter(_ => cancellation.Cancel());

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            seeder.SeedAsync(1500, Until, cancel, cancellation.Token)
        );

        Assert.True(seeder.IsEmpty());
    }

    [SqliteFact]
    public async Task Indexes_triggers_and_references_are_whole_after_seeding()
    {
        await using var untouched = await TestDatabase.CreateAsync();
        await using var seeded = await SeedAsync(200);
        const string schema =
            "SELECT sql AS Value FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_stat%'";

        Assert.Equal(await TextsAsync(untouched, schema), await TextsAsync(seeded, schema));
        Assert.Equal(["ok"], await TextsAsync(seeded, "SELECT integrity_check AS Value FROM pragma_integrity_check"));
        Assert.Empty(await TextsAsync(seeded, "SELECT \"table\" AS Value FROM pragma_foreign_key_check"));
    }

    [Fact]
    public async Task Demo_data_shows_every_kind_of_case()
    {
        await using var database = await SeedAsync(200);
        await using var db = database.CreateDb();
        var cases = await db.Cases.WithPartsAsync(db);

        Assert.Equal(200, cases.Count);
        Assert.Equal(Enum.GetValues<CaseStatus>(), cases.Select(c => c.Status).Distinct().Order());
        Assert.Equal(Enum.GetValues<CasePriority>(), cases.Select(c => c.Priority).Distinct().Order());
        Assert.Equal(Enum.GetValues<CaseSource>(), cases.Select(c => c.Source).Distinct().Order());
        Assert.Equal(4, cases.Select(c => c.Type).Distinct().Count());
        Assert.Equal(
            Enum.GetValues<ContactRole>(),
            cases.SelectMany(c => c.Contacts).Select(link => link.Role).Distinct().Order()
        );
        Assert.Contains(cases, c => c.DeletedAt is not null);
        Assert.Contains(cases, c => c.AccountId is null);
        Assert.Contains(cases, c => c.AssignedToId is null);
        Assert.Contains(cases, c => c.ExternalReference is not null);
        Assert.Single(await db.Set<User>().Where(user => !user.Active).ToListAsync());
        Assert.InRange(await db.CaseUpdates.CountAsync(), 500, 700);
    }

    [Fact]
    public async Task What_was_seeded_is_found_by_search()
    {
        await using var database = await SeedAsync(200);
        await using var db = database.CreateDb();
        // Of files and keys there are none to seed.
        foreach (var index in SearchIndex.All.Where(index => index.Over is not (nameof(Attachment) or "ApiKey")))
        {
            var indexed = await CountAsync(db, index.Table);
            Assert.NotEqual(0L, indexed);
            Assert.Equal(await CountAsync(db, index.Over), indexed);
        }
    }

    private static async Task<object?> CountAsync(CasesDb db, string table)
    {
        await db.Database.OpenConnectionAsync();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = $"SELECT count(*) FROM \"{table}\"";
        return await command.ExecuteScalarAsync();
    }

    private static async Task<TestDatabase> SeedAsync(int cases)
    {
        var database = await TestDatabase.CreateAsync();
        await new Seeder(database.Outside).SeedAsync(cases, Until, progress: null, default);
        return database;
    }

    private static async Task<IReadOnlyList<string>> TextsAsync(TestDatabase database, string sql)
    {
        await using var db = database.CreateDb();
        var texts = await db.Database.SqlQueryRaw<string>(sql).ToListAsync();
        return [.. texts.Order(StringComparer.Ordinal)];
    }

    private sealed class Reporter(Action<int> report) : IProgress<int>
    {
        public void Report(int value) => report(value);
    }
}
