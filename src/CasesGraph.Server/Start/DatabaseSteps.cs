using System.Data.Common;
using CasesGraph.Data;
using CasesGraph.Identities;
using CasesGraph.Seeding;

namespace CasesGraph.Server.Start;

internal static class DatabaseSteps
{
    public static async Task MigrateDatabaseAsync(this WebApplication app)
    {
        try
        {
            await CheckedAsync(
                app.Services.GetRequiredService<DatabaseMigration>().RunAsync(app.Lifetime.ApplicationStopping)
            );
        }
        catch (Exception failure) when (failure is DbException or IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException($"The database cannot be opened: {failure.Message}", failure);
        }
    }

    /// <summary>An empty database gets demo data as the settings ask for it, and nobody where everybody has to sign in.</summary>
    public static async Task SeedDemoAsync(this WebApplication app)
    {
        var database = app.Services.GetRequiredService<CasesDatabase>().Place;
        var settings = app.Services.GetRequiredService<ServerSettings>();
        ServerLog.Places(app.Logger, database, settings.Uploads.Folder);
        if (!settings.AnonymousAdministrator && settings.DemoCases == 0)
            return;
        if (!app.Services.GetRequiredService<Seeder>().IsEmpty())
            return;
        try
        {
            await app.RunSeederAsync(settings.DemoCases, until: null);
        }
        catch (SeedRefusedException)
        {
            // Another process that started at the same time was first.
        }
    }

    /// <summary>What groups of tokens give has to be there.</summary>
    public static Task CheckGroupsAsync(this WebApplication app) =>
        CheckedAsync(app.Services.GetRequiredService<GroupsCheck>().RunAsync(app.Lifetime.ApplicationStopping));

    /// <summary>The command seed: a database that is not empty is refused.</summary>
    public static async Task SeedAsync(this WebApplication app, SeedOptions order)
    {
        try
        {
            await app.RunSeederAsync(order.Cases, order.Until);
        }
        catch (SeedRefusedException refused)
        {
            throw new StartRefusedException(refused.Message, refused);
        }
    }

    /// <summary>A setting that does not fit what the database has refuses the start.</summary>
    private static async Task CheckedAsync(Task step)
    {
        try
        {
            await step;
        }
        catch (DatabaseSettingException mistake)
        {
            throw new StartRefusedException(mistake.Message, mistake);
        }
    }

    private static async Task RunSeederAsync(this WebApplication app, int cases, DateTimeOffset? until)
    {
        var time = until ?? app.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        await app
            .Services.GetRequiredService<Seeder>()
            .SeedAsync(cases, time.UtcDateTime, progress: null, app.Lifetime.ApplicationStopping);
        if (cases > 0)
            ServerLog.Seeded(app.Logger, cases);
    }
}
