using System.Text;

namespace CasesGraph.Cases;

/// <summary>
/// A subject in a few words of an index, such that similar subjects mostly have one in common: each word (a band) stands
/// for the trigrams that come first in two fixed random orders, which two subjects share with the probability of their
/// similarity. Two of similarity s have a band in common with probability 1 - (1 - s²)^12: of those half alike 97 in 100,
/// of those at 0.7 999 in 1,000; two that have nothing to do with each other (0.03) 1 in 100.
/// </summary>
internal static class MinHash
{
    private const int Bands = 12;
    private const int OrdersPerBand = 2;

    /// <summary>
    /// A band is one character for private use of the planes 15 and 16, of which the last two are no characters: no search
    /// can ask for it, and a word of one letter is in no index of prefixes.
    /// </summary>
    private const int FirstCharacter = 0xF0000;
    private const int CharactersOfPlane = 0xFFFE;

    private static readonly ulong[] Orders =
    [
        .. Enumerable.Range(1, Bands * OrdersPerBand).Select(number => Mix((ulong)number) | 1),
    ];

    /// <summary>The bands with a blank between them; empty when the subject says nothing.</summary>
    public static string BandsOf(SubjectText subject)
    {
        if (subject.Trigrams.IsEmpty)
            return "";
        Span<ulong> first = stackalloc ulong[Bands * OrdersPerBand];
        first.Fill(ulong.MaxValue);
        foreach (var trigram in subject.Trigrams)
        {
            var mixed = Mix((ulong)trigram);
            for (var order = 0; order < first.Length; order++)
                first[order] = Math.Min(first[order], mixed * Orders[order]);
        }
        var bands = new StringBuilder(3 * Bands);
        for (var band = 0; band < Bands; band++)
        {
            var value = Mix(first[2 * band] + Mix(first[(2 * band) + 1] + (ulong)band)) % (2 * CharactersOfPlane);
            if (band > 0)
                bands.Append(' ');
            bands.Append(CharacterOf((int)value));
        }
        return bands.ToString();
    }

    /// <summary>Whether a band of one text is the same in the other.</summary>
    public static bool ShareBand(string one, string other)
    {
        const int next = 3;
        for (var at = 0; at + 1 < one.Length && at + 1 < other.Length; at += next)
        {
            if (one[at + 1] == other[at + 1] && one[at] == other[at])
                return true;
        }
        return false;
    }

    private static Rune CharacterOf(int value) =>
        new(FirstCharacter + (value / CharactersOfPlane * 0x10000) + (value % CharactersOfPlane));

    /// <summary>Every bit of the number in every bit of the result (the finalizer of SplitMix64).</summary>
    private static ulong Mix(ulong number)
    {
        number += 0x9E3779B97F4A7C15;
        number = (number ^ (number >> 30)) * 0xBF58476D1CE4E5B9;
        number = (number ^ (number >> 27)) * 0x94D049BB133111EB;
        return number ^ (number >> 31);
    }
}
