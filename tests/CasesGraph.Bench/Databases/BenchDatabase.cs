using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using CasesGraph.Bench.Running;

namespace CasesGraph.Bench.Databases;

/// <summary>Where the rows are: made by the product's own command once, and kept.</summary>
internal abstract class BenchDatabase(BenchOptions options)
{
    private const string Until = "2026-01-01T00:00:00Z";

    /// <summary>As in the product's setting.</summary>
    public abstract string Provider { get; }

    public bool IsPostgres => Provider is "Postgres";

    /// <summary>Time of the database's own processes so far; zero where it runs within the servers.</summary>
    public abstract TimeSpan Cpu { get; }

    protected BenchOptions Options => options;

    /// <summary>Gives the connection string of the seeded rows, which nobody may change.</summary>
    public abstract Task<string> EnsureAsync(CancellationToken token);

    /// <summary>Gives the connection string of a copy to write to.</summary>
    public abstract Task<string> CopyAsync(string name, CancellationToken token);

    public abstract Task<DbConnection> OpenAsync(string connectionString, CancellationToken token);

    /// <summary>Sets a connection up for statements as the product runs them.</summary>
    public virtual Task PrepareAsync(DbConnection connection, CancellationToken token) => Task.CompletedTask;

    public Task<BenchServer> StartProductAsync(string name, string connectionString, CancellationToken token) =>
        BenchServer.StartAsync(
            name,
            "CasesGraph is ready: ",
            ["dotnet", ServerFile],
            new Dictionary<string, string>(ProductSettings(connectionString), StringComparer.Ordinal)
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Production",
                ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
                ["Access__Anonymous"] = "Administrator",
                ["Metrics__Listen"] = BenchServer.Metrics,
                ["Uploads__Folder"] = Path.Join(options.Cache, "files"),
                // Callers by keys ask as often as all others.
                ["Limits__KeyBucket"] = "10000000",
                ["Limits__KeyRestore"] = "1000000",
            },
            token
        );

    protected async Task SeedAsync(string connectionString, CancellationToken token)
    {
        Progress.Say($"seeding {options.Cases:N0} cases");
        var cases = options.Cases.ToString(CultureInfo.InvariantCulture);
        var start = new ProcessStartInfo("dotnet", [ServerFile, "seed", "--cases", cases, "--until", Until]);
        foreach (var (name, value) in ProductSettings(connectionString))
            start.Environment[name] = value;
        using var seed = Process.Start(start)!;
        await seed.WaitForExitAsync(token);
        if (seed.ExitCode != 0)
            throw new BenchStoppedException("The data could not be made.");
    }

    private string ServerFile => Path.Join(options.Server, "CasesGraph.Server.dll");

    private Dictionary<string, string> ProductSettings(string connectionString) =>
        new(StringComparer.Ordinal)
        {
            ["Database__Provider"] = Provider,
            ["ConnectionStrings__Cases"] = connectionString,
        };
}
