using CasesGraph.Roles;

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

    /// <summary>The claim that names groups; null where roles do not go by them.</summary>
    public string? GroupsClaim { get; init; }

    /// <summary>The names of roles by groups.</summary>
    public IReadOnlyDictionary<string, string> Groups { get; init; } =
        new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The roles of some groups, as their names are compared.</summary>
    internal IReadOnlyCollection<string> RolesOf(IEnumerable<string> groups) =>
        [
            .. groups
                .Where(Groups.ContainsKey)
                .Select(group => Role.KeyOf(Groups[group]))
                .Distinct(StringComparer.Ordinal),
        ];
}
