using CasesGraph.Attachments;
using CasesGraph.Server.Http;
using CasesGraph.Server.Http.Explorers;
using CasesGraph.Server.Http.Tokens;
using CasesGraph.Server.Start;

namespace CasesGraph.Server;

public static class ServerHost
{
    /// <summary>Of the product, such as 1.4.0.</summary>
    public static string Version { get; } = typeof(ServerHost).Assembly.GetName().Version!.ToString(fieldCount: 3);

    /// <summary>Reads the settings and puts the server together; nothing runs yet.</summary>
    /// <param name="options">Where it stands; its arguments are settings.</param>
    /// <param name="configure">Has the last word on services and logging, for tests.</param>
    public static WebApplication Build(WebApplicationOptions options, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(options);
        builder.AddDefaults();
        KnownSettings.Check(builder.Configuration);
        var settings = builder.AddServerSettings();
        builder.ListenOnLoopbackByDefault();
        builder.LimitRequests(settings.Limits);
        builder.Services.AddCasesGraph(settings.Database);
        builder.Services.AddHostedService<StatisticsUpkeep>();
        builder.Services.AddHostedService<MemoryUpkeep>();
        builder.Services.AddHostedService<LoopWatch>();
        builder.Services.AddHostedService<JobService>();
        builder.Services.AddHostedService<AuditCleaning>();
        builder.Services.AddGraphHttp();
        builder.Services.AddTokens();
        builder.Services.AddUploads(settings.Uploads, settings.AttachmentUrls);
        builder.Services.AddCrossOrigin(settings, builder.Environment);
        builder.Services.AddCompression();
        builder.Services.AddDatabaseHealth();
        builder.Services.AddTelemetry(settings);
        configure?.Invoke(builder);

        var app = builder.Build();
        app.UseProxies(settings.Proxies);
        app.UseExceptionHandler();
        app.UseHsts();
        app.UseMiddleware<HostNames>();
        app.UseCompression();
        app.UseExplorers();
        app.UseRouting();
        app.UseCrossOrigin();
        app.UseGraphSockets();
        app.MapGraph();
        app.MapSchema();
        app.MapFiles();
        app.MapDatabaseHealth();
        app.MapMetrics();
        app.MapNotFound();
        return app;
    }

    /// <summary>Prepares the database and listens.</summary>
    public static async Task StartAsync(WebApplication app)
    {
        app.CheckAccess();
        app.KeepThreads();
        // Beside the rest, which waits for the disk.
        var registrations = app.CheckRegistrationsAsync();
        await app.CheckUploadsAsync();
        await app.MigrateDatabaseAsync();
        await app.Services.GetRequiredService<SignedUrls>().LoadAsync(app.Lifetime.ApplicationStopping);
        await app.CheckSignInAsync();
        await app.SeedDemoAsync();
        await app.CheckGroupsAsync();
        await app.NameAdministratorsAsync();
        await registrations;
        app.FollowLog();
        await app.ListenAsync();
    }
}
