using System.Buffers.Text;
using System.Globalization;
using System.Text;
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
    private XmlReader xml;
    private readonly ImportSettings limits;
    private readonly CellText text;
    private readonly List<(int Start, int Length, CellKind Kind)> cells = [];
    private readonly long size;
    private byte[] bytes = new byte[4096];
    private int written;
    private bool isPartial;

    /// <summary>The first row, which stands in sheets that go on too; null until it was read.</summary>
    private List<byte[]>? first;

    /// <summary>What the rows of the sheet are counted from.</summary>
    private long offset;

    /// <summary>Begins to read a sheet.</summary>
    /// <param name="mostStrings">Bytes of texts that are read; the first row that needs others ends the reading.</param>
    public XlsxReader(Stream file, string? sheet, ImportSettings limits, Checkpoint from, long mostStrings)
        : base(limits)
    {
        (this.limits, workbook) = (limits, new Workbook(file, limits));
        text = new CellText(limits.CellBytes);
        try
        {
            var found = Choose(workbook, sheet);
            strings = SharedStrings.Read(workbook, text, mostStrings);
            following = new(Following(workbook.Sheets, found));
            size =
                following.Prepend(found).Sum(one => workbook.Parts.SizeOf(one.Part))
                + workbook.Parts.SizeOf(workbook.SharedStrings);
            xml = workbook.Parts.Open(found.Part)!;
            isPartial = mostStrings < long.MaxValue;
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
    public override ReadOnlySpan<byte> Bytes => bytes.AsSpan(0, written);
    public override ReadOnlySpan<byte> this[int cell] => bytes.AsSpan(cells[cell].Start, cells[cell].Length);
    public override Checkpoint Next => new(Row + 1, Row + 1, 0, 0);

    public override CellKind KindOf(int cell) => cells[cell].Kind;

    /// <summary>Whether the reading has ended before the sheet.</summary>
    public bool HasMore { get; private set; }

    /// <summary>The one of a name, or the first that is not hidden.</summary>
    public static Sheet Choose(Workbook workbook, string? name) =>
        name is null
            ? workbook.Sheets.FirstOrDefault(one => !one.IsHidden) ?? workbook.Sheets[0]
            : workbook.Sheets.FirstOrDefault(one => one.Name.Equals(name, StringComparison.Ordinal))
                ?? throw new UnreadableFileException($"The workbook has no sheet {name}.");

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

    /// <summary>"Cases", "Cases 2", "Cases 3", one behind the other.</summary>
    private static IEnumerable<Sheet> Following(IReadOnlyList<Sheet> sheets, Sheet sheet) =>
        sheets
            .SkipWhile(one => one != sheet)
            .Skip(1)
            .Index()
            .TakeWhile(one =>
                one.Item.Name.Equals(
                    string.Create(CultureInfo.InvariantCulture, $"{sheet.Name} {one.Index + 2}"),
                    StringComparison.Ordinal
                )
            )
            .Select(one => one.Item);

    /// <summary>Null at the end of the sheet.</summary>
    private bool? ReadOfSheet()
    {
        while (xml.Read())
        {
            if (xml is not { NodeType: XmlNodeType.Element, LocalName: "row" })
                continue;
            var isRead = ReadRow();
            first ??= isRead ? Cells() : null;
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
            && Cells().Zip(first).All(pair => pair.First.AsSpan().SequenceEqual(pair.Second));
        if (isSame)
            return true;
        following.Clear();
        (Row, Count) = (last, 0);
        return false;
    }

    private List<byte[]> Cells() => [.. Enumerable.Range(0, cells.Count).Select(cell => this[cell].ToArray())];

    private bool ReadRow()
    {
        var row = Number(xml.GetAttribute("r")) is { } told ? offset + told : Row + 1;
        if (row <= Row)
            throw new UnreadableFileException($"The rows of the sheet are out of order at row {row - offset}.");
        (Row, Line, Mistake, written) = (row, row, RecordMistake.None, 0);
        cells.Clear();
        var depth = xml.Depth;
        var next = 0;
        // Asked once: a cell of nothing is an empty element too, and does not end the row.
        var isBlank = xml.IsEmptyElement;
        while (!isBlank && xml.Read() && !(xml.NodeType is XmlNodeType.EndElement && xml.Depth == depth))
        {
            if (xml is not { NodeType: XmlNodeType.Element, LocalName: "c" })
                continue;
            var column = ColumnOf(xml.GetAttribute("r")) ?? next;
            next = column + 1;
            if (!ReadCell(column))
                return false;
        }
        Count = cells.Count;
        return true;
    }

    /// <summary>False where the text of the cell has not been read.</summary>
    private bool ReadCell(int column)
    {
        var (type, style) = (xml.GetAttribute("t"), (int)(Number(xml.GetAttribute("s")) ?? 0));
        text.Clear();
        if (!xml.IsEmptyElement)
            ReadValue(type);
        if (type is "s" && text.Bytes.Length > 0)
        {
            var shared = strings.Find((int)(Number(text.Bytes) ?? -1), out var isKnown);
            HasMore |= !isKnown && isPartial;
            if (HasMore)
                return false;
            if (isKnown)
                Put(column, shared);
            else
                Mistake = RecordMistake.Malformed;
            return true;
        }
        if (text.IsTooLong)
            Mistake = RecordMistake.TooLong;
        Put(column, Shown(type, style));
        return true;
    }

    private void ReadValue(string? type)
    {
        var depth = xml.Depth;
        while (xml.Read() && !(xml.NodeType is XmlNodeType.EndElement && xml.Depth == depth))
        {
            if (xml.NodeType is not XmlNodeType.Element)
                continue;
            if (xml.LocalName is "v")
                text.Take(xml);
            else if (xml.LocalName is "is" && type is "inlineStr")
                text.TakeAll(xml);
        }
    }

    private ReadOnlySpan<byte> Shown(string? type, int style)
    {
        if (type is "b")
            return text.Bytes.SequenceEqual("1"u8) ? "true"u8 : "false"u8;
        if (
            type is null or "n"
            && workbook.IsDate(style)
            && Utf8Parser.TryParse(text.Bytes, out double serial, out var read)
            && read == text.Bytes.Length
            && SerialTime.Text(serial, workbook.CountsFrom1904) is { } time
        )
            return Encoding.UTF8.GetBytes(time);
        return text.Bytes;
    }

    private void Put(int column, ReadOnlySpan<byte> value)
    {
        if (column > limits.MaxColumns)
            return;
        while (cells.Count <= column)
            cells.Add((0, 0, CellKind.Empty));
        if (written + (long)value.Length > limits.RecordBytes)
        {
            Mistake = RecordMistake.TooLong;
            return;
        }
        if (written + value.Length > bytes.Length)
            Array.Resize(ref bytes, Math.Max(2 * bytes.Length, written + value.Length));
        value.CopyTo(bytes.AsSpan(written));
        cells[column] = (written, value.Length, value.Length == 0 ? CellKind.Empty : CellKind.Bare);
        written += value.Length;
    }

    /// <summary>AB12 → 27; null where the reference has none, and beyond what any spreadsheet has.</summary>
    private static int? ColumnOf(string? reference)
    {
        var column = 0;
        foreach (var letter in reference ?? "")
        {
            if (letter is < 'A' or > 'Z')
                break;
            column = Math.Min((26 * column) + letter - 'A' + 1, 1_000_000);
        }
        return column == 0 ? null : column - 1;
    }

    private static long? Number(string? digits) =>
        long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static long? Number(ReadOnlySpan<byte> digits) =>
        Utf8Parser.TryParse(digits, out long number, out var read) && read == digits.Length ? number : null;

    public override void Dispose()
    {
        xml?.Dispose();
        strings?.Dispose();
        workbook.Dispose();
        base.Dispose();
    }
}
