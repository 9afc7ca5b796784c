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
        IReadOnlyDictionary<Screen, double> ceilings = new Dictionary<Screen, double>();
        foreach (var caller in callers)
        {
            var values = await ScreenValues.FindAsync(
                async (own, query, variables) =>
                    JsonNode.Parse(await (own ? caller : callers[0]).AskAsync(server, Body(query, variables), token))![
                        "data"
                    ]!,
                options.Cases
            );
            if (caller.Name is Administrator)
                ceilings = await new ScreenCeilingRun(options, database).RunAsync(
                    rows,
                    values,
                    async screen =>
                        JsonNode.Parse(await caller.AskAsync(server, Body(screen.Document, values), token))!,
                    token
                );
            foreach (var screen in Screen.All)
            {
                Progress.Say($"{options.Cases:N0}, {caller.Name}, {screen.Title}");
                var body = Body(screen.Document, screen.Given(values));
                if (await MeasureAsync(server, caller, body, token) is { } figure)
                    figures[(screen, caller.Name)] = figure;
            }
        }
        return new ScreensOfSize(options.Cases, server.Megabytes.Resident, figures, ceilings);
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
            var requests = 0;
            var before = await StatementsAsync(token);
            var (cpu, p50, _) = await ScreenTurn.MeasureAsync(
                () =>
                {
                    requests++;
                    return caller.AskAsync(server, body, token);
                },
                () => server.Cpu + database.Cpu
            );
            await Task.Delay(ScreenTurn.Length, token);
            return new ScreenFigure(cpu, p50, (await StatementsAsync(token) - before) / requests);
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

    internal static string Body(string query, JsonObject variables) =>
        JsonSerializer.Serialize(new { query, variables });

    [GeneratedRegex(
        @"^casesgraph_sql_statements_total\S* (?<count>\d+)",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Statements();
}
