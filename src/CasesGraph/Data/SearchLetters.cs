using System.Globalization;
using System.Text;
using CasesGraph.Model;

namespace CasesGraph.Data;

/// <summary>What a decomposed character is to the words around it.</summary>
internal static class SearchLetters
{
    /// <summary>
    /// Where a line may break. Scripts without blanks set words off with it; elsewhere it stands within words that are
    /// long, and splits none.
    /// </summary>
    public static Rune ZeroWidthSpace { get; } = new(0x200B);

    /// <summary>Catalan's l·l, for which there is one character too, is two l's to whoever types it without the dot.</summary>
    public static Rune MiddleDot { get; } = new(0xB7);
    public const char BeforeMiddleDot = 'l';

    public static bool IsOfWord(Rune rune) => Rune.IsLetterOrDigit(rune) && !IsApostrophe(rune);

    /// <summary>
    /// Scripts written without blanks. Marks of repetition and length (々, ー) belong to them; 〇 is no letter for
    /// Unicode and yet a digit in use.
    /// </summary>
    public static bool IsIdeographic(Rune rune) =>
        rune.Value switch
        {
            0x3005 or 0x3006 or 0x3007 => true,
            >= 0x3041 and <= 0x30FF or >= 0x31F0 and <= 0x31FF => Rune.IsLetter(rune),
            >= 0x3400 and <= 0x4DBF or >= 0x4E00 and <= 0x9FFF or >= 0xF900 and <= 0xFAFF => true,
            >= 0x1B000 and <= 0x1B16F or >= 0x20000 and <= 0x3FFFD => true,
            _ => false,
        };

    /// <summary>The marks of voiced kana are no accents: が and か, パ and ハ are other letters.</summary>
    public static bool IsVoicing(Rune rune) => rune.Value is 0x3099 or 0x309A;

    /// <summary>Thai and Lao, Burmese, Khmer.</summary>
    public static bool IsUnspaced(Rune rune) =>
        rune.Value is >= 0x0E00 and <= 0x0EFF or >= 0x1000 and <= 0x109F or >= 0x1780 and <= 0x17FF;

    /// <summary>
    /// What neither is in a word nor ends it: accents, and what is not seen or only stretches a word. Blanks, and signs that
    /// are drawn as such, end it.
    /// </summary>
    public static bool IsPassedOver(Rune rune) =>
        !rune.IsAscii
        && Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark =>
                !IsVoicing(rune),
            UnicodeCategory.ModifierLetter => IsTatweel(rune) || IsModifier(rune),
            UnicodeCategory.Format or UnicodeCategory.OtherLetter or UnicodeCategory.OtherNotAssigned => rune
                != ZeroWidthSpace
                && UnseenCharacters.Contains(rune),
            _ => false,
        };

    private static bool IsTatweel(Rune rune) => rune.Value is 0x0640;

    /// <summary>Accents that stand beside their letter, such as the ʻ of Hawaiʻi.</summary>
    private static bool IsModifier(Rune rune) => rune.Value is >= 0x2B9 and <= 0x2FF && !IsApostrophe(rune);

    /// <summary>A letter to Unicode; typed as ' or ’ just as often, which stand between words.</summary>
    private static bool IsApostrophe(Rune rune) => rune.Value is 0x2BC;
}
