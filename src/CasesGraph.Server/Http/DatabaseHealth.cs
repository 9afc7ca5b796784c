using CasesGraph.Data;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CasesGraph.Server.Http;

/// <summary>Ready means that the database answers; live, that the process does.</summary>
internal sealed class DatabaseHealth(CasesDatabase database) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default
    )
    {
        await using var db = database.CreateDb();
        await db.Users.AnyAsync(cancellationToken);
        return HealthCheckResult.Healthy();
    }
}

internal static class DatabaseHealthSteps
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static void AddDatabaseHealth(this IServiceCollection services) =>
        services.AddHealthChecks().AddCheck<DatabaseHealth>("database", timeout: Patience);

    public static void MapDatabaseHealth(this WebApplication app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
        app.MapHealthChecks("/health/ready");
    }
}
