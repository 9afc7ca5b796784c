using System.Diagnostics;
using System.Globalization;

namespace CasesGraph.Bench.Running;

/// <summary>A server as a process of its own, with what it uses.</summary>
internal sealed class BenchServer : IAsyncDisposable
{
    /// <summary>Where the product's metrics are; one product runs at a time.</summary>
    public const string Metrics = "http://127.0.0.1:19464";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Process process;

    private BenchServer(Process process, string name, HttpClient client) =>
        (this.process, Name, Client) = (process, name, client);

    public string Name { get; }

    public HttpClient Client { get; }

    public Uri Address => Client.BaseAddress!;

    /// <summary>User and system time of the process so far.</summary>
    public TimeSpan Cpu
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>
    /// Resident memory, and the part of it that is no mapped file. A page of the database counts in the whole once for
    /// each connection that maps it, though it is in memory once.
    /// </summary>
    public (double Resident, double Own) Megabytes
    {
        get
        {
            var status = File.ReadAllLines($"/proc/{process.Id}/status");
            return (Megabytes("VmRSS:"), Megabytes("RssAnon:"));

            double Megabytes(string name) =>
                double.Parse(
                    status.Single(line => line.StartsWith(name, StringComparison.Ordinal))[name.Length..^"kB".Length],
                    CultureInfo.InvariantCulture
                ) / 1000;
        }
    }

    /// <summary>Starts a server and waits until it can be asked.</summary>
    /// <param name="readyLine">What the server prints before its address once it can be asked.</param>
    public static async Task<BenchServer> StartAsync(
        string name,
        string readyLine,
        string[] command,
        IReadOnlyDictionary<string, string> settings,
        CancellationToken token
    )
    {
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        foreach (var (setting, value) in settings)
            start.Environment[setting] = value;
        var started = Process.Start(start)!;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(token);
        patience.CancelAfter(Patience);
        while (await started.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            var ready = line.IndexOf(readyLine, StringComparison.Ordinal);
            if (ready < 0)
                continue;
            // Nobody reads what comes later, and a full pipe would stop the server.
            _ = started.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
            var root = new Uri(new Uri(line[(ready + readyLine.Length)..]), "/");
            return new BenchServer(started, name, new HttpClient { BaseAddress = root });
        }
        throw new BenchStoppedException($"The server of {name} did not start.");
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (!process.HasExited)
            process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
