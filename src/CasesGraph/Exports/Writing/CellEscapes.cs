using System.Text.RegularExpressions;

namespace CasesGraph.Exports.Writing;

/// <summary>How a workbook writes what XML cannot hold, or changes: a carriage return is _x000D_.</summary>
internal static partial class CellEscapes
{
    public static string Of(string text) =>
        text.AsSpan().ContainsAnyInRange('\0', '\u0008')
        || text.AsSpan().ContainsAnyInRange('\u000B', '\u001F')
        || text.AsSpan().ContainsAny('\uFFFE', '\uFFFF')
        || text.Contains("_x", StringComparison.Ordinal)
            ? Escaped().Replace(text, static one => one.Value is "_" ? "_x005F_" : $"_x{(int)one.Value[0]:X4}_")
            : text;

    /// <summary>What looks like an escape already is escaped by its first character.</summary>
    [GeneratedRegex(
        @"[\x00-\x08\x0B-\x1F\uFFFE\uFFFF]|_(?=x[0-9A-Fa-f]{4}_)",
        RegexOptions.None,
        matchTimeoutMilliseconds: 5_000
    )]
    private static partial Regex Escaped();
}
