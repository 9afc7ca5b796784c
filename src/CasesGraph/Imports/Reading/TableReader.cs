namespace CasesGraph.Imports.Reading;

/// <summary>
/// The records of a file, one after the other, whatever its format: cells in UTF-8, as they are written. What it holds in
/// memory is one record at most.
/// </summary>
internal abstract class TableReader(ImportSettings limits) : IDisposable
{
    /// <summary>How many cells of a record are kept at most.</summary>
    public int Most => limits.MaxColumns + 1;

    /// <summary>Of the record that was read, as a spreadsheet counts, from 1.</summary>
    public long Row { get; protected set; }

    /// <summary>Of the text where the record begins, from 1; the row where there is no text.</summary>
    public long Line { get; protected set; }

    /// <summary>How many cells the record has; of more than there may be columns the rest is not kept.</summary>
    public int Count { get; protected set; }

    /// <summary>Why the record cannot be taken as it stands.</summary>
    public RecordMistake Mistake { get; protected set; }

    /// <summary>How many bytes of the file, or of what it unpacks to, have been read.</summary>
    public abstract long Position { get; }

    /// <summary>How many there are.</summary>
    public abstract long Size { get; }

    /// <summary>Names of columns that the records themselves bring; null where a row has them.</summary>
    public virtual IReadOnlyList<string>? Names => null;

    /// <summary>All bytes of the record's cells, in one piece.</summary>
    public abstract ReadOnlySpan<byte> Bytes { get; }

    public abstract ReadOnlySpan<byte> this[int cell] { get; }

    public abstract CellKind KindOf(int cell);

    /// <summary>False behind the last record.</summary>
    public abstract bool Read();

    /// <summary>Where the next record begins.</summary>
    public abstract Checkpoint Next { get; }

    public virtual void Dispose() { }
}

internal enum CellKind
{
    /// <summary>Nothing stands there.</summary>
    Empty,

    /// <summary>Text, a number or a truth, unquoted.</summary>
    Bare,

    /// <summary>Text that can be no mark for nothing.</summary>
    Quoted,

    /// <summary>A list in JSON.</summary>
    Json,
}

internal enum RecordMistake
{
    None,

    /// <summary>A quote is opened that nothing closes before the end of the file.</summary>
    UnclosedQuote,

    /// <summary>Text stands between the closing quote and the delimiter.</summary>
    TextBehindQuote,

    /// <summary>A quote stands inside of a cell that does not begin with one; it is text.</summary>
    StrayQuote,

    /// <summary>A cell or the record has more bytes than it may.</summary>
    TooLong,

    /// <summary>The line is no JSON object, or a cell refers to a text that is not there.</summary>
    Malformed,
}

/// <summary>A file that cannot be read at all, or not on; its message is for whoever sent it.</summary>
internal sealed class UnreadableFileException(string message, Exception? inner = null) : Exception(message, inner);
