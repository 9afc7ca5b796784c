using System.ComponentModel.DataAnnotations;

namespace CasesGraph.Server.Start;

/// <summary>The section Access. Lists have ; between their entries.</summary>
internal sealed record AccessSection
{
    public AnonymousAccess? Anonymous { get; init; }

    public string? DefaultRole { get; init; }

    public string? DefaultTeam { get; init; }

    /// <summary>Identities as "issuer|subject".</summary>
    public string? Administrators { get; init; }

    /// <summary>Issuers.</summary>
    public string? LinkByEmail { get; init; }

    /// <summary>Issuers.</summary>
    public string? CreateUsers { get; init; }

    public string? GroupsClaim { get; init; }

    /// <summary>Names of roles by groups, or of teams behind team:.</summary>
    public Dictionary<string, string> Groups { get; init; } = new(StringComparer.Ordinal);

    [Range(1, 720)]
    public int MaxStreamHours { get; init; } = 24;

    [Range(0, 1_000_000)]
    public int TokenCache { get; init; } = 10_000;

    public static IReadOnlyList<string> List(string? text) =>
        text?.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
}

internal enum AnonymousAccess
{
    Denied,
    Administrator,
}
