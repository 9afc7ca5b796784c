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
        var (inWord, afterIdeograph, last) = (false, false, default(Rune));
        foreach (var rune in Decomposed(text).EnumerateRunes())
        {
            if (SearchLetters.IsPassedOver(rune))
                continue;
            if (rune == SearchLetters.ZeroWidthSpace)
            {
                inWord &= !SearchLetters.IsUnspaced(last);
                continue;
            }
            if (SearchLetters.IsVoicing(rune))
            {
                last = rune;
                if (afterIdeograph)
                    words.Append(rune);
                continue;
            }
            if (rune == SearchLetters.MiddleDot && inWord && words[^1] == SearchLetters.BeforeMiddleDot)
                continue;
            last = rune;
            afterIdeograph = SearchLetters.IsIdeographic(rune);
            var letter = !afterIdeograph && SearchLetters.IsOfWord(rune);
            if ((afterIdeograph || (letter && !inWord)) && words.Length > 0)
                words.Append(' ');
            if (afterIdeograph)
                words.Append(rune);
            else if (letter)
                Append(words, CaseFolding.Fold(rune));
            inWord = letter;
        }
        return words.ToString();
    }

    /// <summary>The words of a text in their order.</summary>
    public static string[] Words(string? text) => Normalize(text).Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static void Append(StringBuilder words, Rune folded)
    {
        if (!folded.IsAscii && FoldedLetters.All.TryGetValue(folded, out var plain))
            words.Append(plain);
        else
            words.Append(folded);
    }

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
}
