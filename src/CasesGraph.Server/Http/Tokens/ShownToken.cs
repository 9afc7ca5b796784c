using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace CasesGraph.Server.Http.Tokens;

/// <summary>What looks like a signed token (RFC 7519), as a caller shows it. What it says is not believed yet.</summary>
/// <param name="Hash">By which it is remembered in place of the text.</param>
internal sealed record ShownToken(string Text, TokenHash Hash)
{
    /// <summary>Real ones are a tenth of it.</summary>
    private const int MostCharacters = 16 * 1024;

    /// <summary>Null when it is none.</summary>
    public static ShownToken? Parse(string text) =>
        text.Length is > 0 and <= MostCharacters && Ascii.IsValid(text) && text.AsSpan().Count('.') == 2
            ? new(text, TokenHash.Of(text))
            : null;

    /// <summary>Never the text, which lets in whoever has it.</summary>
    public override string ToString() => nameof(ShownToken);
}

/// <summary>SHA-256 of a token.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TokenHash(UInt128 First, UInt128 Second)
{
    public static TokenHash Of(string text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.ASCII.GetBytes(text), hash);
        return new(BinaryPrimitives.ReadUInt128BigEndian(hash), BinaryPrimitives.ReadUInt128BigEndian(hash[16..]));
    }
}
