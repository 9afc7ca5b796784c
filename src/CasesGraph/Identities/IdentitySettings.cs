namespace CasesGraph.Identities;

/// <summary>What the sections Authentication and Access say of those who sign in by tokens.</summary>
public sealed record IdentitySettings
{
    /// <summary>Whose tokens are taken for those of users, as they call themselves.</summary>
    public IReadOnlySet<string> Issuers { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Whose tokens are taken for those of contacts.</summary>
    public IReadOnlySet<string> ContactIssuers { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    internal IReadOnlySet<string> IssuersOf(IdentityKind kind) =>
        kind is IdentityKind.Contact ? ContactIssuers : Issuers;

    /// <summary>The issuers whose word is taken for an address: whoever has it signs in as the user or contact who has it.</summary>
    public IReadOnlySet<string> LinkByEmail { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>The issuers for all of whose identities users are made.</summary>
    public IReadOnlySet<string> CreateUsers { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>The claim that names groups; null where roles and teams do not go by them.</summary>
    public string? GroupsClaim { get; init; }

    /// <summary>By groups the names of roles, or of teams as <see cref="GroupGrant"/> reads them.</summary>
    public IReadOnlyDictionary<string, string> Groups { get; init; } =
        new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>What some groups give.</summary>
    internal IReadOnlyList<GroupGrant> GrantsOf(IEnumerable<string> groups) =>
        [.. groups.Where(Groups.ContainsKey).Select(group => GroupGrant.Parse(Groups[group]))];
}
