using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using CasesGraph.Bench.Databases;

namespace CasesGraph.Bench.Running;

/// <summary>
/// i1: new cases from a CSV of 100,000 rows, analysed and brought in; i2: what others wait meanwhile who create a case.
/// </summary>
internal sealed class ImportTime(BenchOptions options, BenchDatabase database)
{
    private const string Prepare =
        """{"query":"mutation ($file: Upload!) { prepareImport(input: { file: $file }) { import { id } job { id } errors { __typename } } }","variables":{"file":null}}""";

    private int Rows => options.Quick ? 20_000 : 100_000;

    /// <summary>A run of the analysis lasts seconds, so that what it takes to begin says nothing.</summary>
    private int Analysed => options.Quick ? 200_000 : 500_000;

    /// <summary>Three lines.</summary>
    public async Task<string> RunAsync(CancellationToken token)
    {
        await database.EnsureAsync(token);
        await using var server = await database.StartProductAsync(
            "i1",
            await database.CopyAsync("product", token),
            token
        );
        await ImportAsync(server, ImportFile.Rows("warm", 3000), token);
        var before = server.Megabytes;
        var analysis = (await AnalyseAsync(server, ImportFile.Rows("analysed", Analysed), token)).Analysis;
        var alone = await ImportAsync(server, ImportFile.Rows("alone", Rows), token);
        var after = server.Megabytes;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(token);
        var others = CreatingAsync(server, end.Token);
        var beside = await ImportAsync(server, ImportFile.Rows("beside", Rows), token);
        await end.CancelAsync();
        var waits = await others;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
            analysis, a CSV of {Analysed:N0} rows: {analysis.Wall.TotalSeconds:N2} s ({Analysed
                / analysis.Wall.TotalSeconds:N0} rows/s).
            i1, an import of {Rows:N0} cases: {alone.Wall.TotalSeconds:N1} s, {alone.Cpu.TotalSeconds:N1} s CPU; own memory {before.Own:N0} MB before, {after.Own:N0} MB after.
            i2, createCase beside another ({beside.Wall.TotalSeconds:N1} s): p50 {At(0.5):N1} ms, p99 {At(0.99):N1} ms, most {At(
                1
            ):N0} ms of {waits.Count:N0}.

            """
        );

        double At(double share) => waits[(int)(share * (waits.Count - 1))];
    }

    /// <summary>Sends a file, and waits until all of it was looked at.</summary>
    private async Task<(string Import, BulkMeasurement Analysis)> AnalyseAsync(
        BenchServer server,
        byte[] rows,
        CancellationToken token
    )
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent(Prepare), "operations" },
            { new StringContent("""{"0":["variables.file"]}"""), "map" },
            {
                new ByteArrayContent(rows) { Headers = { ContentType = new MediaTypeHeaderValue("text/csv") } },
                "0",
                "cases.csv"
            },
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = form };
        request.Headers.Add("GraphQL-Preflight", "1");
        var cpu = server.Cpu + database.Cpu;
        using var answer = await server.Client.SendAsync(request, token);
        var prepared = Payload(
            JsonNode.Parse(await answer.Content.ReadAsStringAsync(token))!["data"]!,
            "prepareImport"
        );
        var begun = Stopwatch.GetTimestamp();
        await JobEnd.OfAsync(server, Id(prepared["job"]!), "done", token);
        return (
            Id(prepared["import"]!),
            new BulkMeasurement(Stopwatch.GetElapsedTime(begun), server.Cpu + database.Cpu - cpu, 0)
        );
    }

    private async Task<BulkMeasurement> ImportAsync(BenchServer server, byte[] rows, CancellationToken token)
    {
        var (import, _) = await AnalyseAsync(server, rows, token);
        var proposal = (await JobEnd.AskAsync(server, $$"""{ import(id: "{{import}}") { proposal } }""", token))[
            "import"
        ]!["proposal"]!;
        proposal["mode"] = "CREATE";
        (proposal["unknownAccounts"], proposal["unknownContacts"]) = ("CREATE", "CREATE");
        var call = new JsonObject
        {
            ["query"] =
                "mutation ($input: StartImportInput!) { startImport(input: $input) { job { id } errors { __typename ... on Error { message } } } }",
            ["variables"] = new JsonObject { ["input"] = proposal.DeepClone() },
        };
        var cpu = server.Cpu + database.Cpu;
        var begun = Stopwatch.GetTimestamp();
        var started = JsonNode.Parse(await Comparison.AnswerAsync(server, call.ToJsonString(), token))!["data"]!;
        var job = await JobEnd.OfAsync(
            server,
            Id(Payload(started, "startImport")["job"]!),
            "created rejected rowGroups { field code value count }",
            token
        );
        var created = job["created"]!.GetValue<long>();
        if (job["rejected"]!.GetValue<long>() > 0)
            throw new BenchStoppedException($"i1: rows were rejected: {job.ToJsonString()}");
        return new BulkMeasurement(Stopwatch.GetElapsedTime(begun), server.Cpu + database.Cpu - cpu, created);
    }

    /// <summary>One case after the other, a little apart, until the end; gives milliseconds, sorted.</summary>
    private static async Task<List<double>> CreatingAsync(BenchServer server, CancellationToken end)
    {
        var times = new List<double>();
        try
        {
            while (true)
            {
                var begun = Stopwatch.GetTimestamp();
                await JobEnd.AskAsync(
                    server,
                    "mutation { createCase(input: { subject: \"Beside an import\" }) { case { number } errors { __typename } } }",
                    end
                );
                times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
                await Task.Delay(5, end);
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            times.Sort();
            return times;
        }
    }

    private static JsonNode Payload(JsonNode data, string mutation) =>
        data[mutation] is { } payload && payload["errors"] is null
            ? payload
            : throw new BenchStoppedException($"i1: {data.ToJsonString()}");

    private static string Id(JsonNode node) => node["id"]!.GetValue<string>();
}
