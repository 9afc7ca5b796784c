using System.Text;
using CasesGraph.Imports.Proposing;
using CasesGraph.Imports.Reading;
using CasesGraph.Imports.Reading.Workbooks;

namespace CasesGraph.Imports.Detecting;

/// <summary>What the beginning of a file tells of how it is written.</summary>
internal sealed record FileLook(FileFormat Format, ImportDialect Dialect, IReadOnlyList<ImportSheet>? Sheets)
{
    /// <summary>How much of a file is looked at.</summary>
    public const int Beginning = 1024 * 1024;

    /// <summary>Of a workbook's texts: they are packed.</summary>
    public const long WorkbookBeginning = 4 * Beginning;

    public const string Point = ".";
    public const string Comma = ",";

    /// <summary>Looks at the beginning of a file.</summary>
    /// <param name="known">The encoding, where it turned out later.</param>
    /// <exception cref="UnreadableFileException">The file is no table.</exception>
    public static FileLook At(
        Stream file,
        ImportDialectInput? chosen,
        TargetFields targets,
        ImportSettings limits,
        FileEncoding? known = null
    )
    {
        var size = file.Length;
        var begin = new byte[Math.Min(size, Beginning)];
        file.Position = 0;
        file.ReadExactly(begin);
        return FileKind.Of(begin) switch
        {
            FileFormat.Xlsx => Workbook(file, chosen, targets, limits),
            FileFormat.JsonLines => JsonLines(begin, chosen),
            _ => Csv(begin, size, chosen, targets, limits, known),
        };
    }

    private static FileLook Csv(
        byte[] begin,
        long size,
        ImportDialectInput? chosen,
        TargetFields targets,
        ImportSettings limits,
        FileEncoding? known
    )
    {
        var encoding = EncodingFinder.Find(begin);
        if (known is not null)
            encoding = EncodingFinder.OneByte(begin);
        var taken = chosen?.Encoding is { } name ? FileEncodings.Parse(name)!.Value : encoding.Encoding;
        var text = Decode(begin, size, taken);
        FileKind.CheckText(text);
        var found = DialectFinder.Find(text, chosen, limits);
        if (found.Width > limits.MaxColumns)
            throw new UnreadableFileException($"The table has more than {limits.MaxColumns} columns.");
        using var reader = new CsvReader(
            new MemoryStream(text, writable: false),
            FileEncoding.Utf8,
            found.Form,
            limits,
            Checkpoint.Start
        );
        var dialect = new ImportDialect(
            new ImportDetected(
                taken.NameOf(),
                chosen?.Encoding is not null || encoding.IsCertain,
                chosen?.Encoding is null ? encoding.Alternatives : [],
                null
            ),
            found.Delimiter,
            found.Quote,
            Chosen(chosen) ?? HeaderFinder.Find(reader, found.Width, targets),
            ImportDetected.Sure(chosen?.DecimalMark ?? Point),
            encoding.HasMark,
            EndingOf(text),
            chosen?.NullMarkers ?? [],
            chosen?.FormulaQuotes ?? false,
            Sheet: null
        );
        return new(FileFormat.Csv, dialect, Sheets: null);
    }

    private static FileLook JsonLines(byte[] begin, ImportDialectInput? chosen) =>
        new(
            FileFormat.JsonLines,
            new ImportDialect(
                ImportDetected.Sure(FileEncoding.Utf8.NameOf()),
                Delimiter: null,
                Quote: null,
                ImportDetected.Sure("0"),
                ImportDetected.Sure(chosen?.DecimalMark ?? Point),
                FileEncodings.Mark(begin) is not null,
                EndingOf(begin),
                chosen?.NullMarkers ?? [],
                chosen?.FormulaQuotes ?? false,
                Sheet: null
            ),
            Sheets: null
        );

    private static FileLook Workbook(
        Stream file,
        ImportDialectInput? chosen,
        TargetFields targets,
        ImportSettings limits
    )
    {
        List<ImportSheet> sheets;
        string sheet;
        using (var workbook = new Workbook(file, limits))
        {
            sheets = [.. workbook.Sheets.Select(one => new ImportSheet(one.Name, one.IsHidden))];
            sheet = SheetChoice.Choose(workbook, chosen?.Sheet).Name;
        }
        using var reader = new XlsxReader(file, sheet, limits, Checkpoint.Start, WorkbookBeginning);
        var dialect = new ImportDialect(
            ImportDetected.Sure(FileEncoding.Utf8.NameOf()),
            Delimiter: null,
            Quote: null,
            Chosen(chosen) ?? HeaderFinder.Find(reader, width: 0, targets),
            ImportDetected.Sure(chosen?.DecimalMark ?? Point),
            ByteOrderMark: false,
            LineEnding: null,
            chosen?.NullMarkers ?? [],
            chosen?.FormulaQuotes ?? false,
            sheet
        );
        return new(FileFormat.Xlsx, dialect, sheets);
    }

    private static ImportDetected? Chosen(ImportDialectInput? chosen) =>
        chosen?.HeaderRow is { } row ? ImportDetected.Sure($"{row}") : null;

    /// <summary>Of more than the beginning whole lines only.</summary>
    private static byte[] Decode(byte[] begin, long size, FileEncoding encoding)
    {
        var feed = TextFeed.Open(new MemoryStream(begin, writable: false), encoding, offset: 0);
        using var text = new MemoryStream(begin.Length);
        var buffer = new byte[64 * 1024];
        while (feed.Read(buffer) is > 0 and var read)
            text.Write(buffer, 0, read);
        var decoded = text.ToArray();
        var end = size > begin.Length ? decoded.AsSpan().LastIndexOfAny((byte)'\n', (byte)'\r') + 1 : decoded.Length;
        return end > 0 ? decoded[..end] : decoded;
    }

    private static LineEnding? EndingOf(ReadOnlySpan<byte> text) =>
        text.IndexOf("\r\n"u8) >= 0 ? LineEnding.Crlf
        : text.Contains((byte)'\n') ? LineEnding.Lf
        : text.Contains((byte)'\r') ? LineEnding.Cr
        : null;
}
