using System.Runtime.InteropServices;
using CasesGraph.Identities;
using Microsoft.IdentityModel.JsonWebTokens;

namespace CasesGraph.Server.Http.Tokens;

/// <summary>Who a token says its holder is; or nobody, and whether that is for its time alone.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TokenVerdict(ShownIdentity? Identity, bool IsExpired);

/// <summary>
/// Finds out whether a token is what it says. To verify a signature takes longer than most queries, so what was found is
/// remembered for a few minutes, as long as the issuer's keys are the same.
/// </summary>
internal sealed class TokenVerification(
    TokenIssuers issuers,
    TokenClaims claims,
    RememberedTokens remembered,
    TimeProvider clock
)
{
    /// <summary>How far the clocks of issuers may be off.</summary>
    public static readonly TimeSpan Skew = TimeSpan.FromSeconds(30);

    private static readonly JsonWebTokenHandler Handler = new() { MapInboundClaims = false };

    /// <summary>Verifies one.</summary>
    /// <exception cref="Serving.UnavailableException">The issuer's keys are not known.</exception>
    public ValueTask<TokenVerdict> VerifyAsync(ShownToken shown, CancellationToken token) =>
        remembered.Find(shown.Hash) is { } identity
            ? new(new TokenVerdict(identity, IsExpired: false))
            : new(ReadAsync(shown, token));

    private async Task<TokenVerdict> ReadAsync(ShownToken shown, CancellationToken token)
    {
        if (
            Parse(shown) is not { } parsed
            || issuers.Find(parsed.Claims.Issuer, parsed.Header.Audiences) is not { } issuer
        )
            return default;
        var (header, said) = parsed;
        if (!issuer.Algorithms.Contains(header.Alg, StringComparer.Ordinal))
            return default;
        var id = header.Kid is { Length: > 0 } kid ? kid : null;
        var keys = await issuer.Keys.FindAsync(id, token);
        var result = await Handler.ValidateTokenAsync(header, issuer.Rules(keys.Of(id)));
        var now = clock.GetUtcNow().UtcDateTime;
        if (!result.IsValid || said.NotBefore - Skew > now)
            return default;
        var end = said.Identity.ExpiresAt + Skew;
        if (end <= now)
            return new(Identity: null, IsExpired: true);
        var identity = said.Identity with { Kind = issuer.Kind };
        remembered.Remember(shown.Hash, new(identity, end, issuer.Keys, keys));
        return new(identity, IsExpired: false);
    }

    /// <summary>Null for what is no access token of the form that is taken here, whoever signed it.</summary>
    private (JsonWebToken Header, SaidClaims Claims)? Parse(ShownToken shown)
    {
        try
        {
            var header = new JsonWebToken(shown.Text);
            // An extension that has to be understood is not (RFC 7515, 4.1.11).
            if (!IsAccessToken(header.Typ) || header.TryGetHeaderValue<object>("crit", out _))
                return null;
            return claims.Read(header.EncodedPayload) is { } said ? (header, said) : null;
        }
        // The library's names for what is no JSON, or not in base64.
        catch (Exception broken) when (broken is ArgumentException or FormatException or System.Text.Json.JsonException)
        {
            return null;
        }
    }

    /// <summary>RFC 9068, or the general name.</summary>
    private static bool IsAccessToken(string? type) =>
        string.Equals(type, "at+jwt", StringComparison.OrdinalIgnoreCase)
        || string.Equals(type, "application/at+jwt", StringComparison.OrdinalIgnoreCase)
        || string.Equals(type, "JWT", StringComparison.OrdinalIgnoreCase);
}
