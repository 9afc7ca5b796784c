using System.Globalization;
using System.Text;

namespace CasesGraph.Redaction;

/// <summary>Text with █ in the place of characters. A character is a code point, as everywhere in lengths of texts.</summary>
internal static class Blackening
{
    private static readonly Rune Black = new('█');

    public static int Length(string text) => text.EnumerateRunes().Count();

    /// <summary>All of it, line breaks and blanks too.</summary>
    public static string Whole(string text) => new('█', Length(text));

    /// <summary>Some of it; the ranges fit and do not overlap.</summary>
    public static string Ranges(string text, IReadOnlyList<TextRangeInput> ranges)
    {
        var result = new StringBuilder(text.Length);
        foreach (var (at, rune) in text.EnumerateRunes().Index())
            result.Append(CultureInfo.InvariantCulture, $"{(IsIn(at, ranges) ? Black : rune)}");
        return result.ToString();
    }

    /// <summary>What stands in the ranges.</summary>
    public static IReadOnlyList<string> Parts(string text, IReadOnlyList<TextRangeInput> ranges)
    {
        Rune[] runes = [.. text.EnumerateRunes()];
        return [.. ranges.Select(range => string.Concat(runes.Skip(range.Start).Take(range.Length)))];
    }

    private static bool IsIn(int at, IReadOnlyList<TextRangeInput> ranges)
    {
        foreach (var range in ranges)
        {
            if (at >= range.Start && at - range.Start < range.Length)
                return true;
        }
        return false;
    }
}
