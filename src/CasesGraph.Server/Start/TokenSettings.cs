using CasesGraph.Identities;
using Microsoft.IdentityModel.Tokens;

namespace CasesGraph.Server.Start;

/// <summary>Whose tokens are taken, and what becomes of those who show them.</summary>
internal sealed record TokenSettings
{
    public required IReadOnlyList<IssuerSettings> Issuers { get; init; }

    public required IdentitySettings Identities { get; init; }

    /// <summary>Who is an administrator from the start on.</summary>
    public required IReadOnlyList<(string Issuer, string Subject)> Administrators { get; init; }

    public required int MostRemembered { get; init; }

    public static TokenSettings Read(IConfiguration configuration, IHostEnvironment environment, AccessSection access)
    {
        var issuers = IssuerSettings.ReadAll(configuration, environment);
        var names = NamesOf(issuers, issuers.Select(one => one.Kind));
        var ofUsers = NamesOf(issuers, [IdentityKind.User]);
        if (access.Groups.Count > 0 && access.GroupsClaim is null)
            throw new StartRefusedException("Access:Groups needs Access:GroupsClaim, the claim that names groups.");
        return new TokenSettings
        {
            Issuers = issuers,
            Identities = new IdentitySettings
            {
                Issuers = ofUsers,
                ContactIssuers = NamesOf(issuers, [IdentityKind.Contact]),
                LinkByEmail = Known(access.LinkByEmail, nameof(access.LinkByEmail), names),
                CreateUsers = Known(access.CreateUsers, nameof(access.CreateUsers), ofUsers),
                GroupsClaim = access.GroupsClaim,
                Groups = access.Groups.ToDictionary(StringComparer.Ordinal),
            },
            Administrators = [.. AccessSection.List(access.Administrators).Select(Administrator)],
            MostRemembered = access.TokenCache,
        };

        static HashSet<string> NamesOf(IReadOnlyList<IssuerSettings> issuers, IEnumerable<IdentityKind> kinds) =>
            issuers.Where(one => kinds.Contains(one.Kind)).Select(one => one.Name).ToHashSet(StringComparer.Ordinal);

        static HashSet<string> Known(string? list, string setting, HashSet<string> of)
        {
            var named = AccessSection.List(list).ToHashSet(StringComparer.Ordinal);
            return named.FirstOrDefault(one => !of.Contains(one)) is { } unknown
                ? throw new StartRefusedException(
                    $"Access:{setting} names '{unknown}', which is no issuer of Authentication:Issuers{(setting is nameof(access.CreateUsers) ? " with Kind=User" : "")}."
                )
                : named;
        }
    }

    /// <summary>Subjects may have a bar too, addresses have none.</summary>
    private static (string Issuer, string Subject) Administrator(string entry) =>
        entry.Split('|', 2, StringSplitOptions.TrimEntries) is [{ Length: > 0 } issuer, { Length: > 0 } subject]
            ? (issuer, subject)
            : throw new StartRefusedException(
                $"Access:Administrators has '{entry}'; its entries are such as https://issuer.example|subject."
            );
}

/// <summary>An issuer of tokens.</summary>
/// <param name="Name">As it calls itself; where it is no other's keys, also where it tells them.</param>
internal sealed record IssuerSettings(string Name, IReadOnlyList<string> Audiences, IReadOnlyList<string> Algorithms)
{
    private const string ForDevelopers = "Authentication:Schemes:Bearer";

    private static readonly IReadOnlyList<string> Signatures =
    [
        SecurityAlgorithms.RsaSha256,
        SecurityAlgorithms.RsaSsaPssSha256,
        SecurityAlgorithms.EcdsaSha256,
    ];

    /// <summary>Whom its tokens are of.</summary>
    public IdentityKind Kind { get; private init; }

    /// <summary>Keys that this service has itself; null for an issuer that publishes them.</summary>
    public IReadOnlyList<SecurityKey>? SharedKeys { get; private init; }

    public static IReadOnlyList<IssuerSettings> ReadAll(IConfiguration configuration, IHostEnvironment environment)
    {
        var section = configuration.ReadSection<AuthenticationSection>("Authentication");
        List<IssuerSettings> issuers =
        [
            .. configuration
                .GetSection("Authentication:Issuers")
                .GetChildren()
                .Select(one => Read(one.Path, configuration.ReadSection<IssuerSection>(one.Path), environment)),
        ];
        if (section.Schemes.Count > 0)
            issuers.Add(OfDevelopers(configuration.ReadSection<BearerSection>(ForDevelopers), environment));
        foreach (var same in issuers.GroupBy(one => one.Name, StringComparer.Ordinal))
            CheckApart([.. same]);
        return issuers;
    }

    /// <summary>Those of one name must be told apart by what a token says.</summary>
    private static void CheckApart(IReadOnlyList<IssuerSettings> same)
    {
        if (same.CountBy(one => one.Kind).Any(kind => kind.Value > 1))
            throw new StartRefusedException($"Authentication:Issuers has {same[0].Name} more than once.");
        var twice = same.SelectMany(one => one.Audiences.Distinct(StringComparer.Ordinal))
            .CountBy(audience => audience, StringComparer.Ordinal)
            .FirstOrDefault(audience => audience.Value > 1)
            .Key;
        if (twice is not null)
            throw new StartRefusedException(
                $"Authentication:Issuers has {same[0].Name} with Kind=User and Kind=Contact, and both with the audience {twice}: "
                    + "nobody could tell the tokens of staff from those of customers."
            );
    }

    private static IssuerSettings Read(string path, IssuerSection section, IHostEnvironment environment)
    {
        if (
            !Uri.TryCreate(section.Authority, UriKind.Absolute, out var address)
            || address.Scheme is not ("https" or "http")
        )
            throw new StartRefusedException(
                $"{path}:Authority is '{section.Authority}'; it takes the iss of the tokens, such as https://login.example."
            );
        if (address.Scheme is "http" && !environment.IsDevelopment())
            throw new StartRefusedException(
                $"{path}:Authority is {section.Authority}: without https anybody on the way could sign in as anybody."
            );
        if (AccessSection.List(section.Audience) is not { Count: > 0 } audiences)
            throw new StartRefusedException($"{path}:Audience is missing: the aud of tokens for this service.");
        var algorithms = AccessSection.List(section.ValidAlgorithms);
        if (algorithms.FirstOrDefault(one => !Signatures.Contains(one, StringComparer.Ordinal)) is { } other)
            throw new StartRefusedException(
                $"{path}:ValidAlgorithms has '{other}'; it takes {string.Join(", ", Signatures)}."
            );
        return new(section.Authority!, audiences, algorithms.Count > 0 ? algorithms : Signatures)
        {
            Kind = section.Kind,
        };
    }

    /// <summary>Of the tool dotnet user-jwts, whose tokens are signed by a secret that this machine has.</summary>
    private static IssuerSettings OfDevelopers(BearerSection section, IHostEnvironment environment)
    {
        if (!environment.IsDevelopment())
            throw new StartRefusedException(
                $"{ForDevelopers} is for tokens of dotnet user-jwts in Development; use Authentication:Issuers."
            );
        var name = section.ValidIssuer ?? "dotnet-user-jwts";
        return new(name, section.ValidAudiences, [SecurityAlgorithms.HmacSha256])
        {
            SharedKeys =
            [
                .. section
                    .SigningKeys.Where(one => string.Equals(one.Issuer, name, StringComparison.Ordinal))
                    .Select(one => new SymmetricSecurityKey(Convert.FromBase64String(one.Value))),
            ],
        };
    }

    private sealed record AuthenticationSection
    {
        public IReadOnlyList<IssuerSection> Issuers { get; init; } = [];

        public Dictionary<string, BearerSection> Schemes { get; init; } = new(StringComparer.Ordinal);
    }

    private sealed record IssuerSection
    {
        public string? Authority { get; init; }

        public string? Audience { get; init; }

        public IdentityKind Kind { get; init; }

        public string? ValidAlgorithms { get; init; }
    }

    private sealed record BearerSection
    {
        public string? ValidIssuer { get; init; }

        public IReadOnlyList<string> ValidAudiences { get; init; } = [];

        public IReadOnlyList<SharedKey> SigningKeys { get; init; } = [];
    }

    /// <summary>As the tool writes them into the user secrets.</summary>
    private sealed record SharedKey
    {
        public string? Id { get; init; }

        public string Issuer { get; init; } = "";

        public string Value { get; init; } = "";

        public int Length { get; init; }
    }
}
