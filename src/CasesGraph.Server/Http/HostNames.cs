using CasesGraph.Server.Start;
using Microsoft.Extensions.Primitives;

namespace CasesGraph.Server.Http;

/// <summary>
/// Lets in who asks for this server by a name of AllowedHosts. A page of another site that has its own name resolved to
/// this machine (DNS rebinding) stays outside.
/// </summary>
internal sealed class HostNames(RequestDelegate next, IConfiguration configuration, ILogger<HostNames> logger)
{
    public const string Setting = "AllowedHosts";
    private const int MostWarnings = 100;
    private const int LongestName = 100;

    private static readonly string[] Anything = ["*", "[::]", "0.0.0.0"];

    private readonly List<StringSegment> allowed =
    [
        .. (configuration[Setting] ?? "")
            .Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(name => new StringSegment(new HostString(name).ToUriComponent())),
    ];

    private readonly HashSet<string> warned = new(StringComparer.OrdinalIgnoreCase);

    public Task InvokeAsync(HttpContext http)
    {
        var host = http.Request.Headers.Host.ToString().Trim();
        if (host.Length > 0 && IsAllowed(host))
            return next(http);
        var type = AcceptHeader.Choose(http.Request.Headers.Accept) ?? AnswerType.Json;
        var name = Printable(host);
        if (host.Length > 0)
            Warn(name);
        return http.WriteRefusalAsync(type, host.Length > 0 ? Refusal.UnknownHost(name) : Refusal.NoHost);
    }

    private bool IsAllowed(string host) =>
        allowed.Exists(name => Anything.Contains(name.Value, StringComparer.Ordinal))
        || HostString.MatchesAny(host, allowed);

    /// <summary>Once for a name, as what asks for it asks again; and not for ever, as names can be made up.</summary>
    private void Warn(string name)
    {
        lock (warned)
        {
            if (warned.Count >= MostWarnings || !warned.Add(name))
                return;
        }
        ServerLog.UnknownHost(logger, name, Setting);
    }

    /// <summary>As a name can be written; whatever else was sent neither ends a line nor colours one.</summary>
    private static string Printable(string host) =>
        string.Concat(
            host.Take(LongestName)
                .Select(character =>
                    char.IsAsciiLetterOrDigit(character) || "-._:[]".Contains(character, StringComparison.Ordinal)
                        ? character
                        : '?'
                )
        );
}
