using CasesGraph.Access;
using CasesGraph.Accounts;
using CasesGraph.Bugs;
using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Contacts;
using CasesGraph.Data;
using CasesGraph.Editing;
using CasesGraph.Links;
using CasesGraph.Model;
using CasesGraph.Operations;
using CasesGraph.Serving;
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

    private static readonly long[] Keys = [1, 2, 3, 4, 5];

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
    public async Task A_work_that_waits_for_something_else_is_written_once_all_the_same()
    {
        var elsewhere = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var runs = 0;
        var payloads = await TogetherAsync(
            Creation("Before"),
            async (call, token) =>
            {
                Interlocked.Increment(ref runs);
                await elsewhere.Task;
                return await Creation("Waits")(call, token);
            }
        );
        await payloads[0];
        elsewhere.SetResult();
        await payloads[1];

        await Task.WhenAll(await TogetherAsync(Creation("Later")));

        Assert.Equal(2, runs);
        Assert.Equal(["Before", "First", "First", "Later", "Waits"], await SubjectsAsync());
    }

    /// <summary>Different ones for each, in lists of different lengths, one of them shared by two, and none for some.</summary>
    [PostgresFact]
    public async Task Cases_written_together_have_each_their_own_references_and_links()
    {
        await WriteObjectsAsync();
        var inputs = Enumerable
            .Range(0, 9)
            .Select(at => new CreateCaseInput(
                OperationRun.Values<Case>(
                    (nameof(Case.Subject), $"Printer {at}"),
                    (nameof(Case.AccountId), at % 3 == 2 ? null : Keys[at / 2])
                ),
                OperationRun.Links(
                    [.. Keys.Take(at % 3).Select(contact => new CaseContactInput(new(contact), Role: null))],
                    [.. Keys.Skip(at / 3).Take(at % 2).Select(bug => new Ref<Bug>(bug))]
                ),
                Reason: at % 4 == 0 ? null : $"Reason {at}"
            ))
            .ToList();

        var payloads = await Task.WhenAll(
            await TogetherAsync([
                .. inputs.Select<CreateCaseInput, Func<Call, CancellationToken, Task<CreateCasePayload>>>(input =>
                    async (call, token) => (await new CreateCase().RunAsync(input, call, token)).Value!
                ),
            ])
        );

        await using var db = database.CreateDb();
        foreach (var (input, payload) in inputs.Zip(payloads))
        {
            var number = payload.Case!.Key;
            var written = (await db.Cases.Where(c => c.Number == number).WithPartsAsync(db)).Single();
            var contacts = input.Parts.Of<NewCaseContacts>().Single().Contacts!;
            var bugs = input.Parts.Of<NewCaseBugs>().Single().BugIds!;
            var change = await db.CaseChanges.Include(c => c.Fields).SingleAsync(c => c.CaseNumber == number);
            var set = await db.ChangeSets.SingleAsync(one => one.Id == change.ChangeSetId);
            Assert.Equal((input.Values[nameof(Case.Subject)], input.Reason), (written.Subject, set.Reason));
            Assert.Equal(input.Values[nameof(Case.AccountId)], written.AccountId);
            Assert.Equal(
                contacts.Select(one => one.ContactId.Key),
                written.Contacts.Select(one => one.ContactId).Order()
            );
            Assert.Equal(bugs.Select(one => one.Key), written.Bugs.Select(one => one.BugNumber));
            List<string?> named =
            [
                .. written.AccountId is { } account ? [$"Account {account}"] : Array.Empty<string>(),
                .. contacts.Select(one => $"Contact {one.ContactId.Key}"),
                .. bugs.Select(one => $"Bug {one.Key}"),
            ];
            var logged = change.Fields.Where(field => field.Field.Name is "ACCOUNT" or "CONTACTS" or "BUGS");
            Assert.Equal(named, logged.OrderBy(field => field.Id).Select(field => field.AfterText).ToList());
        }
        Assert.Equal(2, (await ChangesAsync()).Select(TransactionOf).Distinct().Count());
    }

    [PostgresFact]
    public async Task Cases_that_name_others_by_references_share_a_transaction_too()
    {
        await WriteObjectsAsync();
        var accounts = EntityModel.Of<Account>();
        var by = accounts.Handles.Single(handle => handle.Name is "name");
        var works = Keys.Select<long, Func<Call, CancellationToken, Task<CreateCasePayload>>>(key =>
            async (call, token) =>
            {
                var account = new GivenRef(accounts, by, $"ACCOUNT {key}", Key: 0)
                {
                    Path = [],
                    IdPath = [],
                    Given = new Dictionary<string, object?>(StringComparer.Ordinal),
                };
                var found = await FoundRefs.FindAsync([account], call.Db, token);
                var values = OperationRun.Values<Case>(
                    (nameof(Case.Subject), $"Printer {key}"),
                    (nameof(Case.AccountId), found.KeyOf(account))
                );
                var input = new CreateCaseInput(values, OperationRun.NoParts, Reason: null);
                return (await new CreateCase().RunAsync(input, call, token)).Value!;
            }
        );

        await Task.WhenAll(await TogetherAsync([.. works]));

        await using var db = database.CreateDb();
        var accountsOfCases = db
            .Cases.Where(c => c.AccountId != null)
            .OrderBy(c => c.Number)
            .Select(c => c.AccountId!.Value);
        Assert.Equal(Keys, await accountsOfCases.ToListAsync());
        Assert.Equal(2, (await ChangesAsync()).Select(TransactionOf).Distinct().Count());
    }

    [PostgresFact]
    public async Task Cancelling_takes_a_waiting_work_back_and_leaves_one_that_has_started()
    {
        using var cancellation = new CancellationTokenSource();
        await using var locking = await LockAsync();
        var started = AddAsync(Creation("First"), cancellation.Token);
        await WaiterAsync();
        var waiting = AddAsync(Creation("Second"), cancellation.Token);

        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await locking.DisposeAsync();

        await started;
        Assert.Equal(["First"], await SubjectsAsync());
    }

    [PostgresFact]
    public async Task Without_a_database_works_fail_and_later_ones_are_written()
    {
        await ExecuteAsync(Connections("false"), "postgres");
        await ExecuteAsync(
            $"SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = '{Name}'",
            "postgres"
        );
        var failing = AddAsync(Creation("Failing"));
        await Assert.ThrowsAsync<UnavailableException>(() => failing);
        await ExecuteAsync(Connections("true"), "postgres");

        await AddAsync(Creation("Later"));

        Assert.Equal(["Later"], await SubjectsAsync());
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
        Task<CreateCasePayload>[] begun = [.. works.Select(work => AddAsync(work))];
        await locking.DisposeAsync();
        await first;
        return begun;
    }

    private Task<CreateCasePayload> AddAsync(Func<Call, CancellationToken, Task<CreateCasePayload>> work) =>
        AddAsync(work, CancellationToken.None);

    private Task<CreateCasePayload> AddAsync(
        Func<Call, CancellationToken, Task<CreateCasePayload>> work,
        CancellationToken token
    ) =>
        database.Gate.AddAsync(
            (db, now, inner) => work(new Call(db, Caller.System, now, new ValidationIssues(), OperationRun.Log), inner),
            token
        );

    /// <summary>An account, a contact and a bug of each key.</summary>
    private async Task WriteObjectsAsync()
    {
        await using var db = database.CreateDb();
        foreach (var key in Keys)
        {
            db.Add(new Account { Id = key, Name = $"Account {key}" });
            db.Add(new Contact { Id = key, LastName = $"Contact {key}" });
            db.Add(new Bug { Number = key, Subject = $"Bug {key}" });
        }
        await db.SaveChangesAsync();
    }

    private string Name => new NpgsqlConnectionStringBuilder(database.Settings.ConnectionString).Database!;

    private string Connections(string allowed) => $"ALTER DATABASE {Name} ALLOW_CONNECTIONS {allowed}";

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
            var outcome = await new CreateCase().RunAsync(new(values, OperationRun.NoParts, null), call, token);
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

    private async Task<object?> ExecuteAsync(string sql, string? name = null)
    {
        var address = new NpgsqlConnectionStringBuilder(database.Settings.ConnectionString) { Pooling = false };
        address.Database = name ?? address.Database;
        await using var connection = new NpgsqlConnection(address.ToString());
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
