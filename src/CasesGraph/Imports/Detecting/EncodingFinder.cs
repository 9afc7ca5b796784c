using System.Text;
using CasesGraph.Imports.Reading;

namespace CasesGraph.Imports.Detecting;

/// <summary>
/// The encoding of a text: by its mark, by where zeros stand, by whether it is UTF-8; else that of Windows for western
/// languages. A few bytes that are no UTF-8 among many that are do not make it another.
/// </summary>
internal sealed class EncodingFinder
{
    /// <summary>Bytes that are other characters in ISO 8859-15, or none.</summary>
    private const int FirstOfWindows = 0x80;
    private const int LastOfWindows = 0x9F;
    private static readonly byte[] Differing = [0xA4, 0xA6, 0xA8, 0xB4, 0xB8, 0xBC, 0xBD, 0xBE];

    public required FileEncoding Encoding { get; init; }
    public required bool HasMark { get; init; }
    public required bool IsCertain { get; init; }
    public IReadOnlyList<string> Alternatives { get; init; } = [];

    public static EncodingFinder Find(ReadOnlySpan<byte> begin)
    {
        if (FileEncodings.Mark(begin) is { } mark)
            return Sure(mark.Encoding, hasMark: true);
        if (ByZeros(begin) is { } wide)
            return Sure(wide, hasMark: false);
        var (valid, invalid) = Utf8Count.Of(begin);
        return invalid == 0 ? Sure(FileEncoding.Utf8, hasMark: false)
            : valid > invalid
                ? new()
                {
                    Encoding = FileEncoding.Utf8,
                    HasMark = false,
                    IsCertain = true,
                    Alternatives = [FileEncoding.Windows1252.NameOf()],
                }
            : OneByte(begin);
    }

    /// <summary>For what turned out not to be UTF-8 behind the beginning.</summary>
    public static EncodingFinder OneByte(ReadOnlySpan<byte> bytes)
    {
        // Where both read it alike it does not matter which it is.
        var isWindows = bytes.ContainsAnyInRange((byte)FirstOfWindows, (byte)LastOfWindows);
        return new()
        {
            Encoding = FileEncoding.Windows1252,
            HasMark = false,
            IsCertain = isWindows || !bytes.ContainsAny(Differing),
            Alternatives = [FileEncoding.Iso885915.NameOf()],
        };
    }

    private static EncodingFinder Sure(FileEncoding encoding, bool hasMark) =>
        new()
        {
            Encoding = encoding,
            HasMark = hasMark,
            IsCertain = true,
        };

    /// <summary>Western text in UTF-16 has a zero in every other byte.</summary>
    private static FileEncoding? ByZeros(ReadOnlySpan<byte> begin)
    {
        Span<int> zeros = stackalloc int[2];
        for (var at = 0; at < begin.Length; at++)
            zeros[at & 1] += begin[at] == 0 ? 1 : 0;
        var half = begin.Length / 2;
        return half > 1 && zeros[1] > half / 2 && zeros[0] < half / 10 ? FileEncoding.Utf16LittleEndian
            : half > 1 && zeros[0] > half / 2 && zeros[1] < half / 10 ? FileEncoding.Utf16BigEndian
            : null;
    }
}

/// <summary>How many characters beyond ASCII are UTF-8, and how many bytes are not.</summary>
internal static class Utf8Count
{
    public static (long Valid, long Invalid) Of(ReadOnlySpan<byte> bytes)
    {
        var (valid, invalid) = (0L, 0L);
        while (bytes.IndexOfAnyExceptInRange((byte)0, (byte)0x7F) is >= 0 and var at)
        {
            bytes = bytes[at..];
            var status = Rune.DecodeFromUtf8(bytes, out _, out var length);
            // What is cut off at the end may be one.
            if (status is System.Buffers.OperationStatus.NeedMoreData)
                break;
            if (status is System.Buffers.OperationStatus.Done)
                valid++;
            else
                invalid++;
            bytes = bytes[length..];
        }
        return (valid, invalid);
    }
}
