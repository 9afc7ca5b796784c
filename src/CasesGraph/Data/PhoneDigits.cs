using CasesGraph.Model;

namespace CasesGraph.Data;

/// <summary>
/// Telephone numbers by their last digits, however they are written: the index has the digits backwards as one more word,
/// so that the last ones are its beginning. Its mark is in no other word.
/// </summary>
internal static class PhoneDigits
{
    /// <summary>In SQL: the words of a number.</summary>
    public const string Function = "search_phone";

    public const char Mark = '☎';

    /// <summary>Fewer are in too many numbers.</summary>
    public const int Fewest = 6;

    public static string Words(string? phone)
    {
        var words = SearchText.Normalize(phone);
        var digits = Backwards(words);
        return digits.Length == 0 ? words : $"{words} {Mark}{digits}";
    }

    /// <summary>
    /// What occurs in the words of numbers that end in these digits; null where they are too few. Zeros before them may
    /// be those that are dialled before a number alone: they need not be there.
    /// </summary>
    public static string? Probe(string digits)
    {
        var zeros = digits.Length - digits.AsSpan().TrimStart('0').Length;
        var kept = digits[Math.Clamp(zeros, 0, Math.Max(0, digits.Length - Fewest))..];
        return kept.Length < Fewest ? null : $" {Mark}{Backwards(kept)}";
    }

    /// <summary>Whether a search of these rows looks into numbers: their own, or those of what is searched with them.</summary>
    public static bool AreSearchedIn(Type entity) =>
        SearchIndex.Of(entity)?.HasPhones is true
        || EntityModel
            .Of(entity)
            .Fields.OfType<ReferenceField>()
            .Any(field => field.Searched && SearchIndex.Of(field.Target)!.HasPhones);

    /// <summary>Whether a probe is one of these.</summary>
    public static bool IsOfPhone(string probe) => probe.Length > 1 && probe[1] == Mark;

    private static string Backwards(string text) => string.Concat(text.Where(char.IsAsciiDigit).Reverse());
}
