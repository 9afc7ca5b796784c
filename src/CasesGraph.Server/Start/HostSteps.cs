using CasesGraph.Graph;
using Microsoft.AspNetCore.HostFiltering;

namespace CasesGraph.Server.Start;

/// <summary>The steps that <see cref="ServerHost"/> names, as far as they are about the process and not about HTTP.</summary>
internal static class HostSteps
{
    /// <summary>Start, stop and failures. Settings under Logging come on top.</summary>
    public static void AddQuietLogging(this WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders().AddConsole();
        builder.Configuration.Sources.Insert(
            0,
            new Microsoft.Extensions.Configuration.Memory.MemoryConfigurationSource
            {
                InitialData = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
                {
                    ["Logging:LogLevel:Default"] = "Information",
                    ["Logging:LogLevel:Microsoft"] = "Warning",
                },
            }
        );
    }

    public static ServerSettings AddServerSettings(this WebApplicationBuilder builder)
    {
        var settings = ServerSettings.Read(builder.Configuration, builder.Environment);
        builder.Services.AddSingleton(settings).AddSingleton(settings.Limits);
        return settings;
    }

    public static void ListenOnLoopbackByDefault(this WebApplicationBuilder builder)
    {
        if (Listening.Addresses(builder.Configuration).Count == 0)
            builder.WebHost.UseUrls("http://localhost:5000");
    }

    public static void LimitRequests(this WebApplicationBuilder builder, Limits limits)
    {
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // The endpoint refuses earlier and in JSON; this bounds what is read to tell the client so.
            kestrel.Limits.MaxRequestBodySize = Math.Max(32L * 1024 * 1024, limits.BodyBytes);
        });
        builder.Services.Configure<HostFilteringOptions>(hosts => hosts.IncludeFailureMessage = false);
    }

    /// <summary>An administrator without a password is only for this machine.</summary>
    public static void CheckAccess(this WebApplication app)
    {
        if (!app.Services.GetRequiredService<ServerSettings>().AnonymousAdministrator)
        {
            throw new StartRefusedException(
                "Nobody could sign in: no authentication is set up. Set Access__Anonymous=Administrator to let every "
                    + "caller on this machine in as the demo administrator."
            );
        }
        var open = Listening.Addresses(app.Configuration).FirstOrDefault(address => !Listening.IsLoopback(address));
        if (open is not null)
        {
            throw new StartRefusedException(
                $"Callers without a password are administrators here, and {open} can be reached from other machines. "
                    + "Listen on loopback only (ASPNETCORE_URLS=http://localhost:5000)."
            );
        }
    }

    public static async Task ListenAsync(this WebApplication app)
    {
        try
        {
            await app.StartAsync();
        }
        // Kestrel's message names the address and the reason (in use, not ours to take).
        catch (IOException failure)
        {
            throw new StartRefusedException(failure.Message, failure);
        }
        foreach (var address in app.Urls)
            ServerLog.Ready(app.Logger, address);
        app.Lifetime.ApplicationStopped.Register(() => ServerLog.Stopped(app.Logger));
    }
}
