using CasesGraph.ChangeLog.Feed;
using CasesGraph.Data;
using CasesGraph.Graph;
using CasesGraph.Graph.Running;
using CasesGraph.Keys;
using CasesGraph.Query;
using CasesGraph.Server.Http;
using CasesGraph.Serving;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.Extensions.Configuration.Memory;

namespace CasesGraph.Server.Start;

/// <summary>The steps that <see cref="ServerHost"/> names, as far as they are about the process and not about HTTP.</summary>
internal static class HostSteps
{
    /// <summary>What holds unless a setting says otherwise. The settings of our own have their defaults in their types.</summary>
    public static void AddDefaults(this WebApplicationBuilder builder)
    {
        var defaults = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
        {
            ["Logging:LogLevel:Default"] = "Information",
            ["Logging:LogLevel:Microsoft"] = "Warning",
            // Its error about a start that failed says the same as we do, at length; the rest is critical.
            ["Logging:LogLevel:Microsoft.Extensions.Hosting.Internal.Host"] = "Critical",
            ["Logging:Console:FormatterName"] = "simple",
            ["Logging:Console:FormatterOptions:SingleLine"] = "true",
            ["Logging:Console:FormatterOptions:UseUtcTimestamp"] = "true",
            ["Logging:Console:FormatterOptions:TimestampFormat"] = "yyyy-MM-ddTHH:mm:ss.fffZ ",
            [HostNames.Setting] = "localhost;127.0.0.1;[::1]",
        };
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = defaults });
        builder.Logging.ClearProviders().AddConsole();
        // Says when it is ready where systemd started it, and writes its log's way.
        builder.Services.AddSystemd();
    }

    public static ServerSettings AddServerSettings(this WebApplicationBuilder builder)
    {
        var settings = ServerSettings.Read(builder.Configuration, builder.Environment);
        builder
            .Services.AddSingleton(settings)
            .AddSingleton(settings.Limits)
            .AddSingleton(settings.Schema)
            .AddSingleton(settings.Documents)
            .AddSingleton(settings.DefaultRole)
            .AddSingleton(settings.DefaultTeam)
            .AddSingleton(settings.FollowUps)
            .AddSingleton(settings.Imports)
            .AddSingleton(settings.Jobs)
            .AddSingleton(settings.Keys)
            .AddSingleton(settings.Audit)
            .AddSingleton(settings.Portal)
            .AddSingleton(settings.Tokens)
            .AddSingleton(settings.Tokens.Identities);
        return settings;
    }

    public static void ListenOnLoopbackByDefault(this WebApplicationBuilder builder)
    {
        if (!Listening.Addresses(builder.Configuration).Any())
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
        // Its refusals are HTML, and an empty name passes: HostNames stands in its place.
        builder.Services.Configure<HostFilteringOptions>(hosts =>
            (hosts.AllowedHosts, hosts.AllowEmptyHosts) = (["*"], true)
        );
    }

    /// <summary>An administrator without a password is only for this machine.</summary>
    public static void CheckAccess(this WebApplication app)
    {
        if (!app.Services.GetRequiredService<ServerSettings>().AnonymousAdministrator)
            return;
        var open = Listening
            .Addresses(app.Configuration)
            .FirstOrDefault(address => !Listening.IsLoopback(address.Text));
        if (open is not null)
        {
            throw new StartRefusedException(
                $"Callers without a password are administrators here, and {open.Text} can be reached from other machines "
                    + $"(from {open.Setting}). Listen on loopback only: ASPNETCORE_URLS=http://localhost:5000 wins over ports."
            );
        }
    }

    /// <summary>Where everybody has to sign in, somebody must be able to.</summary>
    public static async Task CheckSignInAsync(this WebApplication app)
    {
        var settings = app.Services.GetRequiredService<ServerSettings>();
        if (settings.AnonymousAdministrator || settings.Tokens.Issuers.Count > 0)
            return;
        var keys = app.Services.GetRequiredService<FirstKey>();
        if (!await keys.AnyWorksAsync(app.Lifetime.ApplicationStopping))
        {
            throw new StartRefusedException(
                "Nobody could sign in: no API key works, and no issuer of tokens is named (Authentication__Issuers__0__Authority). "
                    + "Make a key by the command 'access key --user NAME --name TEXT --role Administrator', or set Access__Anonymous=Administrator to let every caller on this machine "
                    + "in as the demo administrator."
            );
        }
    }

    /// <summary>A mistake in what a feature registers is found at the start, not by the first who asks.</summary>
    public static Task CheckRegistrationsAsync(this WebApplication app) =>
        Task.Run(() => app.Services.GetRequiredService<ApiSchema>());

    /// <summary>The feed runs from the start on, so that its loop is watched and its figures are there before the first subscriber.</summary>
    public static void FollowLog(this WebApplication app) => app.Services.GetRequiredService<ChangeFeed>();

    /// <summary>
    /// Where reads hold their threads, those that have places are beside the processor's own. With more of them small
    /// requests take turns so often that one of a hundred waits ten times as long.
    /// </summary>
    public static void KeepThreads(this WebApplication app)
    {
        if (!app.Services.GetRequiredService<CasesDatabase>().ReadsHoldThreads)
            return;
        var admission = app.Services.GetRequiredService<Admission>();
        var planning = app.Services.GetRequiredService<PlanCache>().Planning;
        var held = admission.Expensive.Places + admission.Lists.Places + planning.Places;
        ThreadPool.GetMinThreads(out _, out var ports);
        ThreadPool.SetMinThreads(Environment.ProcessorCount + held, ports);
    }

    public static async Task ListenAsync(this WebApplication app)
    {
        try
        {
            await app.StartAsync();
        }
        catch (Exception failure) when (Listening.Refusal(failure) is { } refusal)
        {
            // What runs already ends as at any other stop, and nothing is logged about that.
            app.Lifetime.StopApplication();
            throw new StartRefusedException(refusal, failure);
        }
        catch (StartRefusedException)
        {
            app.Lifetime.StopApplication();
            throw;
        }
        foreach (var address in app.Urls)
            ServerLog.Ready(app.Logger, address);
        app.Lifetime.ApplicationStopped.Register(() => ServerLog.Stopped(app.Logger));
    }
}
