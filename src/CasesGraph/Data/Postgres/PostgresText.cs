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
    private static readonly List<Rune> Folded = NonAscii.FindAll(rune => CaseFolding.Fold(rune) != rune);

    public static string FoldedFrom { get; } = Literal(string.Concat(Folded));

    public static string FoldedTo { get; } = Literal(string.Concat(Folded.Select(CaseFolding.Fold)));

    public static string Marks { get; } = Literal(string.Concat(NonAscii.Where(SearchText.IsMark)));

    /// <summary>A regular expression for one such character.</summary>
    public static string Ideographs { get; } = $"'([{Ranges(SearchText.IsIdeographic)}])'";

    /// <summary>A regular expression for what stands between words.</summary>
    public static string NoWords { get; } =
        $"'[^a-z0-9{Ranges(rune => SearchText.IsIdeographic(rune) || Rune.IsLetterOrDigit(rune))}]+'";

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

    private static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
