using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace CasesGraph.Server.Http.Tokens;

/// <summary>What issuers publish of themselves (OpenID Connect Discovery 1.0).</summary>
internal sealed class IssuerDocuments : IDisposable
{
    private readonly HttpClient http = new(
        new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5), AllowAutoRedirect = false }
    )
    {
        MaxResponseContentBufferSize = 1024 * 1024,
    };

    /// <summary>The keys by which an issuer signs.</summary>
    /// <exception cref="InvalidDataException">It calls itself otherwise, or does not say where its keys are.</exception>
    public async Task<IReadOnlyList<SecurityKey>> KeysAsync(string issuer, CancellationToken token)
    {
        var place = new Uri($"{issuer.TrimEnd('/')}/.well-known/openid-configuration");
        using var document = JsonDocument.Parse(await http.GetStringAsync(place, token));
        var name = Text(document, "issuer");
        // Else somebody else's document would be taken for its own.
        if (!string.Equals(name, issuer, StringComparison.Ordinal))
            throw new InvalidDataException(
                $"It calls itself '{name}'; Authentication:Issuers must have exactly these characters."
            );
        if (
            !Uri.TryCreate(Text(document, "jwks_uri"), UriKind.Absolute, out var keys)
            || (keys.Scheme is not "https" && place.Scheme is "https")
        )
            throw new InvalidDataException("Its jwks_uri is not an address by https.");
        var all = new JsonWebKeySet(await http.GetStringAsync(keys, token)).Keys;
        return [.. all.Where(key => key.Kty is "RSA" or "EC" && key.Use is null or "" or "sig")];
    }

    public void Dispose() => http.Dispose();

    private static string? Text(JsonDocument document, string name) =>
        document.RootElement.ValueKind is JsonValueKind.Object
        && document.RootElement.TryGetProperty(name, out var value)
        && value.ValueKind is JsonValueKind.String
            ? value.GetString()
            : null;
}
