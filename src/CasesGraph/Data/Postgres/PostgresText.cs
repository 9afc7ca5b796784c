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

    /// <summary>Unicode 15 has these letters with one letter to stand for each; PostgreSQL 15 has Unicode 14.</summary>
    private static readonly List<(Rune From, Rune To)> Young = Changed(rune =>
        rune.Value is >= 0x1E030 and <= 0x1E08F ? Rune.GetRuneAt(Decomposed(rune), 0) : rune
    );

    /// <summary>An expression for a text in simple case folding.</summary>
    public static string Fold(string text) => Replace(text, Folded);

    /// <summary>The same for a text without marks and compatibility forms.</summary>
    public static string FoldDecomposed(string text) =>
        Replace(
            $"regexp_replace(normalize({text}, NFKD) COLLATE \"C\", '[{Ranges(SearchText.IsMark)}]+', '', 'g')",
            [.. Folded, .. Young.Select(pair => (pair.From, CaseFolding.Fold(pair.To)))]
        );

    /// <summary>A regular expression for one such character.</summary>
    public static string Ideographs { get; } = $"'([{Ranges(SearchText.IsIdeographic)}])'";

    /// <summary>A regular expression for what stands between words.</summary>
    public static string NoWords { get; } =
        $"'[^a-z0-9{Ranges(rune => SearchText.IsIdeographic(rune) || Rune.IsLetterOrDigit(rune))}]+'";

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
