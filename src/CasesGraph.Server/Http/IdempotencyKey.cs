using System.Text.Json;

namespace CasesGraph.Server.Http;

/// <summary>The key that makes a mutation's retry harmless: from the header, or else from the extensions.</summary>
internal static class IdempotencyKey
{
    public const string Header = "Idempotency-Key";
    private const int Longest = 255;

    public static string? Read(IHeaderDictionary headers, JsonElement extensions)
    {
        if (headers.TryGetValue(Header, out var values))
            return Checked(values is [{ } only] ? only : "", Header);
        if (
            extensions.ValueKind != JsonValueKind.Object
            || !extensions.TryGetProperty("idempotencyKey", out var value)
            || value.ValueKind == JsonValueKind.Null
        )
            return null;
        return Checked(value.ValueKind == JsonValueKind.String ? value.GetString()! : "", "extensions.idempotencyKey");
    }

    private static string Checked(string key, string source) =>
        key.Length is > 0 and <= Longest && key.All(character => character is >= '!' and <= '~')
            ? key
            : throw new RefusedException(
                Refusal.BadRequest($"{source} must be one key of 1 to {Longest} visible ASCII characters.")
            );
}
