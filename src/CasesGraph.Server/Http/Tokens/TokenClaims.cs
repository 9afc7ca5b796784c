using System.Buffers.Text;
using System.Text.Json;
using CasesGraph.Identities;
using CasesGraph.Model;

namespace CasesGraph.Server.Http.Tokens;

/// <summary>What a token says, as far as it matters here.</summary>
internal sealed record SaidClaims(string Issuer, ShownIdentity Identity, DateTime NotBefore);

/// <summary>Reads the payload of a token strictly: a name given twice, or a value of another kind, is no claim.</summary>
internal sealed class TokenClaims(IdentitySettings settings)
{
    private const int LongestSubject = 255;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 16, AllowDuplicateProperties = false };

    /// <summary>Null when something is missing that a token must have, or it is one for the client alone.</summary>
    /// <param name="payload">In base64url.</param>
    public SaidClaims? Read(string payload)
    {
        using var document = JsonDocument.Parse(Base64Url.DecodeFromChars(payload), Strict);
        var claims = document.RootElement;
        if (
            claims.ValueKind is not JsonValueKind.Object
            // An ID token tells a client who signed in to it, and gives it no access here (OpenID Connect Core 1.0, 2).
            || claims.TryGetProperty("nonce", out _)
            || Text(claims, "iss") is not { } issuer
            || Text(claims, "sub") is not { Length: > 0 and <= LongestSubject } subject
            || !TextRules.IsStorable(subject)
            || !TryTime(claims, "exp", out var expires)
            || expires is not { } end
            || !TryTime(claims, "nbf", out var begins)
            || !TryTime(claims, "iat", out var issued)
        )
            return null;
        var identity = new ShownIdentity(issuer, subject)
        {
            IssuedAt = issued ?? DateTime.UnixEpoch,
            ExpiresAt = end,
            Email = IsTrue(claims, "email_verified") ? Text(claims, "email") : null,
            UserName = Text(claims, "preferred_username"),
            FullName = Text(claims, "name"),
            Groups = settings.GroupsClaim is { } name ? Groups(claims, name) : null,
        };
        return new(issuer, identity, begins ?? DateTime.UnixEpoch);
    }

    private static string? Text(JsonElement claims, string name) =>
        claims.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String
            ? value.GetString()
            : null;

    /// <summary>False for what is no time; null where it is not given.</summary>
    private static bool TryTime(JsonElement claims, string name, out DateTime? time)
    {
        time = null;
        if (!claims.TryGetProperty(name, out var value))
            return true;
        // Seconds, which may have a fraction (RFC 7519, 2).
        if (
            value.ValueKind is not JsonValueKind.Number
            || !value.TryGetDouble(out var seconds)
            || seconds is not (>= 0 and < 253_402_300_800)
        )
            return false;
        time = DateTime.UnixEpoch.AddSeconds(Math.Floor(seconds));
        return true;
    }

    /// <summary>Some issuers write it as a text.</summary>
    private static bool IsTrue(JsonElement claims, string name) =>
        claims.TryGetProperty(name, out var value)
        && (
            value.ValueKind is JsonValueKind.True
            || (value.ValueKind is JsonValueKind.String && value.ValueEquals("true"u8))
        );

    /// <summary>Those that the token names, one or several; null where they are too many for it (_claim_names).</summary>
    private static IReadOnlyList<string>? Groups(JsonElement claims, string name)
    {
        if (
            claims.TryGetProperty("_claim_names", out var elsewhere)
            && elsewhere.ValueKind is JsonValueKind.Object
            && elsewhere.TryGetProperty(name, out _)
        )
            return null;
        if (!claims.TryGetProperty(name, out var value))
            return [];
        return value.ValueKind switch
        {
            JsonValueKind.String => [value.GetString()!],
            JsonValueKind.Array =>
            [
                .. value
                    .EnumerateArray()
                    .Where(one => one.ValueKind is JsonValueKind.String)
                    .Select(one => one.GetString()!),
            ],
            _ => [],
        };
    }
}
