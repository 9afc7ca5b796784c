using System.ComponentModel;
using CasesGraph.Operations;

namespace CasesGraph.Imports;

[Description("A column of a file for an import.")]
public sealed record ImportColumn(
    [property: Description("Its place in the file, from 0.")] int Index,
    [property: Description("What a spreadsheet calls it: A, B, …, AA.")] string Letter,
    [property: Description("Its name; null where it has none.")] string? Header,
    [property: Description("Indexes of the other columns with the same name.")] IReadOnlyList<int> Repeats,
    [property: Description("What most of its cells are.")] ImportColumnKind Kind,
    [property: Description("How many rows have something in it.")] int Filled,
    [property: Description("How many different values it has; null for more than 1,000, and for long texts.")]
        int? Distinct,
    [property: Description("How many code points its longest cell has.")] int Longest,
    [property: Description("Some of its values, of at most 200 characters.")]
    [property: FirstOf(3)]
        IReadOnlyList<string> Samples,
    [property: Description("Its values, as long as distinct is known, the most frequent first.")]
    [property: FirstOf(100)]
        IReadOnlyList<ImportValue> Values,
    [property: Description("The ways in which its cells can be read as times, the likeliest first.")]
        IReadOnlyList<ImportDateFormat> DateFormats,
    [property: Description("The fields that it may bring, the likeliest first.")]
        IReadOnlyList<ImportFieldProposal> Proposals
);

[Description("What most cells of a column are.")]
public enum ImportColumnKind
{
    [Description("There is nothing in it.")]
    Empty,

    [Description("Words of one line.")]
    Text,

    [Description("Text of several lines or more than 255 characters.")]
    LongText,

    [Description("Few values, again and again.")]
    Choice,

    [Description("Digits without decimals.")]
    Number,

    [Description("Numbers with decimals.")]
    Fraction,

    [Description("True or false, in words.")]
    Boolean,

    [Description("Days, or moments.")]
    Date,

    [Description("E-mail addresses.")]
    Email,

    [Description("Lists in JSON.")]
    List,
}

[Description("A value of a column.")]
public sealed record ImportValue(
    [property: Description("As it stands in the file.")] string Value,
    [property: Description("How many rows have it.")] int Count,
    [property: Description("The first row that has it.")] int FirstRow,
    [property: Description("What it would become in the field that is proposed first; null where nothing is known.")]
        string? Target,
    [property: Description("Whether there is no doubt about that.")] bool Certain
);

[Description("A way to read the cells of a column as times.")]
public sealed record ImportDateFormat(
    [property: Description(
        "Such as dd/MM/yyyy HH:mm, in the letters of Unicode; serial for a spreadsheet's days, unix for seconds and unixMilliseconds since 1970."
    )]
        string Format,
    [property: Description("How many cells it fits.")] int Fits,
    [property: Description("The first row whose cell it does not fit; null where it fits all.")] int? FirstMisfit
);

[Description("A field that a column may bring.")]
public sealed record ImportFieldProposal(
    [property: Description("The name of the field, such as subject or account.name.")] string Field,
    [property: Description("Whether there is no doubt.")] bool Certain,
    [property: Description("What speaks for it.")] ProposalReason Because
);

[Description("Why a field is proposed for a column.")]
public enum ProposalReason
{
    [Description("The file is an export of this service.")]
    OwnExport,

    [Description("A saved mapping brings it from a column with this header.")]
    SavedMapping,

    [Description("The column is called as the field.")]
    Name,

    [Description("The column is called as people call the field.")]
    Label,

    [Description("The cells look like it.")]
    Content,
}

[Description("A row of a file, as it was read.")]
public sealed record ImportSampleRow(
    [property: Description("As a spreadsheet counts.")] int Row,
    [property: Description(
        "A text for each column, of at most 1,000 characters; null for a cell that counts as empty."
    )]
        IReadOnlyList<string?> Cells
);

[Description("Something about a file that whoever imports it should know.")]
public sealed record ImportNote(
    [property: Description("What it is, for programs.")] ImportNoteCode Code,
    [property: Description("What it is, for people.")] string Message,
    [property: Description("The first rows that it is about, at most 20.")] IReadOnlyList<int> Rows,
    [property: Description("Indexes of the columns that it is about.")] IReadOnlyList<int> Columns,
    [property: Description("How many rows or cells it is about.")] int Count
);

[Description("What there is to know about a file.")]
public enum ImportNoteCode
{
    [Description("The days of a column can be read in two ways, and which is meant has to be said.")]
    AmbiguousDate,

    [Description("A text that stands for nothing.")]
    EmptyMarker,

    [Description("Several columns have one name.")]
    RepeatedHeader,

    [Description("A column has no name.")]
    BlankHeader,

    [Description("A key stands in several rows.")]
    DuplicateKey,

    [Description("Lines before the table.")]
    Preamble,

    [Description("Lines behind the table.")]
    Footer,

    [Description("Lines that begin with #; they are passed over.")]
    CommentLines,

    [Description("Rows with fewer cells than the header; what is not there counts as empty.")]
    ShortRows,

    [Description("Rows with more cells than the header; they cannot be imported.")]
    LongRows,

    [Description("Rows that end in a delimiter with nothing behind it.")]
    TrailingDelimiter,

    [Description("A quote that is opened and never closed; the row cannot be imported.")]
    UnclosedQuote,

    [Description("Quotes inside of cells. Those with text behind a closing quote cannot be imported.")]
    StrayQuote,

    [Description("Rows with bytes that are no text, or lines that are no JSON; they cannot be imported.")]
    InvalidBytes,

    [Description("Text that was taken for another encoding when it was saved, such as Ã© for é.")]
    DoubleEncoded,

    [Description("Texts with a ' before what would be a formula.")]
    FormulaQuotes,

    [Description("Texts with entities of HTML, such as &amp;.")]
    HtmlEntities,

    [Description("Numbers of which a spreadsheet has kept some digits only, such as 1.23E+15.")]
    NumberLostDigits,

    [Description("A cell or a row that is too long; it cannot be imported.")]
    CellTooLong,

    [Description("The workbook has sheets that are hidden.")]
    HiddenSheet,

    [Description("The same file was sent before.")]
    AlreadyImported,
}
