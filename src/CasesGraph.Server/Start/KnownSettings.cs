using CasesGraph.Model;
using Microsoft.Extensions.Configuration.CommandLine;
using Microsoft.Extensions.Configuration.Json;

namespace CasesGraph.Server.Start;

/// <summary>
/// The names at the root of the settings. One that is misspelt stops the start, as <see cref="SectionReading"/> does with
/// the names in a section of our own.
/// </summary>
internal static class KnownSettings
{
    /// <summary>Read by the host and by Kestrel.</summary>
    private static readonly IReadOnlyList<string> OfHost =
    [
        WebHostDefaults.ServerUrlsKey,
        WebHostDefaults.HttpPortsKey,
        WebHostDefaults.HttpsPortsKey,
        WebHostDefaults.EnvironmentKey,
        WebHostDefaults.ContentRootKey,
        WebHostDefaults.ApplicationKey,
        WebHostDefaults.ShutdownTimeoutKey,
        WebHostDefaults.PreferHostingUrlsKey,
        "AllowedHosts",
        "hostBuilder",
    ];

    private static readonly IReadOnlyList<string> Databases = ["Cases", "CasesReplica"];

    private static readonly IReadOnlyList<string> Sections =
    [
        "Access",
        "ApiKeys",
        "Attachments",
        "Audit",
        "Authentication",
        "ConnectionStrings",
        "Cors",
        "Database",
        "Demo",
        "Documents",
        "Ide",
        "Imports",
        "Jobs",
        "Limits",
        "Metrics",
        "Portal",
        "Proxy",
        "Schema",
        "Telemetry",
        "Uploads",
        "Logging",
        "Kestrel",
    ];

    public static bool IsOfHost(string name) => OfHost.Contains(name, StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Files and arguments are ours alone, so that every name in them counts. Among the variables of the environment are
    /// those of others: there a name counts when it is nearly one of ours.
    /// </summary>
    public static void Check(IConfigurationManager configuration)
    {
        foreach (var provider in ((IConfigurationRoot)configuration).Providers)
        {
            var isOurs = provider is JsonConfigurationProvider or CommandLineConfigurationProvider;
            foreach (var name in Children(provider, path: null).Where(name => !IsKnown(name)))
            {
                var meant = Spelling.Nearest(name, Sections);
                if (isOurs || (meant is not null && Children(provider, name).Any()))
                    throw new StartRefusedException(Refused(name, meant));
            }
        }
        foreach (var one in configuration.GetSection("ConnectionStrings").GetChildren())
        {
            if (!Databases.Contains(one.Key, StringComparer.OrdinalIgnoreCase))
            {
                throw new StartRefusedException(
                    $"{one.Path} is not a setting; ConnectionStrings has {string.Join(", ", Databases)}."
                );
            }
        }
    }

    private static string Refused(string name, string? meant) =>
        meant is null
            ? $"{name} is not a setting; there are {string.Join(", ", [.. Sections, .. OfHost])}."
            : $"{name} is not a setting; did you mean {meant}?";

    private static bool IsKnown(string name) =>
        Sections.Contains(name, StringComparer.OrdinalIgnoreCase) || IsOfHost(name);

    private static IEnumerable<string> Children(IConfigurationProvider provider, string? path) =>
        provider.GetChildKeys([], path).Distinct(StringComparer.OrdinalIgnoreCase);
}
