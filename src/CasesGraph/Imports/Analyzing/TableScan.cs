using System.Text;
using CasesGraph.Imports.Detecting;
using CasesGraph.Imports.Proposing;
using CasesGraph.Imports.Reading;

namespace CasesGraph.Imports.Analyzing;

/// <summary>Goes through the rows of a file once, and gathers what there is to know of them.</summary>
internal sealed class TableScan(Dialect dialect, TargetFields targets, ImportSettings limits)
{
    /// <summary>Places to read on from stand so many bytes apart, and more where there would be too many.</summary>
    private const long FirstGap = 1024 * 1024;
    private const int MostCheckpoints = 1_000;

    private readonly NullMarkers markers = new(dialect.NullMarkers);
    private readonly FooterWatch footer = new();
    private readonly List<ColumnStats> columns = [];
    private readonly Dictionary<int, KeySet> keys = [];
    private List<Checkpoint> checkpoints = [];
    private long gap = FirstGap;
    private long nextCheckpoint;
    private int width;
    private int trailing;

    public NoteList Notes { get; } = new();
    public IReadOnlyList<ColumnStats> Columns => columns;
    public IReadOnlyList<string?> Headers { get; private set; } = [];
    public IReadOnlyDictionary<int, KeySet> Keys => keys;
    public IReadOnlyList<Checkpoint> Checkpoints => checkpoints;

    /// <summary>Whether this service has written the file.</summary>
    public bool IsOwnExport { get; private set; }

    /// <summary>Rows with data.</summary>
    public int Rows { get; private set; }

    /// <summary>The last of them; null where nothing follows behind it.</summary>
    public int? LastRow { get; private set; }

    public int FormulaQuotes { get; private set; }

    /// <summary>Characters beyond ASCII, and bytes that are none.</summary>
    public (long Valid, long Invalid) Encoded { get; private set; }

    /// <summary>Has the values of columns looked at for repetitions from now on.</summary>
    public void WatchKeys(IEnumerable<int> indexes)
    {
        foreach (var index in indexes)
            keys.TryAdd(index, new KeySet());
    }

    /// <summary>Reads on until a position of the file, or to its end.</summary>
    /// <returns>Whether the end has been reached.</returns>
    public bool Run(TableReader reader, long until)
    {
        while (reader.Position < until)
        {
            if (!reader.Read())
                return true;
            Take(reader);
            if (reader.Position >= nextCheckpoint)
                Mark(reader);
        }
        return false;
    }

    /// <summary>At the end of the file.</summary>
    public void Finish(TableReader reader)
    {
        if (reader.Names is { } names)
            (Headers, IsOwnExport) = ([.. names], OwnExport.Is(names, targets));
        while (columns.Count < Headers.Count)
            columns.Add(new());
        foreach (var row in footer.Rows)
            Notes.Add(ImportNoteCode.Footer, row.Row);
        foreach (var row in footer.Released())
            Count(row);
        LastRow = footer.Rows.Count > 0 ? footer.LastRow : null;
        if (trailing > 0)
            Notes.Add(ImportNoteCode.TrailingDelimiter, 0, count: trailing);
        for (var index = 0; index < columns.Count; index++)
        {
            if (columns[index].Markers.Values.Sum() is > 0 and var marked)
                Notes.Add(ImportNoteCode.EmptyMarker, 0, index, marked);
            if (columns[index].CountOf(CellShape.LostDigits) is > 0 and var lost)
                Notes.Add(ImportNoteCode.NumberLostDigits, columns[index].FirstLostDigits!.Value, index, lost);
        }
        if (FormulaQuotes > 0)
            Notes.Add(ImportNoteCode.FormulaQuotes, 0, count: FormulaQuotes);
    }

    private void Take(TableReader record)
    {
        if (dialect.Format is not FileFormat.JsonLines && record.Row <= dialect.HeaderRow)
        {
            TakeHeader(record);
            return;
        }
        if (NoteMistake(record) || RowSorts.IsEmpty(record))
        {
            footer.AddBlank();
            return;
        }
        if (dialect.Format is FileFormat.Csv && RowSorts.IsComment(record, width))
        {
            Notes.Add(ImportNoteCode.CommentLines, record.Row);
            return;
        }
        if (dialect.HeaderRow == 0 && Headers.Count == 0 && record.Names is null)
            SetHeaders(new string?[Math.Min(record.Count, limits.MaxColumns)]);
        if (record.Names is null && NoteWidth(record))
            return;
        if (record.Names is null && footer.Holds(record, width))
            return;
        foreach (var row in footer.Release())
            Count(row);
        Count(record);
        footer.LastRow = (int)record.Row;
    }

    private void TakeHeader(TableReader record)
    {
        if (record.Row < dialect.HeaderRow)
        {
            if (!RowSorts.IsEmpty(record))
                Notes.Add(
                    record[0] is [(byte)'#', ..] ? ImportNoteCode.CommentLines : ImportNoteCode.Preamble,
                    record.Row
                );
            return;
        }
        if (record.Count > limits.MaxColumns)
            throw TooManyColumns();
        SetHeaders([
            .. RowSorts
                .Texts(record)
                .Select(text =>
                    text.Trim() is { Length: > 0 } name ? ColumnStats.Cut(name, ColumnStats.LongestSample) : null
                ),
        ]);
    }

    public UnreadableFileException TooManyColumns() => new($"The table has more than {limits.MaxColumns} columns.");

    private void SetHeaders(string?[] headers)
    {
        // A delimiter behind the last name makes no column.
        (Headers, width, IsOwnExport) = (headers, headers.Length, OwnExport.Is(headers, targets));
        while (columns.Count < width)
            columns.Add(new());
    }

    /// <summary>Whether the row cannot be taken.</summary>
    private bool NoteMistake(TableReader record)
    {
        switch (record.Mistake)
        {
            case RecordMistake.UnclosedQuote:
                Notes.Add(ImportNoteCode.UnclosedQuote, record.Row);
                return true;
            case RecordMistake.TextBehindQuote:
                Notes.Add(ImportNoteCode.StrayQuote, record.Row);
                return true;
            case RecordMistake.TooLong:
                Notes.Add(ImportNoteCode.CellTooLong, record.Row);
                return true;
            case RecordMistake.Malformed:
                Notes.Add(ImportNoteCode.InvalidBytes, record.Row);
                return true;
            case RecordMistake.StrayQuote:
                Notes.Add(ImportNoteCode.StrayQuote, record.Row);
                break;
        }
        return NoteSigns(record);
    }

    private bool NoteSigns(TableReader record)
    {
        var bytes = record.Bytes;
        if (Ascii.IsValid(bytes))
        {
            if (bytes.Contains((byte)0))
                return Note(ImportNoteCode.InvalidBytes, record.Row);
        }
        else if (!TextSigns.IsText(bytes) && !AreTexts(record))
        {
            var (valid, invalid) = Utf8Count.Of(bytes);
            Encoded = (Encoded.Valid + valid, Encoded.Invalid + invalid);
            return Note(ImportNoteCode.InvalidBytes, record.Row);
        }
        else
        {
            Encoded = (Encoded.Valid + 1, Encoded.Invalid);
            if (TextSigns.IsDoubleEncoded(bytes))
                Note(ImportNoteCode.DoubleEncoded, record.Row);
        }
        if (TextSigns.HasEntities(bytes))
            Note(ImportNoteCode.HtmlEntities, record.Row);
        return false;
    }

    /// <summary>Cell by cell: between them may be what is left of quotes.</summary>
    private static bool AreTexts(TableReader record)
    {
        for (var cell = 0; cell < RowSorts.Kept(record); cell++)
        {
            if (!TextSigns.IsText(record[cell]))
                return false;
        }
        return true;
    }

    private bool Note(ImportNoteCode code, long row)
    {
        Notes.Add(code, row);
        return true;
    }

    /// <summary>Whether the row has more cells than it may.</summary>
    private bool NoteWidth(TableReader record)
    {
        if (record.Count < width)
        {
            // A workbook does not write cells behind the last one.
            if (dialect.Format is FileFormat.Csv && !footer.IsLikely(record, width))
                Notes.Add(ImportNoteCode.ShortRows, record.Row);
            return false;
        }
        if (record.Count == width)
        {
            trailing += width > 1 && Headers[^1] is null && record[width - 1].Length == 0 ? 1 : 0;
            return false;
        }
        for (var cell = width; cell < RowSorts.Kept(record); cell++)
        {
            if (record[cell].Length > 0)
                return Note(ImportNoteCode.LongRows, record.Row);
        }
        trailing++;
        return record.Count > record.Most && Note(ImportNoteCode.LongRows, record.Row);
    }

    private void Count(TableReader record)
    {
        Rows++;
        while (record.Names is { } names && columns.Count < names.Count)
            columns.Add(new());
        var count = Math.Min(RowSorts.Kept(record), columns.Count);
        for (var cell = 0; cell < count; cell++)
        {
            var value = record[cell];
            if (value.Length > 0)
                Count(cell, value, record.KindOf(cell), record.Row);
        }
    }

    private void Count(HeldRow row)
    {
        Rows++;
        Count(row.Column, row.Cell, CellKind.Bare, row.Row);
        footer.LastRow = (int)row.Row;
    }

    private void Count(int column, ReadOnlySpan<byte> value, CellKind kind, long row)
    {
        var stats = columns[column];
        if (kind is CellKind.Bare && !IsOwnExport && markers.Find(value) is { } marker)
        {
            stats.Markers[marker] = stats.Markers.GetValueOrDefault(marker) + 1;
            return;
        }
        // Texts of other formats are what they are.
        if (dialect.Format is FileFormat.Csv && value[0] == '\'' && TextSigns.IsQuotedFormula(value))
            FormulaQuotes++;
        stats.Add(value, kind, row);
        if (keys.TryGetValue(column, out var set))
            set.Add(value, row);
    }

    private void Mark(TableReader reader)
    {
        checkpoints.Add(reader.Next);
        nextCheckpoint = reader.Position + gap;
        if (checkpoints.Count < MostCheckpoints)
            return;
        checkpoints = [.. checkpoints.Where((_, index) => index % 2 == 0)];
        gap *= 2;
    }
}
