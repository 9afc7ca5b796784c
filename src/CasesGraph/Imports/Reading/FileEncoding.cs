using System.Text;

namespace CasesGraph.Imports.Reading;

/// <summary>How the text of a file is encoded.</summary>
internal enum FileEncoding
{
    Utf8,
    Utf16LittleEndian,
    Utf16BigEndian,
    Windows1252,
    Iso885915,
}

internal static class FileEncodings
{
    private static readonly (FileEncoding Encoding, string Name)[] Names =
    [
        (FileEncoding.Utf8, "UTF-8"),
        (FileEncoding.Utf16LittleEndian, "UTF-16LE"),
        (FileEncoding.Utf16BigEndian, "UTF-16BE"),
        (FileEncoding.Windows1252, "windows-1252"),
        (FileEncoding.Iso885915, "ISO-8859-15"),
    ];

    /// <summary>As the IANA registers them.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Names.Select(one => one.Name)];

    public static string NameOf(this FileEncoding encoding) => Names.First(one => one.Encoding == encoding).Name;

    /// <summary>Null for one that is not known.</summary>
    public static FileEncoding? Parse(string name)
    {
        foreach (var (encoding, known) in Names)
        {
            if (known.Equals(name, StringComparison.OrdinalIgnoreCase))
                return encoding;
        }
        return null;
    }

    /// <summary>What writes it; a character that it does not have becomes a question mark.</summary>
    public static Encoding ForWriting(this FileEncoding encoding) =>
        encoding switch
        {
            FileEncoding.Utf16LittleEndian => Encoding.Unicode,
            FileEncoding.Utf16BigEndian => Encoding.BigEndianUnicode,
            FileEncoding.Windows1252 => OneByte(1252),
            FileEncoding.Iso885915 => OneByte(28605),
            _ => Encoding.UTF8,
        };

    private static Encoding OneByte(int page) =>
        CodePagesEncodingProvider.Instance.GetEncoding(
            page,
            EncoderFallback.ReplacementFallback,
            DecoderFallback.ReplacementFallback
        )!;

    /// <summary>The mark at the beginning of a file that says its encoding, and how many bytes it has.</summary>
    public static (FileEncoding Encoding, int Length)? Mark(ReadOnlySpan<byte> begin) =>
        begin.StartsWith<byte>([0xEF, 0xBB, 0xBF]) ? (FileEncoding.Utf8, 3)
        : begin.StartsWith<byte>([0xFF, 0xFE]) ? (FileEncoding.Utf16LittleEndian, 2)
        : begin.StartsWith<byte>([0xFE, 0xFF]) ? (FileEncoding.Utf16BigEndian, 2)
        : null;
}
