using CasesGraph.Accounts;
using CasesGraph.Data;
using CasesGraph.Model;
using CasesGraph.Query;
using CasesGraph.Tests.Infrastructure;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Tests.Data.Sqlite;

public sealed class SqliteCheckpointsTests : IAsyncLifetime
{
    /// <summary>A write of as many pages; the log has 8,000 before writers wait for a checkpoint.</summary>
    private const int PagesOfWrite = 400;
    private const int PageSize = 4096;

    private TestDatabase database = null!;

    public async Task InitializeAsync() => database = await TestDatabase.CreateAsync();

    public async Task DisposeAsync() => await database.DisposeAsync();

    private string Path => new SqliteConnectionStringBuilder(database.Settings.ConnectionString).DataSource;

    [SqliteFact]
    public async Task The_log_begins_anew_while_writes_never_pause()
    {
        for (var written = 0; written < 60; written++)
            await WriteAsync();

        Assert.InRange(PagesOf(Path + "-wal"), 0, 8000 + (3 * PagesOfWrite));
        Assert.True(PagesOf(Path) > 8000);
    }

    [SqliteFact]
    public async Task A_reader_who_stays_holds_up_the_logs_beginning_anew_but_no_write()
    {
        await WriteAsync();
        await using (var reader = await database.Outside.RentAsync(reader: null, CancellationToken.None))
        await using (await reader.BeginSnapshotAsync(CancellationToken.None))
        {
            Assert.Equal(1, await CountAsync(reader));
            for (var written = 1; written < 60; written++)
                await WriteAsync();
            Assert.Equal(1, await CountAsync(reader));
        }
        var longest = PagesOf(Path + "-wal");
        Assert.True(longest > 20_000);

        for (var written = 60; written < 120; written++)
            await WriteAsync();

        Assert.InRange(PagesOf(Path + "-wal"), longest, longest + 8000);
        await using var db = database.CreateDb();
        Assert.Equal(120, await db.Set<Account>().CountAsync());
    }

    /// <summary>The write is answered when it is in the log, whatever becomes of that.</summary>
    private Task<int> WriteAsync() =>
        database.Gate.RunAsync(
            async (db, _, token) =>
            {
                db.Add(new Account { Name = "Acme", Website = new string('a', PagesOfWrite * PageSize) });
                return await db.SaveChangesAsync(token);
            },
            CancellationToken.None
        );

    private static async Task<long> CountAsync(ReadConnection reader)
    {
        var count = new Statement("SELECT COUNT(*) FROM \"Account\"", [], [StoredAs.Number]);
        var input = new StatementInput(new RequestValues(), [], Limit: 0);
        return (await reader.Statements.ReadAsync(count, input, CancellationToken.None))[0, 0].Number;
    }

    private static long PagesOf(string file) => new FileInfo(file).Length / PageSize;
}
