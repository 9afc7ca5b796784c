namespace CasesGraph.Imports.Analyzing;

/// <summary>Gathers what there is to tell of a file: of what is met often the first rows, and how often.</summary>
internal sealed class NoteList
{
    private const int MostRows = 20;
    private readonly SortedDictionary<ImportNoteCode, Found> found = [];

    public void Add(ImportNoteCode code, long row, int? column = null, int count = 1)
    {
        if (!found.TryGetValue(code, out var note))
            found.Add(code, note = new());
        note.Count += count;
        if (row > 0 && note.Rows.Count < MostRows && (note.Rows.Count == 0 || note.Rows[^1] != row))
            note.Rows.Add((int)row);
        if (column is { } one)
            note.Columns.Add(one);
    }

    /// <summary>What no row tells.</summary>
    public static ImportNote SentBefore { get; } =
        new(ImportNoteCode.AlreadyImported, Message(ImportNoteCode.AlreadyImported, new()), [], [], 1);

    public int CountOf(ImportNoteCode code) => found.GetValueOrDefault(code)?.Count ?? 0;

    /// <summary>In the order of their codes.</summary>
    public IReadOnlyList<ImportNote> All =>
        [
            .. found.Select(one => new ImportNote(
                one.Key,
                Message(one.Key, one.Value),
                one.Value.Rows,
                [.. one.Value.Columns],
                one.Value.Count
            )),
        ];

    private static string Message(ImportNoteCode code, Found note)
    {
        var count = note.Count;
        return code switch
        {
            ImportNoteCode.AmbiguousDate => "Days can be read with the day or with the month first; say which it is.",
            ImportNoteCode.EmptyMarker => $"{count} cells have a text that stands for nothing; they count as empty.",
            ImportNoteCode.RepeatedHeader =>
                "Several columns have one name; a field that is no list takes one of them.",
            ImportNoteCode.BlankHeader => "A column has no name.",
            ImportNoteCode.DuplicateKey => $"{count} rows have a key that an earlier row has.",
            ImportNoteCode.Preamble => $"{count} lines before the table are passed over.",
            ImportNoteCode.Footer => $"{count} lines behind the table are passed over.",
            ImportNoteCode.CommentLines => $"{count} lines that begin with # are passed over.",
            ImportNoteCode.ShortRows => $"{count} rows have fewer cells than the header; these count as empty.",
            ImportNoteCode.LongRows => $"{count} rows have more cells than the header, and cannot be imported.",
            ImportNoteCode.TrailingDelimiter => $"{count} rows end in a delimiter; nothing is lost by that.",
            ImportNoteCode.UnclosedQuote =>
                "A quote is opened and never closed; all behind it is one row, which cannot be imported.",
            ImportNoteCode.StrayQuote =>
                $"{count} rows have quotes inside of cells; where text follows a closing quote the row cannot be imported.",
            ImportNoteCode.InvalidBytes => $"{count} rows are not readable and cannot be imported.",
            ImportNoteCode.DoubleEncoded =>
                $"{count} rows have text that was taken for another encoding when it was saved.",
            ImportNoteCode.FormulaQuotes => $"{count} cells have a ' before what would be a formula; it is taken off.",
            ImportNoteCode.HtmlEntities => $"{count} rows have entities of HTML, which stay as they are.",
            ImportNoteCode.NumberLostDigits =>
                $"{count} numbers have lost digits in a spreadsheet; they cannot be brought back from this file.",
            ImportNoteCode.CellTooLong => $"{count} rows have a cell that is too long, and cannot be imported.",
            ImportNoteCode.HiddenSheet => "The workbook has hidden sheets, which are not read unless one is chosen.",
            _ => "The same file was sent before.",
        };
    }

    private sealed class Found
    {
        public int Count { get; set; }
        public List<int> Rows { get; } = [];
        public SortedSet<int> Columns { get; } = [];
    }
}
