using System.Diagnostics;

namespace CasesGraph.Tests.Infrastructure;

/// <summary>The server as a process of its own, for what only a process can do: start, refuse to, be killed.</summary>
public sealed class ServerProcess : IAsyncDisposable
{
    private const string ReadyLine = "CasesGraph is ready: ";
    private static readonly string Server = Path.Join(AppContext.BaseDirectory, "CasesGraph.Server.dll");
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Process process;

    private ServerProcess(Process process) => this.process = process;

    public HttpClient Client { get; private set; } = new();

    /// <summary>The lines of its log until it was ready.</summary>
    public IReadOnlyList<string> Started { get; private set; } = [];

    /// <summary>Processor time so far, and memory now.</summary>
    public (TimeSpan Cpu, long Bytes) Usage
    {
        get
        {
            process.Refresh();
            return (process.TotalProcessorTime, process.WorkingSet64);
        }
    }

    /// <summary>Starts to serve, with a database that outlives it, and waits until it is ready.</summary>
    /// <param name="settings">Environment variables, such as Demo__Cases.</param>
    public static Task<ServerProcess> StartAsync(
        TestDatabase database,
        params IEnumerable<(string Name, string Value)> settings
    )
    {
        ArgumentNullException.ThrowIfNull(database);
        return StartAsync(database.Folder, [.. database.Variables, .. settings]);
    }

    /// <summary>The same where no file can grow over a size: writing more fails, as it does on a full disk.</summary>
    public static Task<ServerProcess> StartConfinedAsync(
        TestDatabase database,
        int kilobytes,
        params IEnumerable<(string Name, string Value)> settings
    )
    {
        ArgumentNullException.ThrowIfNull(database);
        var start = Command("bash", "-c", $"trap '' XFSZ; ulimit -f {kilobytes}; exec dotnet \"$0\"", Server);
        // Code that is writable once only stands in a file, of a large size, that the limit would forbid.
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        return ReadyAsync(start, database.Folder, [.. database.Variables, .. settings]);
    }

    /// <summary>The same with the default database, in a folder.</summary>
    public static Task<ServerProcess> StartAsync(
        string folder,
        params IEnumerable<(string Name, string Value)> settings
    ) => StartAsync(folder, [], settings);

    /// <summary>The same with arguments.</summary>
    public static async Task<ServerProcess> StartAsync(
        string folder,
        IEnumerable<string> args,
        params IEnumerable<(string Name, string Value)> settings
    ) => await ReadyAsync(Command("dotnet", [Server, .. args]), folder, settings);

    private static async Task<ServerProcess> ReadyAsync(
        ProcessStartInfo start,
        string folder,
        IEnumerable<(string Name, string Value)> settings
    )
    {
        (string, string)[] own = [("ASPNETCORE_URLS", "http://127.0.0.1:0"), ("Limits__PingSeconds", "3600")];
        var server = new ServerProcess(Start(start, folder, [.. own, .. settings]));
        using var patience = new CancellationTokenSource(Patience);
        var started = new List<string>();
        while (await server.process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            started.Add(line);
            var ready = line.IndexOf(ReadyLine, StringComparison.Ordinal);
            if (ready < 0)
                continue;
            server.Client = new HttpClient(new LeakScanner())
            {
                BaseAddress = new Uri(line[(ready + ReadyLine.Length)..]),
            };
            server.Started = started;
            return server;
        }
        throw new InvalidOperationException(await server.process.StandardError.ReadToEndAsync(patience.Token));
    }

    /// <summary>Runs a command, or a start that is refused, to its end.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(
        string folder,
        IEnumerable<string> args,
        params IEnumerable<(string Name, string Value)> settings
    )
    {
        using var run = Start(Command("dotnet", [Server, .. args]), folder, settings);
        using var patience = new CancellationTokenSource(Patience);
        var output = run.StandardOutput.ReadToEndAsync(patience.Token);
        var error = run.StandardError.ReadToEndAsync(patience.Token);
        await run.WaitForExitAsync(patience.Token);
        return (run.ExitCode, await output, await error);
    }

    /// <summary>SIGKILL: nothing in the process gets to run any more.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>SIGTERM, and the exit code that comes of it.</summary>
    public async Task<int> StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        using var patience = new CancellationTokenSource(Patience);
        await process.WaitForExitAsync(patience.Token);
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (!process.HasExited)
            await KillAsync();
        process.Dispose();
    }

    private static ProcessStartInfo Command(string name, params IEnumerable<string> args) => new(name, args);

    private static Process Start(
        ProcessStartInfo start,
        string folder,
        IEnumerable<(string Name, string Value)> settings
    )
    {
        start.WorkingDirectory = folder;
        start.UseShellExecute = false;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        // Servers run side by side, and one alone can have the usual address.
        if (start.Environment["ASPNETCORE_ENVIRONMENT"] is not "Development")
            start.Environment.TryAdd("Metrics__Listen", "Off");
        return Process.Start(start)!;
    }
}
