using System.Globalization;
using System.Text;

namespace CasesGraph.Model;

/// <summary>
/// Characters that nobody sees: blanks of all kinds, what only tells others how to look, and fillers. Control characters
/// other than blanks are not among them; they may not stand in a text at all.
/// </summary>
internal static class UnseenCharacters
{
    /// <summary>Beside the category "format": what Unicode lets a display ignore (Default_Ignorable_Code_Point), and what is drawn as nothing.</summary>
    private static readonly (int First, int Last)[] Others =
    [
        (0x034F, 0x034F), // combining grapheme joiner
        (0x115F, 0x1160), // Hangul fillers
        (0x17B4, 0x17B5), // Khmer inherent vowels
        (0x180B, 0x180F), // Mongolian variation selectors, vowel separator
        (0x2065, 0x2065), // reserved
        (0x2800, 0x2800), // braille blank
        (0x3164, 0x3164), // Hangul filler
        (0xFE00, 0xFE0F), // variation selectors
        (0xFFA0, 0xFFA0), // halfwidth Hangul filler
        (0xFFF0, 0xFFF8), // reserved
        (0x1D159, 0x1D159), // null notehead
        (0xE0000, 0xE0FFF), // tags, variation selectors, reserved
    ];

    /// <summary>Of the category "format", but drawn: signs that stand before or around numbers.</summary>
    private static readonly (int First, int Last)[] Seen =
    [
        (0x0600, 0x0605),
        (0x06DD, 0x06DD),
        (0x070F, 0x070F),
        (0x0890, 0x0891),
        (0x08E2, 0x08E2),
        (0x110BD, 0x110BD),
        (0x110CD, 0x110CD),
        (0x13430, 0x1343F),
    ];

    public static bool Contains(Rune rune) =>
        Rune.IsWhiteSpace(rune)
        || (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format && !IsIn(Seen, rune))
        || IsIn(Others, rune);

    /// <summary>The ranges ascend.</summary>
    private static bool IsIn((int First, int Last)[] ranges, Rune rune)
    {
        foreach (var (first, last) in ranges)
        {
            if (rune.Value <= last)
                return rune.Value >= first;
        }
        return false;
    }
}
