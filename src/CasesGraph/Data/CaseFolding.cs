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

    /// <summary>By way of upper case, because several small letters (σ and ς) share one capital.</summary>
    public static Rune Fold(Rune rune) => Rune.ToLowerInvariant(Rune.ToUpperInvariant(rune));
}
