using System.Globalization;
using System.Text;

namespace CasesGraph.Data.Postgres;

/// <summary>
/// The rules of <see cref="CaseFolding"/> and <see cref="SearchText"/> as SQL literals, character by character, so that
/// the database's own Unicode tables and locale decide nothing.
/// </summary>
internal static class PostgresText
{
    private static readonly List<Rune> NonAscii =
    [
        .. Enumerable.Range(0x80, 0x10FFFF - 0x80).Where(Rune.IsValid).Select(value => new Rune(value)),
    ];
    private static readonly List<(Rune From, Rune To)> Folded = Changed(CaseFolding.Fold);
    private static readonly string Ideographs = Ranges(SearchLetters.IsIdeographic);
    private static readonly string Voicing = Ranges(SearchLetters.IsVoicing);

    /// <summary>Unicode 15 has these letters with one letter to stand for each; PostgreSQL 15 has Unicode 14.</summary>
    private static readonly List<(Rune From, Rune To)> Young = Changed(rune =>
        rune.Value is >= 0x1E030 and <= 0x1E08F ? Rune.GetRuneAt(Decomposed(rune), 0) : rune
    );

    /// <summary>What one letter is in words, but for the next.</summary>
    private static readonly List<(Rune From, Rune To)> Plain =
    [
        .. Changed(rune => InWords(CaseFolding.Fold(rune))),
        .. Young.Select(pair => (pair.From, InWords(CaseFolding.Fold(pair.To)))),
    ];

    /// <summary>Small letters that are several in words.</summary>
    private static readonly List<(Rune Letter, string Word)> Spelled =
    [
        .. FoldedLetters.All.Where(pair => pair.Value.Length > 1).Select(pair => (pair.Key, pair.Value)).Order(),
    ];

    public static string Fold(string text) => Replace(text, Folded);

    /// <summary>
    /// Statements that make the words of the text t that is not all ASCII, step by step as
    /// <see cref="SearchText.Normalize"/> has them; blanks may stand around.
    /// </summary>
    public static string ToWords { get; } =
        $"""
            t := regexp_replace(normalize(t, NFKD) COLLATE "C", '[{Ranges(SearchLetters.IsPassedOver)}]+', '', 'g');
            IF strpos(t, E'\u200B') > 0 THEN
                t := replace(regexp_replace(t, '([{Ranges(
                SearchLetters.IsUnspaced
            )}])\u200B', '\1 ', 'g'), E'\u200B', '');
            END IF;
            IF t ~ '[{Voicing}]' THEN
                t := regexp_replace(t, '(^|[^{Ideographs}{Voicing}])[{Voicing}]+', '\1', 'g');
            END IF;
            t := {Replace("t", Plain)};
            IF t ~ '[{string.Concat(Spelled.Select(pair => pair.Letter))}]' THEN
                t := {Spell("t")};
            END IF;
            IF strpos(t, '{SearchLetters.MiddleDot}') > 0 THEN
                t := regexp_replace(t, '{SearchLetters.BeforeMiddleDot}{SearchLetters.MiddleDot}+', '{SearchLetters.BeforeMiddleDot}', 'g');
            END IF;
            t := regexp_replace(t COLLATE "C", '([{Ideographs}][{Voicing}]*)', ' \1 ', 'g');
            t := regexp_replace(t COLLATE "C",
                '[^a-z0-9{Ideographs}{Voicing}{Ranges(SearchLetters.IsOfWord)}]+', ' ', 'g');
            """;

    /// <summary>
    /// Most characters stay, which a regular expression sees at once; translate compares each that it is given with its
    /// whole list, so it is given the others only.
    /// </summary>
    private static string Replace(string text, List<(Rune From, Rune To)> pairs)
    {
        var from = pairs.Select(pair => pair.From).ToHashSet();
        var replaced = $"[{Ranges(from.Contains)}]";
        return $"""
            (SELECT string_agg(translate(piece[1], {Literal(pairs.Select(pair => pair.From))}, {Literal(
                pairs.Select(pair => pair.To)
            )}) || lower(piece[2] COLLATE "C"), '' ORDER BY at)
            FROM regexp_matches({text} COLLATE "C", '({replaced}*)({replaced.Insert(1, "^")}*)', 'g')
                WITH ORDINALITY AS found(piece, at))
            """;
    }

    private static List<(Rune From, Rune To)> Changed(Func<Rune, Rune> change) =>
        [.. NonAscii.Select(rune => (From: rune, To: change(rune))).Where(pair => pair.From != pair.To)];

    private static Rune InWords(Rune folded) =>
        FoldedLetters.All.GetValueOrDefault(folded) is [var letter] ? new Rune(letter) : folded;

    private static string Spell(string text) =>
        Spelled.Aggregate(text, (spelled, pair) => $"replace({spelled}, '{pair.Letter}', '{pair.Word}')");

    private static string Decomposed(Rune rune) => rune.ToString().Normalize(NormalizationForm.FormKD);

    private static string Ranges(Func<Rune, bool> contains)
    {
        var ranges = new StringBuilder();
        int? start = null;
        var last = 0;
        foreach (var value in NonAscii.Where(contains).Select(rune => rune.Value))
        {
            if (start is { } first && value != last + 1)
            {
                Append(ranges, first, last);
                start = null;
            }
            start ??= value;
            last = value;
        }
        return start is { } open ? Append(ranges, open, last).ToString() : "";
    }

    private static StringBuilder Append(StringBuilder ranges, int first, int last) =>
        first == last
            ? ranges.Append(CultureInfo.InvariantCulture, $"\\U{first:X8}")
            : ranges.Append(CultureInfo.InvariantCulture, $"\\U{first:X8}-\\U{last:X8}");

    /// <summary>None of them is a quote.</summary>
    private static string Literal(IEnumerable<Rune> runes) => $"'{string.Concat(runes)}'";
}
