using System.Collections.Frozen;
using System.Text;
using CasesGraph.Imports.Proposing;

namespace CasesGraph.Imports.Detecting;

/// <summary>Names of months, whole and cut to three letters or more, in the languages of the dictionary.</summary>
internal static class MonthNames
{
    private const int Longest = 24;
    private const int Shortest = 3;

    private static readonly FrozenDictionary<string, int> Months = ImportWords
        .Months.SelectMany(named => Forms(named.Name).Select(name => (Name: name, named.Month)))
        .GroupBy(one => one.Name, one => one.Month, StringComparer.Ordinal)
        .Where(months => months.Distinct().Count() == 1)
        .ToFrozenDictionary(months => months.Key, months => months.First(), StringComparer.Ordinal);

    /// <summary>The month that the text begins with, and how many bytes its name and a point behind it have.</summary>
    public static int? Find(ReadOnlySpan<byte> text, out int length)
    {
        length = 0;
        while (length < text.Length && (text[length] >= 0x80 || char.IsAsciiLetter((char)text[length])))
            length++;
        if (length is < Shortest or > Longest)
            return null;
        if (!Months.TryGetValue(Encoding.UTF8.GetString(text[..length]).ToLowerInvariant(), out var month))
            return null;
        if (length < text.Length && text[length] == '.')
            length++;
        return month;
    }

    private static IEnumerable<string> Forms(string name) =>
        Enumerable.Range(Shortest, Math.Max(0, name.Length - Shortest + 1)).Select(length => name[..length]);
}
