using OpenTelemetry.Metrics;

namespace CasesGraph.Server.Start;

/// <summary>
/// Answers /metrics on an address of its own, with nothing of the API behind it: what passes requests on to the API does
/// not reach it.
/// </summary>
internal sealed class MetricsListener(ServerSettings settings, MeterProvider meters) : IHostedService, IAsyncDisposable
{
    public const string Path = "/metrics";

    private WebApplication? app;

    /// <summary>Once it listens; null where it does not.</summary>
    public string? Address => app?.Urls.First();

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (settings.Metrics.Own is not { } address)
            return;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.AddServerHeader = false).UseUrls(address);
        builder.Services.AddOptions();
        var made = builder.Build();
        made.UseOpenTelemetryPrometheusScrapingEndpoint(
            meters,
            predicate: null,
            Path,
            configureBranchedPipeline: null,
            optionsName: null
        );
        try
        {
            await made.StartAsync(cancellationToken);
        }
        catch (Exception failure) when (Listening.Refusal(failure) is { } refusal)
        {
            await made.DisposeAsync();
            throw new StartRefusedException($"Metrics:Listen is {address}, and that cannot be: {refusal}", failure);
        }
        app = made;
    }

    public Task StopAsync(CancellationToken cancellationToken) =>
        app?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    public ValueTask DisposeAsync() => app?.DisposeAsync() ?? ValueTask.CompletedTask;
}
