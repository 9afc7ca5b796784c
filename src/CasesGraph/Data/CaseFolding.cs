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

    /// <summary>By way of upper case, because several small letters (σ and ς) share one capital.</summary>
    public static Rune Fold(Rune rune) => Rune.ToLowerInvariant(Rune.ToUpperInvariant(rune));
}
