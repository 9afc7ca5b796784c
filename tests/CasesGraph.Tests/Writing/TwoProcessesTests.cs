using System.Collections.Concurrent;
using System.Globalization;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Writing;

/// <summary>Two servers on one file, as in a deployment that overlaps, and a reader beside them.</summary>
public sealed class TwoProcessesTests
{
    private const int Writers = 8;

    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(
        int.Parse(
            Environment.GetEnvironmentVariable("CASESGRAPH_TWO_PROCESSES_SECONDS") ?? "10",
            CultureInfo.InvariantCulture
        )
    );

    [Fact]
    public async Task Two_servers_write_to_one_database_without_an_error_or_a_loss()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var one = await ServerProcess.StartAsync(database, ("Demo__Cases", "0"));
        await using var other = await ServerProcess.StartAsync(database, ("Demo__Cases", "0"));
        await one.Client.MutateAsync("createCase", new { subject = "Shared by all" });
        using var end = new CancellationTokenSource(Duration);
        var written = new ConcurrentBag<(long Case, int Version)> { (1, 1) };

        var reader = ReadAsync(database, end.Token);
        await Task.WhenAll(
            new[] { one, other }.SelectMany(server =>
                Enumerable.Range(0, Writers).Select(_ => WriteAsync(server.Client, written, end.Token))
            )
        );

        var counts = await reader;
        Assert.Equal(counts.Order(), counts);
        await using var outside = await OutsideDatabase.OpenAsync(database);
        var log = await outside.ReadAsync(
            "SELECT \"CaseNumber\", \"Version\" FROM \"CaseChange\" WHERE \"Type\" = 0 ORDER BY \"Id\"",
            row => (Case: row.GetInt64(0), Version: row.GetInt32(1))
        );
        Assert.Equal(written.Order(), log.Order());
        foreach (var @case in log.GroupBy(change => change.Case))
            Assert.Equal(Enumerable.Range(1, @case.Count()), @case.Select(change => change.Version));
        var positions = await outside.NumbersAsync("SELECT \"Id\" FROM \"CaseChange\" ORDER BY \"Id\"");
        // That of the first user is in it too.
        Assert.Equal(log.Count + 1, positions.Distinct().Count());
        if (TestDatabase.IsPostgres)
            return;
        Assert.Equal(Enumerable.Range(1, positions.Count).Select(position => (long)position), positions);
        Assert.Equal(["ok"], await outside.TextsAsync("PRAGMA integrity_check"));
    }

    /// <summary>A case of its own, a word in it, and a write to the case that all share: any error fails the test.</summary>
    private static async Task WriteAsync(
        HttpClient client,
        ConcurrentBag<(long Case, int Version)> written,
        CancellationToken end
    )
    {
        while (!end.IsCancellationRequested)
        {
            var created = await WriteAsync("createCase", new { subject = "Own" });
            await WriteAsync("addCaseUpdate", new { caseId = created, text = "Hello" });
            await WriteAsync("updateCase", new { id = 1, workLog = Guid.NewGuid() });
        }

        async Task<long> WriteAsync(string mutation, object input)
        {
            // The case as it is may have got the writes of others meanwhile; the change is the own write.
            const string own = "own: changeSet { changes { nodes { caseNumber version } } }";
            var payload = await client.MutateAsync(mutation, input, selection: own);
            var change = Assert.Single(
                payload.Object("own").GetProperty("changes").GetProperty("nodes").EnumerateArray()
            );
            var number = change.GetProperty("caseNumber").GetInt64();
            written.Add((number, change.GetProperty("version").GetInt32()));
            return number;
        }
    }

    private static async Task<List<long>> ReadAsync(TestDatabase database, CancellationToken end)
    {
        await using var outside = await OutsideDatabase.OpenAsync(database);
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        var counts = new List<long>();
        while (!end.IsCancellationRequested && await pause.WaitForNextTickAsync(CancellationToken.None))
            counts.AddRange(await outside.NumbersAsync("SELECT COUNT(*) FROM \"CaseChange\""));
        return counts;
    }
}
