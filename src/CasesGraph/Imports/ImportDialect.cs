using System.ComponentModel;

namespace CasesGraph.Imports;

[Description("What a file for an import is.")]
public enum FileFormat
{
    [Description("Text with delimiters: commas, semicolons, tabs and others.")]
    Csv,

    [Description("A JSON object a line.")]
    JsonLines,

    [Description("A workbook of Excel or its like.")]
    Xlsx,
}

[Description("By what the lines of a text end.")]
public enum LineEnding
{
    [Description("Carriage return and line feed, as on Windows.")]
    Crlf,

    [Description("Line feed, as on Unix.")]
    Lf,

    [Description("Carriage return, as on old Macs.")]
    Cr,
}

[Description("How a file is written, as it was found out or chosen.")]
public sealed record ImportDialect(
    [property: Description("UTF-8, UTF-16LE, UTF-16BE, windows-1252 or ISO-8859-15.")] ImportDetected Encoding,
    [property: Description("The character between cells, TAB for a tab; null where there is none.")]
        ImportDetected? Delimiter,
    [property: Description("The character around cells, NONE where they have none; null for what is not CSV.")]
        ImportDetected? Quote,
    [property: Description("The row with the names of the columns, 0 for none.")] ImportDetected HeaderRow,
    [property: Description("What stands before the decimals of numbers: a point or a comma.")]
        ImportDetected DecimalMark,
    [property: Description("Whether the file begins with a mark of its encoding.")] bool ByteOrderMark,
    [property: Description("By what lines end; null for a workbook.")] LineEnding? LineEnding,
    [property: Description("Texts that stand, unquoted, for nothing.")] IReadOnlyList<string> NullMarkers,
    [property: Description(
        "Whether texts that would be formulas have a ' before them, which is taken off: one of those that there are."
    )]
        bool FormulaQuotes,
    [property: Description("The sheet of the workbook that is read; null for others.")] string? Sheet
);

[Description("A property of a file that was found out.")]
public sealed record ImportDetected(
    [property: Description("What it is taken for.")] string Value,
    [property: Description("Whether nothing in the file speaks for another; true for what was chosen.")] bool Certain,
    [property: Description("What else it may be, the likeliest first.")] IReadOnlyList<string> Alternatives,
    [property: Description("A row that speaks for it; null where that is none.")] int? WitnessRow
)
{
    public static ImportDetected Sure(string value, int? witness = null) => new(value, true, [], witness);
}

[Description("A sheet of a workbook.")]
public sealed record ImportSheet(
    [property: Description("Its name, to be chosen by in the dialect.")] string Name,
    [property: Description("Whether a spreadsheet hides it.")] bool Hidden
);

[Description("How a file is written, where that is not as it was found out; what is not given is found out.")]
public sealed record ImportDialectInput(
    [property: Description("UTF-8, UTF-16LE, UTF-16BE, windows-1252 or ISO-8859-15.")] string? Encoding,
    [property: Description("One ASCII character, TAB for a tab.")] string? Delimiter,
    [property: Description("One ASCII character, NONE for no quotes.")] string? Quote,
    [property: Description("The row with the names of the columns, as a spreadsheet counts; 0 for none.")]
        int? HeaderRow,
    [property: Description("A point or a comma.")] string? DecimalMark,
    [property: Description("Texts that stand, unquoted, for nothing; at most 20, an empty list for none.")]
        IReadOnlyList<string>? NullMarkers,
    [property: Description("Whether a ' before what would be a formula is taken off.")] bool? FormulaQuotes,
    [property: Description("The name of the sheet to read.")] string? Sheet
);
