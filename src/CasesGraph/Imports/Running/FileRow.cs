using CasesGraph.Imports.Reading;
using CasesGraph.Model;

namespace CasesGraph.Imports.Running;

/// <summary>A row of the file, with what stands in the columns that are looked at.</summary>
/// <param name="row">As a spreadsheet counts.</param>
/// <param name="line">Where it begins in the text; null where there is no text.</param>
/// <param name="cells">By the index of the column; null for what stands for nothing, and for what is not looked at.</param>
internal sealed class FileRow(int row, int? line, string?[] cells)
{
    public int Row => row;
    public int? Line => line;

    /// <summary>Why it cannot be taken; null where it can.</summary>
    public RowMistake? Mistake { get; init; }

    /// <summary>Whether there is nothing in it.</summary>
    public bool IsBlank { get; init; }

    /// <summary>Where the next row begins.</summary>
    public required Checkpoint Next { get; init; }

    /// <summary>The share of the file that has been read with it.</summary>
    public required double Part { get; init; }

    /// <summary>Null for nothing. Lists are JSON, as they stand there.</summary>
    public string? this[int column] => column < cells.Length ? cells[column] : null;
}

/// <summary>Why a row cannot be taken as it stands.</summary>
internal sealed record RowMistake(ValidationCode Code, string Message)
{
    /// <summary>Null where it can be.</summary>
    public static RowMistake? Of(RecordMistake mistake) =>
        mistake switch
        {
            RecordMistake.UnclosedQuote => new(
                ValidationCode.Malformed,
                "The quote that is opened here is never closed."
            ),
            RecordMistake.TextBehindQuote => new(ValidationCode.Malformed, "Text stands behind a closing quote."),
            RecordMistake.TooLong => new(ValidationCode.TooLong, "A cell or the row is longer than it may be."),
            RecordMistake.Malformed => new(ValidationCode.Malformed, "The line is no JSON object, or is not whole."),
            _ => null,
        };

    public static RowMistake NoText { get; } =
        new(ValidationCode.InvalidEncoding, "The row has bytes that are no text in the encoding of the file.");

    public static RowMistake TooWide { get; } =
        new(ValidationCode.Malformed, "The row has more cells than the header.");
}
