using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace CasesGraph.Keys;

/// <summary>
/// An API key as its holder has it: cgk_, 12 letters or digits by which it is known, _, 32 of the secret, and 6 of the CRC32
/// of all before. Programs that look for secrets find it by the prefix, one double-click takes it whole, and a typing error
/// is told without the database.
/// </summary>
internal sealed class KeyText
{
    /// <summary>Whatever begins with it is meant to be an API key.</summary>
    public const string Prefix = "cgk_";

    public const int IdLength = 16;

    private const string Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static readonly SearchValues<char> Known = SearchValues.Create(Digits);

    private const int PublicLength = 12;
    private const int SecretLength = 32;
    private const int ChecksumLength = 6;
    private const int CheckedLength = IdLength + 1 + SecretLength;

    private readonly string text;

    private KeyText(string text)
    {
        this.text = text;
        Id = text[..IdLength];
        SecretHash = SHA256.HashData(Encoding.ASCII.GetBytes(text[(IdLength + 1)..CheckedLength]));
    }

    /// <summary>The public part, cgk_… up to the second underscore.</summary>
    public string Id { get; }

    /// <summary>What is kept of the secret.</summary>
    public byte[] SecretHash { get; }

    /// <summary>A key that nobody has yet.</summary>
    public static KeyText New() => WithSecret(Prefix + RandomNumberGenerator.GetString(Digits, PublicLength));

    /// <summary>The same key with another secret.</summary>
    public static KeyText WithSecret(string id)
    {
        var body = $"{id}_{RandomNumberGenerator.GetString(Digits, SecretLength)}";
        return new(body + Checksum(body));
    }

    /// <summary>Null where it is no key, or one that was not copied well.</summary>
    public static KeyText? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var isKey =
            text.Length == CheckedLength + ChecksumLength
            && text.StartsWith(Prefix, StringComparison.Ordinal)
            && text[IdLength] == '_'
            && AreDigits(text.AsSpan(Prefix.Length..IdLength))
            && AreDigits(text.AsSpan(IdLength + 1))
            && text.AsSpan(CheckedLength).SequenceEqual(Checksum(text.AsSpan(..CheckedLength)));
        return isKey ? new KeyText(text) : null;
    }

    /// <summary>All of it: for its holder alone.</summary>
    public string Reveal() => text;

    /// <summary>Never the secret.</summary>
    public override string ToString() => Id;

    private static bool AreDigits(ReadOnlySpan<char> part) => !part.ContainsAnyExcept(Known);

    private static string Checksum(ReadOnlySpan<char> body)
    {
        var rest = Crc32(body);
        Span<char> made = stackalloc char[ChecksumLength];
        for (var place = ChecksumLength - 1; place >= 0; place--)
        {
            made[place] = Digits[(int)(rest % (uint)Digits.Length)];
            rest /= (uint)Digits.Length;
        }
        return new string(made);
    }

    /// <summary>As ISO 3309 has it, of ASCII.</summary>
    private static uint Crc32(ReadOnlySpan<char> body)
    {
        var crc = uint.MaxValue;
        foreach (var letter in body)
        {
            crc ^= (byte)letter;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320);
        }
        return ~crc;
    }
}
