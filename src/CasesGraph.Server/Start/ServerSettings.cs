using System.Net;
using CasesGraph.Attachments;
using CasesGraph.Audit;
using CasesGraph.Data;
using CasesGraph.Graph;
using CasesGraph.Imports;
using CasesGraph.JobFiles;
using CasesGraph.Keys;
using CasesGraph.Portal;
using CasesGraph.Replies;
using CasesGraph.Roles;
using CasesGraph.Server.Http;
using CasesGraph.Serving;
using CasesGraph.Teams;

namespace CasesGraph.Server.Start;

/// <summary>The settings (docs/operating.md), read and checked once.</summary>
internal sealed record ServerSettings
{
    public required DatabaseSettings Database { get; init; }

    /// <summary>How many demo cases an empty database gets at start; with none it is the demo administrator alone.</summary>
    public required int DemoCases { get; init; }

    /// <summary>Callers without credentials act as the demo administrator.</summary>
    public required bool AnonymousAdministrator { get; init; }

    public required DefaultRole DefaultRole { get; init; }

    public required DefaultTeam DefaultTeam { get; init; }

    public required KeySettings Keys { get; init; }

    public required AuditSettings Audit { get; init; }

    public required PortalSettings Portal { get; init; }

    public required TokenSettings Tokens { get; init; }

    /// <summary>What stays open, such as a subscription, ends after this time.</summary>
    public required TimeSpan LongestStream { get; init; }

    public required IReadOnlyList<string> Origins { get; init; }

    /// <summary>Where proxies are whose word is taken for the address of a caller.</summary>
    public required IReadOnlyList<IPNetwork> Proxies { get; init; }

    public required Limits Limits { get; init; }

    public required SchemaSettings Schema { get; init; }

    public required TrustedDocuments Documents { get; init; }

    public required MetricsAddress Metrics { get; init; }

    public required UploadSettings Uploads { get; init; }

    public required ImportSettings Imports { get; init; }

    public required KeepSettings Jobs { get; init; }

    public required UrlSettings AttachmentUrls { get; init; }

    public required FollowUpSettings FollowUps { get; init; }

    public required ExplorerSettings Explorers { get; init; }

    /// <summary>Where traces are sent by OTLP; null for nowhere.</summary>
    public Uri? OtlpEndpoint { get; init; }

    public static ServerSettings Read(IConfiguration configuration, IHostEnvironment environment)
    {
        var access = configuration.ReadSection<AccessSection>("Access");
        var schema = configuration.ReadSection<SchemaSettings>("Schema");
        var portal = configuration.ReadSection<PortalSettings>("Portal");
        return new ServerSettings
        {
            Database = ReadDatabase(configuration, environment),
            DemoCases = configuration.ReadSection<DemoSection>("Demo").Cases ?? (environment.IsDevelopment() ? 200 : 0),
            AnonymousAdministrator = access.Anonymous switch
            {
                null => environment.IsDevelopment(),
                AnonymousAccess.Administrator => true,
                _ => false,
            },
            DefaultRole = access.DefaultRole is { } name ? new(name) : DefaultRole.Agent,
            DefaultTeam = access.DefaultTeam is { } team ? new(team) : DefaultTeam.General,
            Keys = configuration.ReadSection<KeySettings>("ApiKeys"),
            Audit = configuration.ReadSection<AuditSettings>("Audit"),
            Portal = portal,
            Tokens = TokenSettings.Read(configuration, environment, access),
            LongestStream = TimeSpan.FromHours(access.MaxStreamHours),
            Origins = CrossOriginSettings.Read(configuration),
            Proxies = BehindProxies.Read(configuration),
            Limits = ReadLimits(configuration),
            Schema = schema,
            Documents = configuration.ReadDocuments(environment),
            Metrics = MetricsAddress.Read(configuration, environment),
            Uploads = configuration.ReadUploads(environment),
            Imports = configuration.ReadImports(),
            Jobs = configuration.ReadSection<KeepSettings>("Jobs"),
            FollowUps = new(portal.ReopenDays),
            AttachmentUrls = configuration.ReadSection<UrlSettings>("Attachments"),
            Explorers = ExplorerSettings.Read(configuration, environment, schema),
            OtlpEndpoint = ReadOtlpEndpoint(configuration),
        };
    }

    private static DatabaseSettings ReadDatabase(IConfiguration configuration, IHostEnvironment environment)
    {
        try
        {
            return DatabaseSettings.Read(
                configuration.ReadSection<DatabaseSection>("Database").Provider,
                configuration.GetConnectionString("Cases"),
                configuration.GetConnectionString("CasesReplica"),
                environment.ContentRootPath
            );
        }
        catch (DatabaseSettingException mistake)
        {
            throw new StartRefusedException(mistake.Message, mistake);
        }
    }

    private static Limits ReadLimits(IConfiguration configuration)
    {
        var limits = configuration.ReadSection<Limits>("Limits");
        if (limits.DefaultPageSize > limits.MaxPageSize)
        {
            throw new StartRefusedException(
                $"Limits:DefaultPageSize ({limits.DefaultPageSize}) is over Limits:MaxPageSize ({limits.MaxPageSize})."
            );
        }
        return limits;
    }

    private static Uri? ReadOtlpEndpoint(IConfiguration configuration) =>
        configuration.ReadSection<TelemetrySection>("Telemetry").OtlpEndpoint switch
        {
            null or "" => null,
            var text when Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" => uri,
            var text => throw new StartRefusedException(
                $"Telemetry:OtlpEndpoint is '{text}'; it takes an address such as http://localhost:4317."
            ),
        };

    private sealed record TelemetrySection
    {
        public string? OtlpEndpoint { get; init; }
    }

    private sealed record DatabaseSection
    {
        public string? Provider { get; init; }
    }

    private sealed record DemoSection
    {
        [System.ComponentModel.DataAnnotations.Range(0, 10_000_000)]
        public int? Cases { get; init; }
    }
}
