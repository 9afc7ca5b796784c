using CasesGraph.Identities;
using Microsoft.IdentityModel.Tokens;

namespace CasesGraph.Server.Http.Tokens;

/// <summary>Somebody whose tokens are taken.</summary>
/// <param name="Name">As it calls itself in them.</param>
/// <param name="Audiences">For whom they must be, one of these.</param>
/// <param name="Kind">Whom they are of.</param>
internal sealed record TokenIssuer(
    string Name,
    IReadOnlyList<string> Audiences,
    IReadOnlyList<string> Algorithms,
    IdentityKind Kind,
    KeyRing Keys
)
{
    /// <summary>What holds for a token beside its times, with the keys that it may be signed by.</summary>
    public TokenValidationParameters Rules(IEnumerable<SecurityKey> keys) =>
        new()
        {
            ValidIssuer = Name,
            ValidAudiences = Audiences,
            ValidAlgorithms = Algorithms,
            IssuerSigningKeys = keys,
            TryAllIssuerSigningKeys = true,
            // By our own clock, and to tell the one that has expired from all others.
            ValidateLifetime = false,
        };
}
