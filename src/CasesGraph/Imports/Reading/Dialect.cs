using System.Globalization;
using CasesGraph.Imports.Detecting;

namespace CasesGraph.Imports.Reading;

/// <summary>All that has to be known of a file to read it.</summary>
/// <param name="HeaderRow">0 for none.</param>
internal sealed record Dialect(
    FileFormat Format,
    FileEncoding Encoding,
    CsvForm Form,
    int HeaderRow,
    IReadOnlyList<string> NullMarkers,
    string? Sheet
)
{
    public static Dialect Of(FileFormat format, ImportDialect told) =>
        new(
            format,
            FileEncodings.Parse(told.Encoding.Value)!.Value,
            new CsvForm(
                told.Delimiter is { } delimiter ? DialectNames.Character(delimiter.Value) : null,
                told.Quote is { } quote ? DialectNames.Character(quote.Value) : null,
                told.LineEnding is LineEnding.Cr
            ),
            int.Parse(told.HeaderRow.Value, CultureInfo.InvariantCulture),
            told.NullMarkers,
            told.Sheet
        );

    /// <summary>Reads a file from a place on; it stays open.</summary>
    /// <param name="names">Of columns that records before the place have brought.</param>
    /// <param name="mostStrings">Bytes of a workbook's texts that are read at most.</param>
    public TableReader Open(
        Stream file,
        ImportSettings limits,
        Checkpoint from,
        IReadOnlyList<string> names,
        long mostStrings = long.MaxValue
    ) =>
        Format switch
        {
            FileFormat.Csv => new CsvReader(file, Encoding, Form, limits, from),
            FileFormat.JsonLines => new JsonLinesReader(file, limits, from, names),
            _ => new Workbooks.XlsxReader(file, Sheet, limits, from, mostStrings),
        };
}
