using CasesGraph.Access;
using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Operations;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Operations;
using CasesGraph.Users;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CasesGraph.Tests.Data.Postgres;

/// <summary>New cases that share a transaction; a lock on their table has them wait for each other.</summary>
public sealed class SharedWritesTests : IAsyncLifetime
{
    private const string Lock = "LOCK TABLE \"Case\" IN SHARE MODE";
    private const string Waiters =
        "SELECT pid FROM pg_locks WHERE relation = '\"Case\"'::regclass AND NOT granted AND database = "
        + "(SELECT oid FROM pg_database WHERE datname = current_database())";

    private TestDatabase database = null!;

    public async Task InitializeAsync() => database = await TestDatabase.CreateAsync();

    public async Task DisposeAsync() => await database.DisposeAsync();

    [PostgresFact]
    public async Task Cases_that_wait_together_are_written_together_each_with_its_own_log()
    {
        var subjects = Enumerable.Range(1, 9).Select(at => $"Printer {at}").ToList();

        var payloads = await Task.WhenAll(await TogetherAsync([.. subjects.Select(Creation)]));

        var changes = await ChangesAsync();
        Assert.Equal(subjects.Prepend("First").ToList(), changes.ConvertAll(Subject));
        var written = changes.Skip(1).ToList();
        Assert.Equal(payloads.Select(payload => payload.Case!.Key), written.Select(change => change.CaseNumber!.Value));
        Assert.Equal(payloads.Select(payload => payload.ChangeSet!.Key), written.Select(change => change.ChangeSetId));
        Assert.Equal(2, changes.Select(TransactionOf).Distinct().Count());
    }

    [PostgresFact]
    public async Task A_work_that_fails_after_it_has_added_takes_nobody_along()
    {
        var payloads = await TogetherAsync(
            Creation("Before"),
            async (call, token) =>
            {
                await Creation("Failing")(call, token);
                throw new FormatException("The work's own");
            },
            Creation("After")
        );

        var failure = await Assert.ThrowsAsync<FormatException>(() => payloads[1]);
        Assert.Equal("The work's own", failure.Message);
        await Task.WhenAll(payloads[0], payloads[2]);
        Assert.Equal(["After", "Before", "First"], await SubjectsAsync());
    }

    [PostgresFact]
    public async Task A_work_that_waits_for_something_else_is_written_all_the_same()
    {
        var payloads = await TogetherAsync(
            Creation("Before"),
            async (call, token) =>
            {
                await Task.Yield();
                return await Creation("Waits")(call, token);
            }
        );

        await Task.WhenAll(payloads);
        Assert.Equal(["Before", "First", "Waits"], await SubjectsAsync());
    }

    [PostgresFact]
    public async Task Of_cases_with_one_external_reference_one_comes_to_be_and_the_others_say_why()
    {
        var outcomes = new List<Outcome<CreateCasePayload>>();
        var payloads = await TogetherAsync(
            Creation("One", "ERP-1", outcomes.Add),
            Creation("Other", "ERP-2", outcomes.Add),
            Creation("Two", "ERP-1", outcomes.Add)
        );

        await Task.WhenAll(payloads);

        Assert.Equal(3, (await SubjectsAsync()).Count);
        var error = Assert.IsType<ValidationError>(Assert.Single(outcomes.SelectMany(outcome => outcome.Errors)));
        Assert.Equal(ValidationCode.NotUnique, Assert.Single(error.Issues).Code);
    }

    [PostgresFact]
    public async Task A_connection_that_breaks_before_the_commit_costs_nobody_a_case()
    {
        await using var locking = await LockAsync();
        var first = AddAsync(Creation("First"));
        var waiter = await WaiterAsync();
        var second = AddAsync(Creation("Second"));

        await ExecuteAsync($"SELECT pg_terminate_backend({waiter})");
        await WaiterAsync(other: waiter);
        await locking.DisposeAsync();

        await Task.WhenAll(first, second);
        Assert.Equal(["First", "Second"], await SubjectsAsync());
    }

    /// <summary>Begins works while another case is being written, and so all of them behind that one.</summary>
    private async Task<Task<CreateCasePayload>[]> TogetherAsync(
        params Func<Call, CancellationToken, Task<CreateCasePayload>>[] works
    )
    {
        await using var locking = await LockAsync();
        var first = AddAsync(Creation("First"));
        await WaiterAsync();
        Task<CreateCasePayload>[] begun = [.. works.Select(AddAsync)];
        await locking.DisposeAsync();
        await first;
        return begun;
    }

    private Task<CreateCasePayload> AddAsync(Func<Call, CancellationToken, Task<CreateCasePayload>> work) =>
        database.Gate.AddAsync(
            (db, now, token) => work(new Call(db, new Caller(Actor.System), now, new ValidationIssues()), token),
            CancellationToken.None
        );

    private static Func<Call, CancellationToken, Task<CreateCasePayload>> Creation(string subject) =>
        Creation(subject, reference: null, _ => { });

    private static Func<Call, CancellationToken, Task<CreateCasePayload>> Creation(
        string subject,
        string? reference,
        Action<Outcome<CreateCasePayload>> done
    )
    {
        var values = OperationRun.Values<Case>(
            (nameof(Case.Subject), subject),
            (nameof(Case.ExternalReference), reference)
        );
        return async (call, token) =>
        {
            var outcome = await new CreateCase().RunAsync(new(values, null, null, null), call, token);
            done(outcome);
            return outcome.Value ?? new CreateCasePayload(null, null);
        };
    }

    private async Task<NpgsqlConnection> LockAsync()
    {
        var connection = new NpgsqlConnection(database.Settings.ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"BEGIN; {Lock}", connection);
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    /// <summary>The process that waits for the lock, once one does.</summary>
    /// <param name="other">Not this one.</param>
    private async Task<int> WaiterAsync(int? other = null)
    {
        int? found = null;
        await Eventually.HoldsAsync(async () =>
            (found = await ExecuteAsync(Waiters) as int?) is not null && found != other
        );
        return found!.Value;
    }

    private async Task<object?> ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(database.Settings.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    private async Task<List<CaseChange>> ChangesAsync()
    {
        await using var db = database.CreateDb();
        return await db.CaseChanges.Include(change => change.Fields).OrderBy(change => change.Id).ToListAsync();
    }

    private async Task<List<string>> SubjectsAsync() =>
        [.. (await ChangesAsync()).Select(Subject).Order(StringComparer.Ordinal)];

    private static string Subject(CaseChange change) =>
        change.Fields.Single(field => field.Field.Name is "SUBJECT").After!;

    private static long TransactionOf(CaseChange change) => change.Id >> 20;
}
