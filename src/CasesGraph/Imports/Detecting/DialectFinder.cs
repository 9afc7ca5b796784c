using CasesGraph.Imports.Reading;

namespace CasesGraph.Imports.Detecting;

/// <summary>
/// Ranks whole hypotheses of how a text is delimited: by how many of its rows have one width, and how many of its cells
/// look like something.
/// </summary>
internal static class DialectFinder
{
    private const int MostRecords = 2_000;

    /// <summary>How much better than the next a hypothesis has to be for certain.</summary>
    private const double Margin = 1.2;

    private static readonly byte[] Delimiters = [(byte)',', (byte)';', (byte)'\t', (byte)'|', (byte)'^', (byte)'~'];
    private static readonly byte?[] Quotes = [(byte)'"', (byte)'\'', null];

    /// <summary>The best of them.</summary>
    /// <param name="begin">The beginning of the text in UTF-8, of whole lines.</param>
    public static FoundDialect Find(byte[] begin, ImportDialectInput? chosen, ImportSettings limits)
    {
        var endsByReturn = begin.AsSpan().Contains((byte)'\r') && !begin.AsSpan().Contains((byte)'\n');
        byte?[] delimiters = chosen?.Delimiter is { } delimiter
            ? [DialectNames.Character(delimiter)]
            : [.. Delimiters.Where(one => begin.AsSpan().Contains(one)).Select(one => (byte?)one), null];
        byte?[] quotes = chosen?.Quote is { } quote ? [DialectNames.Character(quote)] : Quotes;
        var ranked = (
            from one in delimiters
            from mark in quotes
            where mark is null or (byte)'"' || begin.AsSpan().Contains(mark.Value)
            let form = new CsvForm(one, mark, endsByReturn)
            let score = FormScore.Of(begin, form, limits, MostRecords)
            orderby score.Total descending
            select score
        ).ToList();
        var best = ranked[0];
        var others = ranked.Where(score => score.Form.Delimiter != best.Form.Delimiter).ToList();
        var next = others.FirstOrDefault(score => score.Width > 1);
        return new(
            best.Form,
            best.Width,
            new ImportDetected(
                DialectNames.Of(best.Form.Delimiter ?? (byte)','),
                chosen?.Delimiter is not null || best.Total > Margin * (next?.Total ?? 0),
                [
                    .. others
                        .Where(score => score.Width > 1)
                        .Select(score => DialectNames.Of(score.Form.Delimiter))
                        .Distinct(StringComparer.Ordinal),
                ],
                best.Witness
            ),
            new ImportDetected(
                DialectNames.Of(best.Form.Quote),
                chosen?.Quote is not null
                    || ranked
                        .Where(score => score.Form.Delimiter == best.Form.Delimiter && score != best)
                        .All(score => best.Total > Margin * score.Total || score.Quoted == 0),
                [],
                best.QuoteWitness
            )
        );
    }
}

/// <summary>How a text seems to be delimited.</summary>
/// <param name="Width">How many cells most of its rows have.</param>
internal sealed record FoundDialect(CsvForm Form, int Width, ImportDetected Delimiter, ImportDetected Quote);

/// <summary>Characters of a dialect as callers read and write them: what is blank has a name.</summary>
internal static class DialectNames
{
    private const string Tab = "TAB";
    private const string None = "NONE";

    public static string Of(byte? character) =>
        character switch
        {
            null => None,
            (byte)'\t' => Tab,
            { } one => $"{(char)one}",
        };

    public static byte? Character(string name) =>
        name switch
        {
            None => null,
            Tab => (byte)'\t',
            _ => (byte)name[0],
        };

    /// <summary>Whether it can be a delimiter or a quote.</summary>
    public static bool IsCharacter(string name) =>
        name is Tab || (name.Length == 1 && name[0] is >= ' ' and < (char)0x7F && !char.IsAsciiLetterOrDigit(name[0]));
}
