using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using CasesGraph.Access;
using CasesGraph.Cases;
using CasesGraph.Data;
using CasesGraph.Teams;
using CasesGraph.Tests.Access;
using CasesGraph.Tests.Data.Postgres;
using CasesGraph.Tests.Data.Sqlite;
using CasesGraph.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Tests.Query;

/// <summary>Servers with few and with many demo cases; filling them takes a while, so that all tests of plans share them.</summary>
public sealed class SeededServers : IAsyncLifetime
{
    public const string Name = nameof(SeededServers);
    public const int Few = 200;
    public const int Many = 100_000;

    /// <summary>The keys of teams run from this one on; the first two are large.</summary>
    public const long FirstTeam = 101;
    public const int Teams = 40;

    /// <summary>The smallest.</summary>
    public const long LastTeam = FirstTeam + Teams - 1;

    private readonly Dictionary<int, RunningServer> servers = [];

    public async Task InitializeAsync()
    {
        foreach (var cases in (int[])[Few, Many])
        {
            var server = new RunningServer
            {
                Services = CallersByGrants.Use,
                Settings = { ["Demo:Cases"] = cases.ToString(CultureInfo.InvariantCulture) },
            };
            await server.InitializeAsync();
            servers[cases] = server;
        }
        foreach (var server in servers.Values)
        {
            await AuditAsync(server.Database);
            await SpreadAsync(server.Database);
            await AttachAsync(server.Database);
            await server.Get<TeamShares>().ReadAsync(CancellationToken.None);
        }
    }

    /// <summary>
    /// And it has few teams. Here two have a quarter each, one has a case of 20,000, and 37 have the rest alike.
    /// </summary>
    private static async Task SpreadAsync(TestDatabase database)
    {
        await using var db = database.CreateDb();
        foreach (var team in Enumerable.Range(0, Teams))
            db.Add(new Team { Id = FirstTeam + team, Name = $"Spread {team}" });
        await db.SaveChangesAsync();
        await db.Set<Case>()
            .ExecuteUpdateAsync(set =>
                set.SetProperty(
                    one => one.TeamId,
                    one =>
                        one.Number % 4 < 2 ? FirstTeam + (one.Number % 4)
                        : one.Number % 20_000 == 7 ? LastTeam
                        : FirstTeam + 2 + (one.Number / 4 % 37)
                )
            );
        if (!TestDatabase.IsPostgres)
            await db.Database.ExecuteSqlRawAsync("ANALYZE \"Case\"");
    }

    /// <summary>Nor has it events of the audit, of which there are as many as cases here.</summary>
    private static async Task AuditAsync(TestDatabase database)
    {
        await using var db = database.CreateDb();
        await db.Database.ExecuteSqlRawAsync(
            """
            INSERT INTO "AuditEvent" ("At", "Kind", "ActorUserId", "Address", "ObjectType", "ObjectId")
            SELECT "CreatedAt", "Number" % 17, "AssignedToId", '192.0.2.1', 0, "Number" % 1000 FROM "Case"
            """
        );
        if (!TestDatabase.IsPostgres)
            await db.Database.ExecuteSqlRawAsync("ANALYZE \"AuditEvent\"");
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
        // As autovacuum leaves it: only then is it known that all may see the rows that an index has.
        if (TestDatabase.IsPostgres)
            await db.Database.ExecuteSqlRawAsync("VACUUM (ANALYZE)");
    }

    public async Task DisposeAsync()
    {
        foreach (var server in servers.Values)
            await server.DisposeAsync();
    }

    public RunningServer this[int cases] => servers[cases];

    public async Task<JsonElement> DataAsync(int cases, string query, JsonObject? variables = null)
    {
        var answer = await servers[cases].QueryAsync(query, variables);
        Assert.False(answer.TryGetProperty("errors", out var errors), $"{errors}");
        return answer.GetProperty("data");
    }

    /// <summary>How the database goes about each statement of a request, in the service's own words to it.</summary>
    public async Task<IReadOnlyList<StatementPlan>> PlansAsync(
        int cases,
        string query,
        Statistics statistics = Statistics.Complete
    )
    {
        using var traced = new TracedStatements();
        await DataAsync(cases, query);
        return await ExplainAsync(cases, traced.Texts, statistics);
    }

    /// <summary>The same for a caller who sees cases of some teams.</summary>
    public async Task<IReadOnlyList<StatementPlan>> PlansAsync(
        int cases,
        string query,
        AccessLevel level,
        IEnumerable<long> teams,
        Statistics statistics = Statistics.Complete
    )
    {
        using var traced = new TracedStatements();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql")
        {
            Content = JsonContent.Create(new { query }),
            Headers =
            {
                { CallersByGrants.Header, $"CaseView:{level},DirectoryView" },
                { CallersByGrants.Teams, string.Join(',', teams) },
            },
        };
        using var answer = await servers[cases].Client.SendAsync(request);
        Assert.DoesNotContain("errors", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        return await ExplainAsync(cases, traced.Texts, statistics);
    }

    /// <summary>The same of what followers of the log run for it, once they have the first change.</summary>
    public async Task<IReadOnlyList<StatementPlan>> PlansOfFollowingAsync(string filter, Statistics statistics)
    {
        using var traced = new TracedStatements();
        var query = $"subscription {{ onCaseChanged(from: BEGINNING, where: {filter}) {{ kind }} }}";
        using (var events = await GraphEvents.OpenAsync(servers[Many].Client, query))
            Assert.Equal("next", (await events.ReadAsync())?.Type);
        string[] reads =
        [
            .. traced
                .Texts.Where(sql => sql.Contains("Kind", StringComparison.Ordinal))
                .Distinct(StringComparer.Ordinal),
        ];
        return TestDatabase.IsPostgres
            ? await PostgresPlans.ExplainAsync(servers[Many].Database, reads, atEndOfLog: true)
            : await ExplainAsync(Many, reads, statistics);
    }

    public async Task<IReadOnlyList<StatementPlan>> ExplainAsync(
        int cases,
        IReadOnlyList<string> statements,
        Statistics statistics
    ) =>
        TestDatabase.IsPostgres
            ? await PostgresPlans.ExplainAsync(servers[cases].Database, statements)
            : await SqlitePlans.ExplainAsync(servers[cases].Database, statements, statistics);
}

/// <summary>Tests of one collection run one after another.</summary>
[CollectionDefinition(SeededServers.Name)]
public sealed class SeededTests : ICollectionFixture<SeededServers>;

/// <summary>A statement and the steps in which the database runs it.</summary>
public sealed record StatementPlan(string Sql, IReadOnlyList<string> Steps)
{
    /// <summary>Those on SQLite that may be about more than the one row with a key.</summary>
    public IReadOnlyList<string> StepsOfMany =>
        [.. Steps.Where(step => !step.Contains("rowid=?", StringComparison.Ordinal))];

    public override string ToString() => $"{Sql}\n  {string.Join("\n  ", Steps)}";
}
