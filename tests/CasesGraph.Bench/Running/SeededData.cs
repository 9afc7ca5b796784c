using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace CasesGraph.Bench.Running;

/// <summary>The data that is measured on: made by the product's own command once, and kept.</summary>
internal sealed class SeededData(BenchOptions options)
{
    private const string Until = "2026-01-01T00:00:00Z";

    private string Folder =>
        Path.Join(options.Cache, string.Create(CultureInfo.InvariantCulture, $"data/{options.Cases}"));

    private string File => Path.Join(Folder, "cases.db");

    public async Task<string> EnsureAsync(CancellationToken token)
    {
        if (System.IO.File.Exists(File))
            return File;
        Progress.Say($"seeding {options.Cases:N0} cases");
        Directory.CreateDirectory(Folder);
        var unfinished = File + ".unfinished";
        System.IO.File.Delete(unfinished);
        var start = new ProcessStartInfo(
            "dotnet",
            [
                Path.Join(options.Server, "CasesGraph.Server.dll"),
                "seed",
                "--cases",
                options.Cases.ToString(CultureInfo.InvariantCulture),
                "--until",
                Until,
            ]
        );
        start.Environment["ConnectionStrings__Cases"] = $"Data Source={unfinished}";
        using var seed = Process.Start(start)!;
        await seed.WaitForExitAsync(token);
        if (seed.ExitCode != 0)
            throw new BenchStoppedException("The data could not be made.");
        System.IO.File.Move(unfinished, File);
        return File;
    }

    /// <summary>A copy to write to.</summary>
    public string Copy(string name)
    {
        var copy = Path.Join(options.Cache, $"data/{name}.db");
        foreach (var suffix in new[] { "", "-wal", "-shm" })
            System.IO.File.Delete(copy + suffix);
        // Whatever a reader left behind in the log belongs to the data.
        using (var connection = new SqliteConnection($"Data Source={File};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
            command.ExecuteNonQuery();
        }
        System.IO.File.Copy(File, copy);
        return copy;
    }
}
