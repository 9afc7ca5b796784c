using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace CasesGraph.Imports.Analyzing;

/// <summary>Signs in text of what has become of it on its way.</summary>
internal static class TextSigns
{
    private const int LongestEntity = 9;
    private static readonly SearchValues<byte> CodeDigits = SearchValues.Create("0123456789xXabcdefABCDEF"u8);

    /// <summary>Whether all of it is text; zeros are none.</summary>
    public static bool IsText(ReadOnlySpan<byte> bytes) => Utf8.IsValid(bytes) && !bytes.Contains((byte)0);

    /// <summary>UTF-8 that was read as Windows-1252 and written as UTF-8 again: Ã©, Â°, â€™.</summary>
    public static bool IsDoubleEncoded(ReadOnlySpan<byte> bytes) =>
        !Ascii.IsValid(bytes)
        && (
            bytes.IndexOf("\u00C3"u8) is >= 0 and var found && IsContinued(bytes[found..])
            || bytes.IndexOf("\u00E2\u20AC"u8) >= 0
        );

    /// <summary>&amp;amp; or &amp;#39;.</summary>
    public static bool HasEntities(ReadOnlySpan<byte> bytes)
    {
        while (bytes.IndexOf((byte)'&') is >= 0 and var at)
        {
            bytes = bytes[(at + 1)..];
            var end = bytes[..Math.Min(bytes.Length, LongestEntity)].IndexOf((byte)';');
            if (end >= 2 && IsEntity(bytes[..end]))
                return true;
        }
        return false;
    }

    /// <summary>By rule: what a spreadsheet would take for a formula, behind one ' or more.</summary>
    public static bool IsQuotedFormula(ReadOnlySpan<byte> cell)
    {
        if (cell is not [(byte)'\'', ..])
            return false;
        var text = cell.TrimStart((byte)'\'');
        return text.Length > 0
            && (
                text[0] is (byte)'=' or (byte)'+' or (byte)'-' or (byte)'@' or (byte)'\t' or (byte)'\r'
                || text.StartsWith("＝"u8)
                || text.StartsWith("＋"u8)
                || text.StartsWith("－"u8)
                || text.StartsWith("＠"u8)
            );
    }

    private static bool IsContinued(ReadOnlySpan<byte> bytes) =>
        Rune.DecodeFromUtf8(bytes[2..], out var next, out _) is System.Buffers.OperationStatus.Done
        && next.Value is >= 0x80 and <= 0xBF or 0x0192 or (>= 0x2013 and <= 0x2122);

    private static bool IsEntity(ReadOnlySpan<byte> name) =>
        name[0] == '#'
            ? !name[1..].ContainsAnyExcept(CodeDigits)
            : !name.ContainsAnyExceptInRange((byte)'a', (byte)'z');
}
