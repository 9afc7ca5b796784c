using CasesGraph.Data;
using CasesGraph.Serving;
using CasesGraph.Users;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CasesGraph.Server.Http;

/// <summary>Ready means that the database answers and takes writes; live, that the process answers.</summary>
internal sealed class DatabaseHealth(CasesDatabase database, WriteGate gate) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default
    )
    {
        await using var db = database.CreateDb();
        await db.Set<User>().AnyAsync(cancellationToken);
        if (!gate.TakesWrites)
            await gate.ProbeAsync(cancellationToken);
        return HealthCheckResult.Healthy();
    }
}

/// <summary>And that everything runs that is to run beside the requests.</summary>
internal sealed class LoopHealth(BackgroundLoops loops) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default
    ) =>
        Task.FromResult(
            loops.Down is { Count: > 0 } down
                ? HealthCheckResult.Unhealthy($"Not running: {string.Join(", ", down)}.")
                : HealthCheckResult.Healthy()
        );
}

internal static class DatabaseHealthSteps
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static void AddDatabaseHealth(this IServiceCollection services) =>
        services
            .AddHealthChecks()
            .AddCheck<DatabaseHealth>("database", timeout: Patience)
            .AddCheck<LoopHealth>("loops");

    public static void MapDatabaseHealth(this WebApplication app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
        app.MapHealthChecks("/health/ready");
    }
}
