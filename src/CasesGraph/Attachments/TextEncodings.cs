using System.Text;

namespace CasesGraph.Attachments;

/// <summary>How files of text are encoded: in UTF-8, or as a mark at their beginning says. Each refuses what is none.</summary>
internal static class TextEncodings
{
    /// <summary>In bytes.</summary>
    public const int LongestMark = 4;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The mark of UTF-32 begins as that of UTF-16 does.</summary>
    private static readonly Encoding[] Marked =
    [
        new UTF32Encoding(bigEndian: false, byteOrderMark: true, throwOnInvalidCharacters: true),
        new UTF32Encoding(bigEndian: true, byteOrderMark: true, throwOnInvalidCharacters: true),
        new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true),
        new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true),
    ];

    public static Encoding Of(ReadOnlySpan<byte> begin)
    {
        foreach (var encoding in Marked)
        {
            if (begin.StartsWith(encoding.Preamble))
                return encoding;
        }
        return Utf8;
    }
}
