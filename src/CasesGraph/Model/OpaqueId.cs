using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace CasesGraph.Model;

/// <summary>The ids of the API: base64url of type and key, such as "Account:17". One text per object, no other is taken.</summary>
public static class OpaqueId
{
    private const int LongestType = 64;

    private const int LongestKey = 20;

    public static string Encode(string type, long key)
    {
        var prefix = PrefixOf(type);
        Span<byte> text = new byte[LongestText(prefix)];
        return Encoding.ASCII.GetString(text[..Write(text, prefix, key)]);
    }

    /// <summary>What the ids of a type share, before they are encoded.</summary>
    internal static byte[] PrefixOf(string type) => Encoding.ASCII.GetBytes(type + ":");

    /// <summary>The length that no text with the prefix goes beyond.</summary>
    internal static int LongestText(ReadOnlySpan<byte> prefix) =>
        Base64Url.GetEncodedLength(prefix.Length + LongestKey);

    /// <summary>Writes an id as text, and returns its length.</summary>
    internal static int Write(Span<byte> text, ReadOnlySpan<byte> prefix, long key)
    {
        prefix.CopyTo(text);
        key.TryFormat(text[prefix.Length..], out var digits, format: default, CultureInfo.InvariantCulture);
        Base64Url.TryEncodeToUtf8InPlace(text, prefix.Length + digits, out var written);
        return written;
    }

    /// <summary>False for anything that <see cref="Encode"/> would not have written; never throws.</summary>
    public static bool TryDecode(string? text, [NotNullWhen(true)] out string? type, out long key)
    {
        (type, key) = (null, 0);
        Span<byte> bytes = stackalloc byte[LongestType + 1 + 19];
        if (text is null || text.Length > Base64Url.GetEncodedLength(bytes.Length) || !Base64Url.IsValid(text))
            return false;
        if (!Base64Url.TryDecodeFromChars(text, bytes, out var written) || !Ascii.IsValid(bytes[..written]))
            return false;

        var plain = Encoding.ASCII.GetString(bytes[..written]);
        var colon = plain.IndexOf(':', StringComparison.Ordinal);
        if (colon < 1 || !plain.Take(colon).All(char.IsAsciiLetter))
            return false;
        if (!long.TryParse(plain.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return false;
        // Leading zeros, padding and stray bits decode too; only the one canonical text may pass.
        if (number <= 0 || !string.Equals(Encode(plain[..colon], number), text, StringComparison.Ordinal))
            return false;

        (type, key) = (plain[..colon], number);
        return true;
    }
}
