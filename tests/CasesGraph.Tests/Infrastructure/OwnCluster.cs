using System.Diagnostics;
using Npgsql;

namespace CasesGraph.Tests.Infrastructure;

/// <summary>A PostgreSQL cluster that a test may stop and start again (tools/postgres); for fixtures, only where there is one.</summary>
public sealed class OwnCluster : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("casesgraph-cluster-").FullName;
    private int databases;

    private string Address { get; set; } = "";

    /// <summary>The settings of a server with a new database on it.</summary>
    public (string Name, string Value)[] Settings(string options = "") =>
        [
            ("Database:Provider", "Postgres"),
            ("ConnectionStrings:Cases", $"{Address};Database=own_{Interlocked.Increment(ref databases)};{options}"),
        ];

    public async Task InitializeAsync()
    {
        if (!TestDatabase.IsPostgres)
            return;
        await StartAsync();
        // What is stopped is the server, not the machine.
        await ExecuteAsync("ALTER SYSTEM SET fsync = off");
        await ExecuteAsync("SELECT pg_reload_conf()");
    }

    public async Task DisposeAsync()
    {
        if (Address.Length > 0)
            await StopAsync("immediate");
        Directory.Delete(folder, recursive: true);
    }

    public async Task StartAsync() => Address = await RunAsync("start", folder);

    /// <summary>The server goes, its data stay.</summary>
    /// <param name="mode">fast: sessions are told and transactions rolled back; immediate: as after a crash.</param>
    public Task StopAsync(string mode) => RunAsync("stop", folder, mode);

    /// <summary>As its superuser.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection($"{Address};Database=postgres;Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<string> RunAsync(params IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(Path.Join(Repository.Root, "tools", "postgres"), arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        // The server that it starts inherits the output and keeps it open.
        var line = await process.StandardOutput.ReadLineAsync();
        await process.WaitForExitAsync(CancellationToken.None).WaitAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(0, process.ExitCode);
        return (line ?? "").Split(";Database=")[0];
    }
}
