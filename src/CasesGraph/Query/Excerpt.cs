using System.Text;
using CasesGraph.Data;

namespace CasesGraph.Query;

/// <summary>A piece of a text with what a search has found in it.</summary>
/// <param name="Marks">In code points of the piece, in their order; none overlaps another.</param>
internal sealed record Excerpt(string Field, string Text, IReadOnlyList<(int Start, int Length)> Marks)
{
    public const int Default = 160;
    public const int Shortest = 20;
    public const int Longest = 1_000;

    private const string Cut = "…";

    /// <summary>Of what is in the text before the first word that was found.</summary>
    private const int PartBefore = 4;

    /// <summary>Of the first text that has the most of the terms; null where none has any.</summary>
    /// <param name="probes">Those that together are one term, as each of them is found.</param>
    public static Excerpt? Of(IEnumerable<ExcerptText> texts, IReadOnlyList<IReadOnlyList<string>> probes, int length)
    {
        var (best, most) = ((Excerpt?)null, 0);
        foreach (var (field, text, isPhone) in texts)
        {
            var words = new LocatedWords(text);
            var found = probes.Select(term => Found(words, term, isPhone)).Where(places => places.Count > 0).ToList();
            if (found.Count <= most)
                continue;
            (best, most) = (
                Within(field, text, words.Length, Joined(found.SelectMany(places => places)), length),
                found.Count
            );
            if (most == probes.Count)
                break;
        }
        return best;
    }

    private static List<(int Start, int End)> Found(LocatedWords words, IReadOnlyList<string> term, bool isPhone) =>
        [.. term.Where(probe => isPhone || !PhoneDigits.IsOfPhone(probe)).SelectMany(words.Of)];

    private static List<(int Start, int End)> Joined(IEnumerable<(int Start, int End)> places)
    {
        var joined = new List<(int Start, int End)>();
        foreach (var place in places.Order())
        {
            if (joined.Count > 0 && place.Start < joined[^1].End)
                joined[^1] = (joined[^1].Start, Math.Max(joined[^1].End, place.End));
            else
                joined.Add(place);
        }
        return joined;
    }

    private static Excerpt Within(string field, string text, int whole, List<(int Start, int End)> marks, int length)
    {
        if (whole <= length)
            return new Excerpt(field, text, [.. marks.Select(mark => (mark.Start, mark.End - mark.Start))]);
        var runes = text.EnumerateRunes().ToArray();
        var start = Math.Clamp(marks[0].Start - (length / PartBefore), 0, whole - length);
        var end = start + length;
        var (before, behind) = (start > 0 ? Cut : "", end < whole ? Cut : "");
        // What is cut off makes room for its sign.
        (start, end) = (start + before.Length, end - behind.Length);
        var piece = new StringBuilder(before);
        foreach (var rune in runes.AsSpan(start..end))
            piece.Append(rune);
        return new Excerpt(
            field,
            piece.Append(behind).ToString(),
            [
                .. marks
                    .Select(mark => (Start: Math.Max(mark.Start, start), End: Math.Min(mark.End, end)))
                    .Where(mark => mark.Start < mark.End)
                    .Select(mark => (mark.Start - start + before.Length, mark.End - mark.Start)),
            ]
        );
    }
}

/// <summary>A text that a search looks into.</summary>
/// <param name="Field">By its names from the record on, with dots between.</param>
internal readonly record struct ExcerptText(string Field, string Text, bool IsPhone);
