using CasesGraph.Serving;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace CasesGraph.Server.Start;

internal static class TelemetrySteps
{
    /// <summary>Metrics are there to be fetched; traces are sent only where a collector is named.</summary>
    public static void AddTelemetry(this IServiceCollection services, ServerSettings settings)
    {
        var telemetry = services
            .AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(Telemetry.Name))
            .WithMetrics(metrics =>
                metrics
                    .AddMeter("CasesGraph*", "System.Runtime", "Microsoft.AspNetCore.Server.Kestrel")
                    .AddPrometheusExporter(prometheus => prometheus.ScrapeResponseCacheDurationMilliseconds = 0)
            );
        services.AddSingleton<MetricsListener>().AddHostedService(given => given.GetRequiredService<MetricsListener>());
        if (settings.OtlpEndpoint is { } collector)
        {
            telemetry.WithTracing(traces =>
                traces
                    .AddSource(Telemetry.Name + "*")
                    .AddAspNetCoreInstrumentation()
                    .AddOtlpExporter(otlp => otlp.Endpoint = collector)
            );
        }
    }

    public static void MapMetrics(this WebApplication app)
    {
        if (app.Services.GetRequiredService<ServerSettings>().Metrics.BesideTheApi)
            app.MapPrometheusScrapingEndpoint(MetricsListener.Path);
    }
}
