using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace CasesGraph.Bench.Running;

/// <summary>What wrk saw in one run; times in microseconds.</summary>
internal sealed record Load(long Requests, long Microseconds, long Bytes, long Failed, long P50, long P99);

/// <summary>The load generator (Debian: wrk), one thread.</summary>
internal static class Wrk
{
    /// <summary>Sends requests for a time.</summary>
    /// <param name="requests">The file with the bodies.</param>
    /// <param name="sent">So many of them have been sent before.</param>
    public static async Task<Load> RunAsync(
        Uri server,
        string requests,
        long sent,
        int connections,
        TimeSpan time,
        CancellationToken token
    )
    {
        var start = new ProcessStartInfo("wrk")
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
            ArgumentList =
            {
                "--threads=1",
                string.Create(CultureInfo.InvariantCulture, $"--connections={connections}"),
                string.Create(CultureInfo.InvariantCulture, $"--duration={time.TotalSeconds:0}s"),
                "--timeout=30s",
                "--script=" + Path.Join(AppContext.BaseDirectory, "Running/load.lua"),
                server.ToString(),
                "--",
                requests,
                sent.ToString(CultureInfo.InvariantCulture),
            },
        };
        using var wrk = Start(start);
        var output = await wrk.StandardOutput.ReadToEndAsync(token);
        await wrk.WaitForExitAsync(token);
        var line = output.Split('\n').LastOrDefault(line => line.StartsWith('{'));
        if (line is null || JsonSerializer.Deserialize<Load>(line, JsonSerializerOptions.Web) is not { } load)
            throw new BenchStoppedException($"wrk printed no result:\n{output}");
        if (load.Failed > 0)
            throw new BenchStoppedException($"{load.Failed} of {load.Requests} requests failed at {server}.");
        return load;
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            throw new BenchStoppedException(
                "wrk is missing: apt-get install --no-install-recommends wrk (or your system's package)."
            );
        }
    }
}
