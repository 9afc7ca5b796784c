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
        var words = new WordReader(new StringBuilder(text.Length + 8));
        foreach (var rune in Decomposed(text).EnumerateRunes())
            words.Add(rune);
        return words.Text;
    }

    /// <summary>The words of a text in their order.</summary>
    public static string[] Words(string? text) => Normalize(text).Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Compatibility forms too: full-width digits and half-width kana are the same words as the usual ones.</summary>
    internal static string Decomposed(string text)
    {
        if (Ascii.IsValid(text))
            return text;
        // Normalize throws on lone surrogates, for which UTF-8 has a replacement, and on one code point more; a search text
        // may hold them all.
        var valid = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Replace('\uFFFE', '\uFFFD');
        return valid.Normalize(NormalizationForm.FormKD);
    }
}
