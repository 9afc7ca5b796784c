using CasesGraph.Accounts;
using CasesGraph.Data;
using CasesGraph.Data.Sqlite;
using CasesGraph.Serving;
using CasesGraph.Tests.Infrastructure;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace CasesGraph.Tests.Data.Sqlite;

public sealed class SqliteWriteGateTests : IAsyncLifetime, IDisposable
{
    private readonly TaskCompletionSource blockerStarted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource blockerEnds = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TestDatabase database = null!;
    private SqliteConnections? connections;
    private WriteGate gate = null!;

    public async Task InitializeAsync()
    {
        database = await TestDatabase.CreateAsync();
        if (TestDatabase.IsPostgres)
            return;
        connections = new SqliteConnections(database.Settings.ConnectionString);
        gate = NewGate();
    }

    public async Task DisposeAsync()
    {
        if (connections is not null)
            await gate.DisposeAsync();
        Dispose();
        await database.DisposeAsync();
    }

    public void Dispose() => connections?.Dispose();

    [SqliteFact]
    public async Task Works_that_wait_together_are_committed_together()
    {
        var first = await BlockAsync();
        var second = RunAsync(db => AddAsync(db, "Second"));
        var third = RunAsync(async _ => (await NamesAsync(), First: first.IsCompleted, Second: second.IsCompleted));
        blockerEnds.SetResult();

        var (visible, firstAnswered, secondAnswered) = await third;

        Assert.Empty(visible);
        Assert.False(firstAnswered || secondAnswered);
        await Task.WhenAll(first, second);
        Assert.Equal(["Blocker", "Second"], await NamesAsync());
    }

    [SqliteFact]
    public async Task A_work_that_throws_rolls_back_alone()
    {
        await BlockAsync();
        var before = RunAsync(db => AddAsync(db, "Before"));
        var failing = RunAsync<long>(async db =>
        {
            await AddAsync(db, "Failing");
            throw new FormatException("The work's own");
        });
        var after = RunAsync(db => AddAsync(db, "After"));
        blockerEnds.SetResult();

        Assert.Equal("The work's own", (await Assert.ThrowsAsync<FormatException>(() => failing)).Message);
        Assert.Equal((2, 3), (await before, await after));
        Assert.Equal(["Blocker", "Before", "After"], await NamesAsync());
    }

    [SqliteFact]
    public async Task Works_run_in_the_order_of_their_arrival()
    {
        var keys = await Task.WhenAll(Enumerable.Range(1, 200).Select(i => RunAsync(db => AddAsync(db, $"{i}"))));

        Assert.Equal(Enumerable.Range(1, 200).Select(i => (long)i), keys);
    }

    [SqliteFact]
    public async Task Cancelling_takes_a_waiting_work_out_of_the_queue()
    {
        using var cancellation = new CancellationTokenSource();
        await BlockAsync();
        var waiting = gate.RunAsync((db, _, _) => AddAsync(db, "Waiting"), cancellation.Token);
        var behind = RunAsync(db => AddAsync(db, "Behind"));

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        blockerEnds.SetResult();
        await behind;
        Assert.Equal(["Blocker", "Behind"], await NamesAsync());
    }

    [SqliteFact]
    public async Task Cancelling_leaves_a_work_that_has_started()
    {
        using var cancellation = new CancellationTokenSource();
        var running = BlockingWork(cancellation.Token);
        await blockerStarted.Task;

        await cancellation.CancelAsync();
        blockerEnds.SetResult();

        Assert.Equal(1, await running);
        Assert.Equal(["Blocker"], await NamesAsync());
    }

    [SqliteFact]
    public async Task What_a_work_leaves_unsaved_is_dropped()
    {
        await RunAsync(db => Task.FromResult(db.Add(new Account { Name = "Unsaved" }).State));
        await RunAsync(db => db.SaveChangesAsync());

        Assert.Empty(await NamesAsync());
    }

    [SqliteFact]
    public async Task When_the_database_gives_the_transaction_up_the_group_fails_and_the_next_works()
    {
        var first = await BlockAsync();
        // What SQLite does by itself when the disk is full.
        var unlucky = RunAsync(db => db.Database.ExecuteSqlRawAsync("ROLLBACK"));
        blockerEnds.SetResult();

        await Assert.ThrowsAsync<SqliteException>(() => unlucky);
        await Assert.ThrowsAsync<SqliteException>(() => first);
        Assert.Equal(1, await RunAsync(db => AddAsync(db, "Next")));
        Assert.Equal(["Next"], await NamesAsync());
    }

    [SqliteFact]
    public async Task Disposing_writes_what_waits_and_takes_nothing_more()
    {
        await BlockAsync();
        var waiting = RunAsync(db => AddAsync(db, "Waiting"));
        var disposal = gate.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => RunAsync(db => AddAsync(db, "Late")));
        blockerEnds.SetResult();

        await disposal;

        Assert.Equal(2, await waiting);
    }

    [SqliteFact]
    public async Task Two_processes_take_turns_at_one_file()
    {
        await using var other = NewGate();
        var writers = Enumerable.Range(0, 16).Select(i => WriteAsync(i % 2 == 0 ? gate : other));

        await Task.WhenAll(writers).WaitAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(16 * 20, (await NamesAsync()).Count);

        static async Task WriteAsync(WriteGate through)
        {
            for (var i = 0; i < 20; i++)
                await through.RunAsync((db, _, _) => AddAsync(db, "Any"), default);
        }
    }

    /// <summary>A group never grows too old, however slow the machine.</summary>
    private SqliteWriteGate NewGate() =>
        new(
            connections!,
            database.Outside,
            new StillClock(),
            new(new StillClock(), NullLogger<BackgroundLoops>.Instance)
        );

    private Task<T> RunAsync<T>(Func<CasesDb, Task<T>> work) => gate.RunAsync((db, _, _) => work(db), default);

    /// <summary>Holds the gate until the test has queued what is to run in the same group; the work's task is returned.</summary>
    private async Task<Task<long>> BlockAsync()
    {
        var running = BlockingWork(default);
        await blockerStarted.Task;
        return running;
    }

    private Task<long> BlockingWork(CancellationToken token) =>
        gate.RunAsync(
            async (db, _, _) =>
            {
                var key = await AddAsync(db, "Blocker");
                blockerStarted.SetResult();
                await blockerEnds.Task;
                return key;
            },
            token
        );

    private static async Task<long> AddAsync(CasesDb db, string name)
    {
        var account = db.Set<Account>().Add(new Account { Name = name }).Entity;
        await db.SaveChangesAsync();
        return account.Id;
    }

    private async Task<List<string>> NamesAsync()
    {
        await using var db = database.CreateDb();
        return await db.Set<Account>().OrderBy(account => account.Id).Select(account => account.Name).ToListAsync();
    }
}
