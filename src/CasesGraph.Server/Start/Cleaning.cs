using CasesGraph.Attachments;
using CasesGraph.Data;
using CasesGraph.Serving;

namespace CasesGraph.Server.Start;

internal static class Cleaning
{
    /// <summary>The command clean: what was deleted or overwritten leaves the files as far as the service can do that.</summary>
    public static async Task CleanAsync(this WebApplication app)
    {
        await app.MigrateDatabaseAsync();
        var token = app.Lifetime.ApplicationStopping;
        try
        {
            var count = await app.Services.GetRequiredService<OrphanSweep>().CleanAsync(token);
            var database = app.Services.GetRequiredService<CasesDatabase>();
            await database.CleanAsync(app.Services.GetRequiredService<WriteGate>(), token);
            ServerLog.Cleaned(app.Logger, count);
        }
        catch (Exception failure) when (failure is UnavailableException or IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException($"It is not all cleaned up: {failure.Message}", failure);
        }
    }
}
