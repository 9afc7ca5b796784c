using System.Data.Common;
using System.Diagnostics;
using CasesGraph.Bench.Databases;

namespace CasesGraph.Bench.Running;

/// <summary>What a write of many rows took.</summary>
internal sealed record BulkMeasurement(TimeSpan Wall, TimeSpan Cpu, long Changed);

/// <summary>
/// m2: a mass update of 100,000 cases with its change log, as a job from the call to its success, beside the bare
/// statements in one transaction. Each on a fresh copy of the data, by turns.
/// </summary>
internal sealed class MassUpdateTime(BenchOptions options, BenchDatabase database)
{
    private const int Low = 2;
    private const string Selected = $"""c."Number" <= 100000 AND c."DeletedAt" IS NULL AND c."Priority" <> 2""";

    /// <summary>Compiles the code on the way; it changes other values.</summary>
    private static readonly string WarmUp = Call(cases: 2000, "type: PRODUCT");

    private static readonly string Measured = Call(cases: 100_000, "priority: LOW");

    private static readonly string[] Statements =
    [
        """INSERT INTO "ChangeSet" ("Action", "ActorUserId", "OccurredAt") VALUES (5, 1, 1)""",
        $"""
            INSERT INTO "CaseChange" ("Id", "Kind", "CaseNumber", "Version", "ChangeSetId", "OccurredAt")
            SELECT (SELECT MAX("Id") FROM "CaseChange") + row_number() OVER (ORDER BY c."Number"), 1, c."Number",
              c."Version" + 1, (SELECT MAX("Id") FROM "ChangeSet"), 1
            FROM "Case" c WHERE {Selected}
            """,
        $"""
            INSERT INTO "FieldChange" ("ChangeId", "Field", "Before", "After", "BeforeText", "AfterText")
            SELECT l."Id", 'PRIORITY', CASE c."Priority" WHEN 0 THEN 'HIGH' ELSE 'MEDIUM' END, 'LOW',
              CASE c."Priority" WHEN 0 THEN 'High' ELSE 'Medium' END, 'Low'
            FROM "CaseChange" l JOIN "Case" c ON c."Number" = l."CaseNumber"
            WHERE l."ChangeSetId" = (SELECT MAX("Id") FROM "ChangeSet") ORDER BY l."Id"
            """,
        $"""
            UPDATE "Case" AS c SET "Priority" = {Low}, "Version" = c."Version" + 1, "UpdatedAt" = 1,
              "UpdatedByUserId" = 1, "UpdatedByContactId" = NULL
            WHERE {Selected}
            """,
    ];

    public async Task<(BulkMeasurement Product, BulkMeasurement Bare)> RunAsync(CancellationToken token)
    {
        var (products, bares) = (new List<BulkMeasurement>(), new List<BulkMeasurement>());
        for (var run = 1; run <= (options.Quick ? 1 : 3); run++)
        {
            products.Add(await ProductAsync(token));
            Say(run, "product", products[^1]);
            bares.Add(await BareAsync(token));
            Say(run, "bare", bares[^1]);
            if (products[^1].Changed != bares[^1].Changed)
                throw new BenchStoppedException("m2: both must change the same number of cases.");
        }
        return (Median(products), Median(bares));
    }

    private async Task<BulkMeasurement> ProductAsync(CancellationToken token)
    {
        var rows = await database.CopyAsync("product", token);
        await using var server = await database.StartProductAsync("m2", rows, token);
        await DoneAsync(server, WarmUp, token);
        var cpu = server.Cpu + database.Cpu;
        var begun = Stopwatch.GetTimestamp();
        var changed = await DoneAsync(server, Measured, token);
        return new BulkMeasurement(Stopwatch.GetElapsedTime(begun), server.Cpu + database.Cpu - cpu, changed);
    }

    /// <summary>Waits for the job's success and tells how many cases it changed.</summary>
    private static async Task<long> DoneAsync(BenchServer server, string call, CancellationToken token)
    {
        var payload = (await JobEnd.AskAsync(server, call, token))["massUpdateCases"]!;
        var job = await JobEnd.OfAsync(server, payload["job"]!["id"]!.GetValue<string>(), "updated", token);
        return job["updated"]!.GetValue<long>();
    }

    private async Task<BulkMeasurement> BareAsync(CancellationToken token)
    {
        await using var connection = await database.OpenAsync(await database.CopyAsync("ceiling", token), token);
        await database.PrepareAsync(connection, token);
        using var here = Process.GetCurrentProcess();
        var cpu = here.TotalProcessorTime + database.Cpu;
        var begun = Stopwatch.GetTimestamp();
        await using var transaction = await connection.BeginTransactionAsync(token);
        long changed = 0;
        foreach (var sql in Statements)
        {
            await using DbCommand command = connection.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = sql;
            changed = await command.ExecuteNonQueryAsync(token);
        }
        await transaction.CommitAsync(token);
        here.Refresh();
        return new BulkMeasurement(
            Stopwatch.GetElapsedTime(begun),
            here.TotalProcessorTime + database.Cpu - cpu,
            changed
        );
    }

    private static string Call(int cases, string set) =>
        $$$"""mutation { massUpdateCases(input: { select: { matching: { where: { number: { lte: {{{cases}}} } } } } set: { {{{set}}} } }) { job { id } errors { __typename } } }""";

    private static BulkMeasurement Median(IEnumerable<BulkMeasurement> runs)
    {
        var sorted = runs.OrderBy(run => run.Cpu).ToList();
        return sorted[sorted.Count / 2];
    }

    private static void Say(int run, string server, BulkMeasurement one) =>
        Progress.Say(
            $"m2: run {run}  {server, -12} {one.Changed:N0} cases in {one.Wall.TotalSeconds:N2} s, {one.Cpu.TotalSeconds:N2} s CPU"
        );
}
