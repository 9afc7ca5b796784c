using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CasesGraph.Data.Sqlite;
using CasesGraph.Tests.Data.Postgres;
using CasesGraph.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Tests.Query;

/// <summary>Servers with few and with many demo cases, and their statistics as the seeder leaves them.</summary>
public sealed partial class SeededServers : IAsyncLifetime
{
    public const int Few = 200;

    /// <summary>Seeding 100,000 takes half a minute, so only raised runs do it; the plans are the same.</summary>
    public static readonly int Many = Requests.Iterations.Of(1) > 1 ? 100_000 : 20_000;

    private readonly Dictionary<int, RunningServer> servers = [];

    public async Task InitializeAsync()
    {
        foreach (var cases in (int[])[Few, Many])
            servers[cases] = await RunningServer.StartAsync(
                ("Demo:Cases", cases.ToString(CultureInfo.InvariantCulture))
            );
        foreach (var server in servers.Values)
            await AttachAsync(server.Database);
    }

    /// <summary>Demo data has no files, and of an empty table a plan tells nothing.</summary>
    private static async Task AttachAsync(TestDatabase database)
    {
        await using var db = database.CreateDb();
        await db.Database.ExecuteSqlRawAsync(
            """
            INSERT INTO "Attachment"
                ("CaseNumber", "CaseUpdateId", "FileName", "ContentType", "Size", "Sha256", "StorageKey", "CreatedAt")
            SELECT "CaseNumber", "Id", 'a.txt', 'text/plain', 1, 'hash', 'key', "CreatedAt" FROM "CaseUpdate"
            """
        );
    }

    public async Task DisposeAsync()
    {
        foreach (var server in servers.Values)
            await server.DisposeAsync();
    }

    public async Task<JsonElement> DataAsync(int cases, string query, JsonObject? variables = null)
    {
        var answer = await servers[cases].QueryAsync(query, variables);
        Assert.False(answer.TryGetProperty("errors", out var errors), $"{errors}");
        return answer.GetProperty("data");
    }

    /// <summary>How the database goes about each statement of a request, in the service's own words to it.</summary>
    public async Task<IReadOnlyList<StatementPlan>> PlansAsync(int cases, string query, JsonObject? variables = null)
    {
        using var traced = new TracedStatements();
        await DataAsync(cases, query, variables);
        var database = servers[cases].Database;
        return TestDatabase.IsPostgres
            ? await PostgresPlans.ExplainAsync(database, traced.Texts)
            : [.. traced.Texts.Select(sql => Explain(database, sql))];
    }

    private static StatementPlan Explain(TestDatabase database, string sql)
    {
        using var connections = new SqliteConnections(database.Settings.ConnectionString);
        using var connection = connections.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "EXPLAIN QUERY PLAN " + sql;
        // Values do not matter to the plan, but each has to be given.
        foreach (var name in Parameter().Matches(sql).Select(match => match.Value).Distinct(StringComparer.Ordinal))
            command.Parameters.AddWithValue(name, DBNull.Value);
        var steps = new List<string>();
        using var reader = command.ExecuteReader();
        while (reader.Read())
            steps.Add(reader.GetString(3));
        return new StatementPlan(sql, steps);
    }

    [GeneratedRegex(@"@\w+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Parameter();
}

/// <summary>A statement and the steps in which the database runs it.</summary>
public sealed record StatementPlan(string Sql, IReadOnlyList<string> Steps)
{
    public override string ToString() => $"{Sql}\n  {string.Join("\n  ", Steps)}";
}
