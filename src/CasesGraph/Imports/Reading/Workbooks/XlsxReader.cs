using System.Xml;

namespace CasesGraph.Imports.Reading.Workbooks;

/// <summary>
/// The rows of one sheet, read forward; what the sheet says of its size is not believed. Of a formula the value is taken
/// that was worked out when the file was saved. Rows that are not in the file are counted, not told. Behind a sheet come
/// those that go on with it, as exports have them that are too long for one; their rows are counted on.
/// </summary>
internal sealed class XlsxReader : TableReader
{
    private readonly Workbook workbook;
    private readonly SharedStrings strings;
    private readonly Queue<Sheet> following;
    private readonly SheetRow cells;
    private readonly long size;
    private XmlReader xml;

    /// <summary>The first row, which stands in sheets that go on too; null until it was read.</summary>
    private List<byte[]>? first;

    /// <summary>What the rows of the sheet are counted from.</summary>
    private long offset;

    /// <summary>Begins to read a sheet.</summary>
    /// <param name="mostStrings">Bytes of texts that are read; the first row that needs others ends the reading.</param>
    public XlsxReader(Stream file, string? sheet, ImportSettings limits, Checkpoint from, long mostStrings)
        : base(limits)
    {
        workbook = new Workbook(file, limits);
        var text = new CellText(limits.CellBytes);
        try
        {
            var found = SheetChoice.Choose(workbook, sheet);
            strings = SharedStrings.Read(workbook, text, mostStrings);
            following = new(SheetChoice.Following(workbook.Sheets, found));
            size =
                following.Prepend(found).Sum(one => workbook.Parts.SizeOf(one.Part))
                + workbook.Parts.SizeOf(workbook.SharedStrings);
            xml = workbook.Parts.Open(found.Part)!;
            cells = new SheetRow(workbook, strings, text, limits, isPartial: mostStrings < long.MaxValue);
            while (Row + 1 < from.Row && Read()) { }
        }
        catch (XmlException broken)
        {
            Dispose();
            throw Workbook.Damaged(broken);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public override long Position => Math.Min(size, workbook.Parts.Unpacked);
    public override long Size => size;
    public override ReadOnlySpan<byte> Bytes => cells.Bytes;
    public override ReadOnlySpan<byte> this[int cell] => cells[cell];
    public override Checkpoint Next => new(Row + 1, Row + 1, 0, 0);

    public override CellKind KindOf(int cell) => cells.KindOf(cell);

    /// <summary>Whether the reading has ended before the sheet.</summary>
    public bool HasMore => cells.HasMore;

    public override bool Read()
    {
        try
        {
            do
            {
                if (ReadOfSheet() is { } isRead)
                    return isRead;
            } while (GoesOn());
            return false;
        }
        catch (XmlException broken)
        {
            throw Workbook.Damaged(broken);
        }
    }

    /// <summary>Null at the end of the sheet.</summary>
    private bool? ReadOfSheet()
    {
        while (xml.Read())
        {
            if (xml is not { NodeType: XmlNodeType.Element, LocalName: "row" })
                continue;
            var isRead = ReadRow();
            first ??= isRead ? cells.Copy() : null;
            return isRead;
        }
        return null;
    }

    /// <summary>Begins the next sheet, where its first row is that of the first.</summary>
    private bool GoesOn()
    {
        if (first is null || !following.TryDequeue(out var next))
            return false;
        var last = Row;
        xml.Dispose();
        xml = workbook.Parts.Open(next.Part)!;
        (Row, offset) = (last - 1, last - 1);
        var isSame =
            ReadOfSheet() is true
            && Row == last
            && first.Count == Count
            && cells.Copy().Zip(first).All(pair => pair.First.AsSpan().SequenceEqual(pair.Second));
        if (isSame)
            return true;
        following.Clear();
        (Row, Count) = (last, 0);
        return false;
    }

    private bool ReadRow()
    {
        var row = CellReference.Number(xml.GetAttribute("r")) is { } told ? offset + told : Row + 1;
        if (row <= Row)
            throw new UnreadableFileException($"The rows of the sheet are out of order at row {row - offset}.");
        (Row, Line) = (row, row);
        if (!cells.Read(xml))
            return false;
        (Count, Mistake) = (cells.Count, cells.Mistake);
        return true;
    }

    public override void Dispose()
    {
        xml?.Dispose();
        strings?.Dispose();
        workbook.Dispose();
        base.Dispose();
    }
}
