using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CasesGraph.Bench.Databases;
using CasesGraph.Bench.Running;

namespace CasesGraph.Bench.Screens;

/// <summary>Measures all screens at one size: by an administrator, a member of three teams, and one of the smallest team.</summary>
internal sealed partial class ScreenRun(BenchOptions options, BenchDatabase database)
{
    public const string Administrator = "administrator";
    public const string ThreeTeams = "3 teams, 4 %";
    public const string SmallestTeam = "smallest team";

    private const int MostWarmUps = 30;
    private const int MostRequests = 300;

    /// <summary>At least so long that metrics are counted anew, which is done three times a second.</summary>
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(500);

    private static readonly string[] Callers = [Administrator, ThreeTeams, SmallestTeam];

    public async Task<ScreensOfSize> RunAsync(CancellationToken token)
    {
        await database.EnsureAsync(token);
        var rows = await database.CopyAsync("screens", token);
        var made = await new TeamCallers(database, rows).MakeAsync(token);
        var callers = made.Where(caller => Callers.Contains(caller.Name, StringComparer.Ordinal)).ToList();
        await using var server = await database.StartProductAsync("screens", rows, token);
        await SaveFilterAsync(server, callers[0], token);
        var figures = new Dictionary<(Screen, string), ScreenFigure>();
        foreach (var caller in callers)
        {
            var values = await ScreenValues.FindAsync(
                async (own, query, variables) =>
                    JsonNode.Parse(await (own ? caller : callers[0]).AskAsync(server, Body(query, variables), token))![
                        "data"
                    ]!,
                options.Cases
            );
            foreach (var screen in Screen.All)
            {
                Progress.Say($"{options.Cases:N0}, {caller.Name}, {screen.Title}");
                var variables = new JsonObject(
                    screen.Variables.Select(name => KeyValuePair.Create(name, values[name]?.DeepClone()))
                );
                if (await MeasureAsync(server, caller, Body(screen.Document, variables), token) is { } figure)
                    figures[(screen, caller.Name)] = figure;
            }
        }
        return new ScreensOfSize(options.Cases, server.Megabytes.Resident, figures);
    }

    /// <summary>Null where the screen has no answer, such as in time.</summary>
    private async Task<ScreenFigure?> MeasureAsync(
        BenchServer server,
        TeamCaller caller,
        string body,
        CancellationToken token
    )
    {
        try
        {
            var warming = Stopwatch.GetTimestamp();
            for (var warmUp = 0; warmUp < MostWarmUps && Stopwatch.GetElapsedTime(warming) < Turn; warmUp++)
                await caller.AskAsync(server, body, token);
            var statements = await StatementsAsync(token);
            var cpu = server.Cpu + database.Cpu;
            var begun = Stopwatch.GetTimestamp();
            var times = new List<double>();
            while (times.Count < MostRequests && Stopwatch.GetElapsedTime(begun) < Turn)
            {
                var started = Stopwatch.GetTimestamp();
                await caller.AskAsync(server, body, token);
                times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }
            cpu = server.Cpu + database.Cpu - cpu;
            if (Turn - Stopwatch.GetElapsedTime(begun) is { Ticks: > 0 } rest)
                await Task.Delay(rest, token);
            statements = await StatementsAsync(token) - statements;
            times.Sort();
            return new ScreenFigure(
                cpu.TotalMilliseconds / times.Count,
                times[times.Count / 2],
                statements / times.Count
            );
        }
        catch (BenchStoppedException refused)
        {
            Progress.Say(refused.Message[..Math.Min(300, refused.Message.Length)]);
            return null;
        }
    }

    private static async Task<double> StatementsAsync(CancellationToken token)
    {
        using var client = new HttpClient();
        var metrics = await client.GetStringAsync(new Uri($"{BenchServer.Metrics}/metrics"), token);
        return double.Parse(Statements().Match(metrics).Groups["count"].ValueSpan, CultureInfo.InvariantCulture);
    }

    private static Task<string> SaveFilterAsync(BenchServer server, TeamCaller caller, CancellationToken token) =>
        caller.AskAsync(
            server,
            Body(
                """
                mutation {
                  saveFilter(input: {
                    name: "Open, by urgency", where: { state: { eq: OPEN } }, sharing: EVERYONE
                    order: [{ priority: DESC }, { updatedAt: DESC }]
                  }) { savedFilter { id } errors { __typename } }
                }
                """,
                []
            ),
            token
        );

    private static string Body(string query, JsonObject variables) =>
        JsonSerializer.Serialize(new { query, variables });

    [GeneratedRegex(
        @"^casesgraph_sql_statements_total\S* (?<count>\d+)",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Statements();
}
