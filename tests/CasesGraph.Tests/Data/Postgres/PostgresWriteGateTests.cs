using CasesGraph.Cases;
using CasesGraph.Data.Postgres;
using CasesGraph.Serving;
using CasesGraph.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace CasesGraph.Tests.Data.Postgres;

/// <summary>
/// Writes that get in each other's way: the database may refuse one, its caller never notices. The same must hold where
/// writes cannot meet, so most of it runs on every database.
/// </summary>
public sealed class PostgresWriteGateTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Fact]
    public async Task Updates_of_one_case_at_the_same_time_all_succeed_one_after_the_other()
    {
        const int writers = 16;
        var id = await NewCaseAsync("Wanted by all");

        var payloads = await AtOnceAsync(
            Enumerable.Range(0, writers),
            writer =>
                server.Client.MutateAsync(
                    "updateCase",
                    new { id, workLog = $"By {writer}" },
                    selection: "own: changeSet { changes { nodes { version fields { after } } } }"
                )
        );

        var changes = payloads
            .Select(payload =>
                Assert.Single(payload.Object("own").GetProperty("changes").GetProperty("nodes").EnumerateArray())
            )
            .Select(change =>
                (
                    Version: change.GetProperty("version").GetInt32(),
                    Text: Assert.Single(change.GetProperty("fields").EnumerateArray()).GetProperty("after").GetString()
                )
            )
            .OrderBy(change => change.Version)
            .ToList();
        Assert.Equal(Enumerable.Range(2, writers), changes.Select(change => change.Version));
        var now = await server.Client.AskAsync(
            $"{{ cases(where: {{ number: {{ eq: {id} }} }}) {{ nodes {{ version workLog }} }} }}"
        );
        var node = Assert.Single(now.GetProperty("cases").GetProperty("nodes").EnumerateArray());
        Assert.Equal(writers + 1, node.GetProperty("version").GetInt32());
        Assert.Equal(changes[^1].Text, node.GetProperty("workLog").GetString());
    }

    [Fact]
    public async Task Of_updates_that_expect_one_version_exactly_one_succeeds()
    {
        var id = await NewCaseAsync("Expected");

        var payloads = await AtOnceAsync(
            Enumerable.Range(0, 8),
            writer =>
                server.Client.MutateAsync(
                    "updateCase",
                    new
                    {
                        id,
                        expectedVersion = 1,
                        workLog = $"By {writer}",
                    },
                    selection: "case { version }"
                )
        );

        Assert.Single(payloads, payload => payload.Errors.Count == 0);
        Assert.All(
            payloads.Where(payload => payload.Errors.Count > 0),
            payload => Assert.Equal(["VersionConflictError"], payload.Errors)
        );
    }

    /// <summary>Each locks its cases in the order of its own list: in opposite orders they would wait for each other.</summary>
    [Fact]
    public async Task Deletions_of_the_same_cases_in_opposite_orders_never_show_an_error()
    {
        for (var round = 0; round < 10; round++)
        {
            long[] ids = [.. await Task.WhenAll(Enumerable.Range(0, 8).Select(at => NewCaseAsync($"Pair {at}")))];
            foreach (var mutation in (string[])["deleteCases", "restoreCases", "deleteCases"])
            {
                var payloads = await AtOnceAsync(
                    Enumerable.Range(0, 6),
                    writer =>
                        server.Client.MutateAsync(
                            mutation,
                            new { select = new { ids = writer % 2 == 0 ? ids : [.. ids.Reverse()] } },
                            selection: "rejectedCount"
                        )
                );

                Assert.All(payloads, payload => Assert.Empty(payload.Errors));
            }
            var versions = await server.Client.AskAsync(
                $"{{ cases(where: {{ number: {{ in: [{string.Join(", ", ids)}] }} }}, includeDeleted: true) {{ nodes {{ version }} }} }}"
            );
            Assert.Equal(
                Enumerable.Repeat(4, ids.Length),
                versions
                    .GetProperty("cases")
                    .GetProperty("nodes")
                    .EnumerateArray()
                    .Select(node => node.GetProperty("version").GetInt32())
            );
        }
    }

    [Fact]
    public async Task Of_users_made_at_the_same_time_with_one_name_only_one_comes_to_be()
    {
        for (var round = 0; round < 5; round++)
        {
            var payloads = await AtOnceAsync(
                ["maya", "MAYA", "Maya", "maya"],
                name =>
                    server.Client.MutateAsync("createUser", new { userName = $"{name}{round}", fullName = "Maya Reed" })
            );

            Assert.Single(payloads, payload => payload.Errors.Count == 0);
            Assert.All(
                payloads.Where(payload => payload.Errors.Count > 0),
                payload => Assert.Equal(["input.userName NOT_UNIQUE"], payload.Errors)
            );
        }
    }

    [PostgresFact]
    public async Task A_work_sees_nothing_that_is_later_than_itself()
    {
        var id = await NewCaseAsync("Seen");
        var time = new BusyTime(server.Database, id);
        await using var gate = new PostgresWriteGate(
            (PostgresDatabase)server.Database.Outside,
            time,
            new BackgroundLoops(time, NullLogger<BackgroundLoops>.Instance)
        );

        var (now, updated) = await gate.RunAsync(
            async (db, now, token) => (now, (await db.Cases.SingleAsync(c => c.Number == id, token)).UpdatedAt),
            CancellationToken.None
        );

        Assert.True(time.WasAsked);
        Assert.True(updated <= now);
    }

    private async Task<long> NewCaseAsync(string subject) => await server.Client.CreateCaseAsync(subject);

    /// <summary>None starts before all are there.</summary>
    private static async Task<Payload[]> AtOnceAsync<T>(IEnumerable<T> given, Func<T, Task<Payload>> send)
    {
        var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var sent = Task.WhenAll(
            given.Select(async one =>
            {
                await start.Task;
                return await send(one);
            })
        );
        start.SetResult();
        return await sent;
    }

    /// <summary>Whenever a work asks for its time, another writes before it goes on.</summary>
    private sealed class BusyTime(TestDatabase database, long number) : TimeProvider
    {
        public bool WasAsked { get; private set; }

        public override DateTimeOffset GetUtcNow()
        {
            var now = base.GetUtcNow();
            using var connection = new NpgsqlConnection(database.Settings.ConnectionString);
            connection.Open();
            using var update = new NpgsqlCommand(
                $"UPDATE \"Case\" SET \"UpdatedAt\" = \"UpdatedAt\" + 3600000000 WHERE \"Number\" = {number}",
                connection
            );
            WasAsked = update.ExecuteNonQuery() == 1;
            return now;
        }
    }
}
