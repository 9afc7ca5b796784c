using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Data.Sqlite;

/// <summary>One process at a time, by a lock on a file beside the database.</summary>
internal sealed class SqliteMigration(
    CasesDatabase database,
    SqliteConnections connections,
    IEnumerable<IStartStep> steps
) : DatabaseMigration(steps)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public override async Task RunAsync(CancellationToken token)
    {
        await using var db = database.CreateDb();
        if (!await IsCurrentAsync(db, token))
            await MigrateAsync(db, token);
        foreach (var step in Steps)
            await step.RunAsync(db, token);
    }

    private async Task MigrateAsync(CasesDb db, CancellationToken token)
    {
        var file = Path.GetFullPath(new SqliteConnectionStringBuilder(connections.ConnectionString).DataSource);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var lockFile = file + ".migrating";
        await using (await LockAsync(lockFile, token))
        {
            if (!await IsCurrentAsync(db, token))
            {
                await RemoveStaleLockAsync(token);
                await db.Database.MigrateAsync(token);
                await SqliteSearchUpkeep.RunAsync(db, token);
                await SqliteTallies.RunAsync(db, token);
            }
            // Whoever takes a lock on the removed file finds nothing left to do.
            File.Delete(lockFile);
        }
    }

    private static async Task<bool> IsCurrentAsync(CasesDb db, CancellationToken token) =>
        await db.Database.CanConnectAsync(token)
        && !(await db.Database.GetPendingMigrationsAsync(token)).Any()
        && await SqliteSearchUpkeep.IsCurrentAsync(db, token)
        && await SqliteTallies.AreCurrentAsync(db, token);

    /// <summary>The operating system releases this lock with the process, even one that is killed.</summary>
    private static async Task<FileStream> LockAsync(string path, CancellationToken token)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (File.Exists(path))
            {
                await Task.Delay(Pause, token);
            }
        }
    }

    /// <summary>
    /// EF Core's own lock is a row, which a killed process leaves behind and every later start waits for without end.
    /// Under the file's lock nobody else migrates, so a row that is there is such a remnant.
    /// </summary>
    private async Task RemoveStaleLockAsync(CancellationToken token)
    {
        await using var connection = connections.Open();
        await using var command = connection.CreateCommand();
        command.CommandText = "DROP TABLE IF EXISTS \"__EFMigrationsLock\"";
        await command.ExecuteNonQueryAsync(token);
    }
}
