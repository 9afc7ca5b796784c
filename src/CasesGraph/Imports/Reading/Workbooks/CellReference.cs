using System.Buffers.Text;
using System.Globalization;

namespace CasesGraph.Imports.Reading.Workbooks;

/// <summary>Where cells say that they stand, and numbers that they have for something else.</summary>
internal static class CellReference
{
    /// <summary>AB12 → 27; null where the reference has none, and beyond what any spreadsheet has.</summary>
    public static int? ColumnOf(string? reference)
    {
        var column = 0;
        foreach (var letter in reference ?? "")
        {
            if (letter is < 'A' or > 'Z')
                break;
            column = Math.Min((26 * column) + letter - 'A' + 1, 1_000_000);
        }
        return column == 0 ? null : column - 1;
    }

    public static long? Number(string? digits) =>
        long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    public static long? Number(ReadOnlySpan<byte> digits) =>
        Utf8Parser.TryParse(digits, out long number, out var read) && read == digits.Length ? number : null;
}
