using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CasesGraph.Bench.Databases;
using CasesGraph.Bench.Figures;

namespace CasesGraph.Bench.Running;

/// <summary>
/// a1: what reads cost for callers who see the cases of some teams, or their own, beside an administrator. CPU time of the
/// server, and of the database where that is a process of its own.
/// </summary>
internal sealed class TeamLists(BenchOptions options, BenchDatabase database)
{
    private const int MostInTurn = 300;
    private const int WarmUps = 2;
    private const string Newest = "order: [{ updatedAt: DESC }]";
    private const string Filtered = "where: { status: { eq: $status }, priority: { eq: $priority } }";
    private const string Fields = "id number subject status priority type state source createdAt updatedAt";

    private static readonly TimeSpan MostOfTurn = TimeSpan.FromMilliseconds(300);

    private static readonly (string Name, string Text)[] Reads =
    [
        ("q1", "query ($id: ID!) { caseById(id: $id) { id number subject status priority type createdAt updatedAt } }"),
        ("q2", List($"cases(first: 50, {Filtered}, {Newest}) {{ nodes {{ {Fields} }} }}")),
        (
            "q3, its page",
            List(
                $"cases(first: 50, {Filtered}, {Newest}) {{ nodes {{ {Fields} account {{ name }} assignedTo {{ fullName }} }} }}"
            )
        ),
        (
            "q4",
            List(
                $"cases(first: 20, {Filtered}, {Newest}) {{ nodes {{ number subject updates(last: 3) {{ nodes {{ text direction createdAt }} }} contacts {{ edges {{ role node {{ id fullName }} }} }} }} }}"
            )
        ),
        (
            "q5",
            List(
                $"cases(first: 50, {Filtered}, {Newest}, after: $after) {{ nodes {{ {Fields} }} }}",
                ", $after: String"
            )
        ),
        ("newest number first", $"{{ cases(first: 50) {{ nodes {{ {Fields} }} }} }}"),
        ("newest update first", $"{{ cases(first: 50, {Newest}) {{ nodes {{ {Fields} }} }} }}"),
        (
            "open, by priority",
            $"{{ cases(first: 50, where: {{ state: {{ eq: OPEN }} }}, order: [{{ priority: DESC }}, {{ updatedAt: DESC }}]) {{ nodes {{ {Fields} }} }} }}"
        ),
        ("by subject", $"{{ cases(first: 50, order: [{{ subject: ASC }}]) {{ nodes {{ {Fields} }} }} }}"),
        ("totalCount of q2", List($"cases({Filtered}) {{ totalCount }}")),
        ("totalCount", "{ cases { totalCount } }"),
        ("groups by status", "{ caseGroups(by: [{ field: STATUS }]) { groups { count } } }"),
        ("search", "{ cases(first: 50, search: \"printer\") { nodes { number subject } } }"),
    ];

    private static string List(string field, string more = "") =>
        $"query ($status: CaseStatus!, $priority: CasePriority!{more}) {{ {field} }}";

    /// <summary>A table: a read a line, a caller a column.</summary>
    public async Task<string> RunAsync(CancellationToken token)
    {
        await database.EnsureAsync(token);
        var rows = await database.CopyAsync("teams", token);
        var callers = await new TeamCallers(database, rows).MakeAsync(token);
        await using var server = await database.StartProductAsync("a1", rows, token);
        var samples = await Sampling.TakeAsync(
            server.Client,
            options.Cases,
            new CaseList("q5", "") { Deep = true },
            token
        );
        var table = new StringBuilder();
        table.AppendLine();
        table.AppendLine(
            "a1, reads by callers who see cases of some teams, or their own: CPU milliseconds, their ratio to the administrator's, and the 99th percentile of the time in milliseconds."
        );
        table.AppendLine();
        table.AppendLine(
            CultureInfo.InvariantCulture,
            $"| | {string.Join(" | ", callers.Select(caller => caller.Name))} |"
        );
        table.AppendLine(
            CultureInfo.InvariantCulture,
            $"|---|{string.Concat(Enumerable.Repeat("---:|", callers.Count))}"
        );
        foreach (var (name, text) in Reads)
        {
            Progress.Say($"a1: {name}");
            table.AppendLine(
                CultureInfo.InvariantCulture,
                $"| {name} | {await LineAsync(server, samples, callers, text, token)} |"
            );
        }
        return table.ToString();
    }

    private async Task<string> LineAsync(
        BenchServer server,
        Samples samples,
        IReadOnlyList<TeamCaller> callers,
        string text,
        CancellationToken token
    )
    {
        var measured = callers.Select(_ => new List<double>()).ToList();
        var cpu = new TimeSpan[callers.Count];
        for (var turn = -WarmUps; turn < (options.Quick ? 3 : 8); turn++)
        {
            foreach (var (place, caller) in callers.Index())
            {
                // The same requests for all callers.
                var random = new Random(turn);
                var numbers = await NumbersAsync(server, caller, token);
                var before = server.Cpu + database.Cpu;
                var begun = Stopwatch.GetTimestamp();
                var times = new List<double>();
                while (times.Count < MostInTurn && Stopwatch.GetElapsedTime(begun) < MostOfTurn)
                {
                    var body = Body(text, random, samples, numbers);
                    var started = Stopwatch.GetTimestamp();
                    await caller.AskAsync(server, body, token);
                    times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
                }
                if (turn < 0)
                    continue;
                cpu[place] += server.Cpu + database.Cpu - before;
                measured[place].AddRange(times);
            }
        }
        var own = measured.Select((times, place) => cpu[place].TotalMilliseconds / times.Count).ToList();
        return string.Join(" | ", measured.Select((times, place) => Cell(own[place], own[0], times)));
    }

    private static string Cell(double cpu, double administrator, List<double> times)
    {
        times.Sort();
        var p99 = times[(int)(0.99 * (times.Count - 1))];
        return string.Create(CultureInfo.InvariantCulture, $"{cpu:0.00} ({cpu / administrator:0.00}), {p99:0.0}");
    }

    private static string Body(string text, Random random, Samples samples, IReadOnlyList<string> numbers)
    {
        var filter = samples.Filter(random, deep: text.Contains("$after", StringComparison.Ordinal));
        var values = new JsonObject();
        if (text.Contains("$id", StringComparison.Ordinal))
            values["id"] = Samples.OneOf(random, numbers);
        if (text.Contains("$status", StringComparison.Ordinal))
            (values["status"], values["priority"]) = (filter.Status, filter.Priority);
        // Whoever asks, a cursor is a place in the list.
        if (text.Contains("$after", StringComparison.Ordinal))
            values["after"] = samples.Cursor(random, filter);
        return JsonSerializer.Serialize(new { query = text, variables = values });
    }

    /// <summary>Cases that the caller sees.</summary>
    private static async Task<IReadOnlyList<string>> NumbersAsync(
        BenchServer server,
        TeamCaller caller,
        CancellationToken token
    )
    {
        var body = JsonSerializer.Serialize(new { query = "{ cases(first: 100) { nodes { number } } }" });
        var answer = JsonNode.Parse(await caller.AskAsync(server, body, token))!;
        return
        [
            .. answer["data"]!["cases"]!["nodes"]!
                .AsArray()
                .Select(node => node!["number"]!.GetValue<long>().ToString(CultureInfo.InvariantCulture)),
        ];
    }
}
