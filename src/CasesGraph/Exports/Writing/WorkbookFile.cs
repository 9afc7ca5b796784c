using System.Buffers.Text;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using CasesGraph.Imports.Analyzing;
using CasesGraph.Imports.Reading.Workbooks;
using SpreadCheetah;

namespace CasesGraph.Exports.Writing;

/// <summary>A workbook of one sheet, and of more where a sheet is full. Texts are cells of text, which are no formulas.</summary>
internal sealed class WorkbookFile(IReadOnlyList<string> headers, string name, SheetSize size) : TableFile
{
    /// <summary>A sheet may be opened anew behind so many cut texts, but nobody reads more about them.</summary>
    private const int MostTold = 1_000;

    /// <summary>Whole numbers beyond are not exact in a spreadsheet.</summary>
    private const long LargestNumber = 1L << 53;

    private readonly List<DataCell[]> added = [];
    private readonly List<(int Row, int Column)> cut = [];
    private Spreadsheet? book;
    private readonly PartCell part = new(CellText.LongestText);
    private DataCell[] row = [];

    /// <summary>The column of the row's next cell.</summary>
    private int next;
    private int sheets;
    private int rows;
    private int written;

    public override string Extension => "xlsx";
    public override string ContentType => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public override IReadOnlyList<(int Row, int Column)> Cut => cut;

    public override async ValueTask BeginAsync(CancellationToken token)
    {
        var options = new SpreadCheetahOptions
        {
            CompressionLevel = SpreadCheetahCompressionLevel.Fastest,
            PreserveStringWhitespace = true,
        };
        book = await Spreadsheet.CreateNewAsync(new BufferStream(Output), options, token);
        await NextSheetAsync(token);
    }

    public override void Begin(RowCells cells)
    {
        rows++;
        row = new DataCell[cells.Count + cells.Parts];
        for (next = 0; next < cells.Count; next++)
            row[next] = Cell(cells, next);
    }

    public override void BeginPart(bool isGiven) => part.Begin(isGiven);

    public override void Add(ReadOnlySpan<byte> item) => part.Add(item);

    public override void EndPart()
    {
        if (part.IsCut)
            NoteCut(next);
        row[next++] = part.Text is { } text ? new DataCell(CellEscapes.Of(text)) : default;
    }

    public override void End() => added.Add(row);

    public override async ValueTask FlushAsync(CancellationToken token)
    {
        foreach (var cells in added)
        {
            if (written == size.Rows)
                await NextSheetAsync(token);
            await book!.AddRowAsync(cells, token);
            written++;
        }
        added.Clear();
    }

    public override ValueTask EndAsync(CancellationToken token) => book!.FinishAsync(token);

    public override ValueTask DisposeAsync() => book?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async ValueTask NextSheetAsync(CancellationToken token)
    {
        (sheets, written) = (sheets + 1, 0);
        var title = sheets == 1 ? name : string.Create(CultureInfo.InvariantCulture, $"{name} {sheets}");
        await book!.StartWorksheetAsync(title, options: null, token);
        await book.AddRowAsync([.. headers.Select(header => new DataCell(header))], token);
    }

    private DataCell Cell(RowCells cells, int column)
    {
        var value = cells[column];
        return cells.FormOf(column) switch
        {
            CellForm.Null => default,
            CellForm.Flag => new DataCell(value.SequenceEqual("true"u8)),
            CellForm.Number when Whole(value) is { } number => new DataCell(number),
            CellForm.Number when Utf8Parser.TryParse(value, out decimal number, out var all) && all == value.Length =>
                new DataCell(number),
            _ => new DataCell(Text(Encoding.UTF8.GetString(value), column)),
        };
    }

    private static long? Whole(ReadOnlySpan<byte> value) =>
        Utf8Parser.TryParse(value, out long number, out var all)
        && all == value.Length
        && number is >= -LargestNumber and <= LargestNumber
            ? number
            : null;

    private string Text(string text, int column)
    {
        if (text.Length > CellText.LongestText)
        {
            NoteCut(column);
            text = ColumnStats.Cut(text, CellText.LongestText);
        }
        return CellEscapes.Of(text);
    }

    private void NoteCut(int column)
    {
        if (cut.Count < MostTold)
            cut.Add((rows, column));
    }
}
