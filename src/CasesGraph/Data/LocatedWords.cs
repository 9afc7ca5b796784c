using System.Globalization;
using System.Text;

namespace CasesGraph.Data;

/// <summary>The words of a text as the search sees them, each with its place in the text, in code points.</summary>
internal sealed class LocatedWords
{
    private readonly List<(int Start, int End)> places = [];
    private readonly List<(char Digit, int At)> digits = [];
    private readonly string[] words;

    public LocatedWords(string text)
    {
        var reader = new WordReader(new StringBuilder(text.Length + 8));
        var at = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            var before = reader.Length;
            foreach (var part in SearchText.Decomposed(rune.ToString()).EnumerateRunes())
            {
                if (reader.Add(part))
                    places.Add((at, at + 1));
                else if (reader.Length > before)
                    places[^1] = (places[^1].Start, at + 1);
                if (part.IsAscii && char.IsAsciiDigit((char)part.Value))
                    digits.Add(((char)part.Value, at));
            }
            // An accent that follows its letter stands with it.
            if (reader.Length == before && places is [.., var last] && last.End == at && IsMark(rune))
                places[^1] = (last.Start, at + 1);
            at++;
        }
        Length = at;
        words = reader.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>Of the whole text, in code points.</summary>
    public int Length { get; }

    /// <summary>Where a probe occurs: the whole words, or the last digits of a telephone number.</summary>
    public IEnumerable<(int Start, int End)> Of(string probe)
    {
        if (PhoneDigits.IsOfPhone(probe))
            return OfPhone(probe[2..]);
        var sought = probe.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var isPhrase = probe.EndsWith(' ');
        return Enumerable
            .Range(0, Math.Max(0, words.Length - sought.Length + 1))
            .Where(first =>
                isPhrase ? IsAt(first, sought) : words[first].StartsWith(sought[0], StringComparison.Ordinal)
            )
            .Select(first => (places[first].Start, places[first + sought.Length - 1].End));
    }

    private static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.NonSpacingMark
                or UnicodeCategory.SpacingCombiningMark
                or UnicodeCategory.EnclosingMark;

    private bool IsAt(int first, string[] sought)
    {
        for (var at = 0; at < sought.Length; at++)
        {
            if (!string.Equals(words[first + at], sought[at], StringComparison.Ordinal))
                return false;
        }
        return true;
    }

    private IEnumerable<(int Start, int End)> OfPhone(string backwards)
    {
        if (backwards.Length > digits.Count)
            return [];
        for (var back = 0; back < backwards.Length; back++)
        {
            if (digits[^(back + 1)].Digit != backwards[back])
                return [];
        }
        return [(digits[^backwards.Length].At, digits[^1].At + 1)];
    }
}
