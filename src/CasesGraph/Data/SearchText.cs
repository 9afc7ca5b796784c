using System.Globalization;
using System.Text;

namespace CasesGraph.Data;

/// <summary>
/// Text as the search sees it, alike on every database: words in small letters without accents, one blank between
/// them. A Chinese or Japanese character is a word of its own, which makes any substring of such text a phrase.
/// </summary>
public static class SearchText
{
    public static string Normalize(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        var words = new StringBuilder(text.Length + 8);
        var inWord = false;
        foreach (var rune in Decomposed(text).EnumerateRunes())
        {
            if (IsMark(rune))
                continue;
            var ideographic = IsIdeographic(rune);
            var letter = !ideographic && Rune.IsLetterOrDigit(rune);
            if ((ideographic || (letter && !inWord)) && words.Length > 0)
                words.Append(' ');
            if (ideographic)
                words.Append(rune);
            else if (letter)
                words.Append(CaseFolding.Fold(rune));
            inWord = letter;
        }
        return words.ToString();
    }

    /// <summary>The words of a text in their order.</summary>
    public static string[] Words(string? text) => Normalize(text).Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>
    /// Scripts written without blanks. Marks of repetition and length (々, ー) belong to them; 〇 is no letter for
    /// Unicode and yet a digit in use.
    /// </summary>
    internal static bool IsIdeographic(Rune rune) =>
        rune.Value switch
        {
            0x3005 or 0x3006 or 0x3007 => true,
            >= 0x3041 and <= 0x30FF or >= 0x31F0 and <= 0x31FF => Rune.IsLetter(rune),
            >= 0x3400 and <= 0x4DBF or >= 0x4E00 and <= 0x9FFF or >= 0xF900 and <= 0xFAFF => true,
            >= 0x1B000 and <= 0x1B16F or >= 0x20000 and <= 0x3FFFD => true,
            _ => false,
        };

    /// <summary>Compatibility forms too: full-width digits and half-width kana are the same words as the usual ones.</summary>
    private static string Decomposed(string text)
    {
        if (Ascii.IsValid(text))
            return text;
        // Normalize throws on lone surrogates, for which UTF-8 has a replacement, and on one code point more; a search text
        // may hold them all.
        var valid = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Replace('\uFFFE', '\uFFFD');
        return valid.Normalize(NormalizationForm.FormKD);
    }

    internal static bool IsMark(Rune rune) =>
        !rune.IsAscii
        && Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.NonSpacingMark
                or UnicodeCategory.SpacingCombiningMark
                or UnicodeCategory.EnclosingMark;
}
