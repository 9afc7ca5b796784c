using System.Diagnostics;
using System.Globalization;
using System.Text;
using CasesGraph.Bench.Databases;

namespace CasesGraph.Bench.Running;

/// <summary>e1: all cases as a file, in each format.</summary>
internal sealed class ExportTime(BenchDatabase database)
{
    /// <summary>A line a format.</summary>
    public async Task<string> RunAsync(CancellationToken token)
    {
        await database.EnsureAsync(token);
        await using var server = await database.StartProductAsync(
            "e1",
            await database.CopyAsync("product", token),
            token
        );
        await ExportAsync(server, "CSV", "where: { number: { lte: 2000 } }", token);
        var lines = new StringBuilder();
        foreach (var format in (string[])["CSV", "JSON_LINES", "XLSX"])
        {
            var before = server.Megabytes.Own;
            var (wall, cpu, rows) = await ExportAsync(server, format, "", token);
            lines.AppendLine(
                CultureInfo.InvariantCulture,
                $"e1, an export of {rows:N0} cases as {format}: {rows / wall.TotalSeconds:N0} rows/s, {wall.TotalSeconds:N1} s, {cpu.TotalSeconds:N1} s CPU; own memory {before:N0} MB before, {server.Megabytes.Own:N0} MB after."
            );
        }
        return lines.ToString();
    }

    private async Task<BulkMeasurement> ExportAsync(
        BenchServer server,
        string format,
        string condition,
        CancellationToken token
    )
    {
        var cpu = server.Cpu + database.Cpu;
        var begun = Stopwatch.GetTimestamp();
        var data = await JobEnd.AskAsync(
            server,
            $$"""mutation { exportCases(input: { format: {{format}}, select: { matching: { {{condition}} } } }) { job { id } errors { __typename ... on Error { message } } } }""",
            token
        );
        if (data["exportCases"]!["job"] is not { } job)
            throw new BenchStoppedException($"e1: {data.ToJsonString()}");
        var ended = await JobEnd.OfAsync(server, job["id"]!.GetValue<string>(), "done downloadUrl", token);
        return new BulkMeasurement(
            Stopwatch.GetElapsedTime(begun),
            server.Cpu + database.Cpu - cpu,
            ended["done"]!.GetValue<long>()
        );
    }
}
