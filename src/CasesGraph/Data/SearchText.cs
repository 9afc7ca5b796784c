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
        if (Ascii.IsValid(text))
            return OfAscii(text);
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

    /// <summary>The same of most texts, each of which is read for its index: at a fifth of the cost.</summary>
    private static string OfAscii(string text)
    {
        // A blank stands for one character at least.
        var words = text.Length <= 256 ? stackalloc char[text.Length] : new char[text.Length];
        var (length, inWord) = (0, false);
        foreach (var character in text)
        {
            if (!char.IsAsciiLetterOrDigit(character))
            {
                inWord = false;
                continue;
            }
            if (!inWord && length > 0)
                words[length++] = ' ';
            words[length++] = char.ToLowerInvariant(character);
            inWord = true;
        }
        return new string(words[..length]);
    }
}
