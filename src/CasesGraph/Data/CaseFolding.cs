using System.Globalization;
using System.Text;

namespace CasesGraph.Data;

/// <summary>
/// Text as comparisons that ignore case see it: each code point folded by itself, so that the length in code points
/// stays and accents count. The databases' <c>fold</c> and LINQ over objects both come here.
/// </summary>
public static class CaseFolding
{
    public static string Fold(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (Ascii.IsValid(text))
            return text.ToLowerInvariant();

        var folded = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            folded.Append(Fold(rune));
        return folded.ToString();
    }

    /// <summary>On SQLite.</summary>
    public const string KeyFunction = "fold_key";

    /// <summary>
    /// The same for texts that differ only in case, or in whether an accent is a character of its own. Taken apart first:
    /// case is folded by characters. One code point that is no character cannot be taken apart.
    /// </summary>
    public static string Key(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Replace('\uFFFE', '\uFFFD').Normalize(NormalizationForm.FormD);
        return Fold(parts).Normalize(NormalizationForm.FormC);
    }

    /// <summary>
    /// What the keys of all texts have in them that have this part, whatever its case: its longest run of characters that are in
    /// a key as they are, but for the last one, which may be one with the accents behind it. Empty where that says nothing.
    /// </summary>
    public static string PartOfKeys(string part)
    {
        var (longest, run) = ("", "");
        foreach (var letter in Fold(part))
        {
            run = IsKept(letter) ? run + letter : "";
            longest = run.Length > longest.Length ? run : longest;
        }
        return longest.Length > 0 ? longest[..^1] : "";
    }

    /// <summary>
    /// Letters and digits that nothing is taken apart to, nor put together of. A small iota is a mark in other cases; the parts
    /// of Korean syllables make one.
    /// </summary>
    private static bool IsKept(char letter) =>
        char.IsAscii(letter)
        || (
            letter is not ('\u03B9' or (>= '\u1100' and <= '\u11FF') or (>= '\uA960' and <= '\uA97F') or >= '\uD7B0')
            && char.GetUnicodeCategory(letter)
                is UnicodeCategory.LowercaseLetter
                    or UnicodeCategory.OtherLetter
                    or UnicodeCategory.DecimalDigitNumber
            && letter.ToString().IsNormalized(NormalizationForm.FormD)
        );

    /// <summary>By way of upper case, because several small letters (σ and ς) share one capital.</summary>
    public static Rune Fold(Rune rune) => Rune.ToLowerInvariant(Rune.ToUpperInvariant(rune));
}
