using System.Buffers.Text;
using System.Text;
using System.Xml;

namespace CasesGraph.Imports.Reading.Workbooks;

/// <summary>The cells of a row of a sheet, each in the place that it says it has; one buffer for all rows.</summary>
/// <param name="isPartial">Whether not all texts that cells share are read.</param>
internal sealed class SheetRow(
    Workbook workbook,
    SharedStrings strings,
    CellText text,
    ImportSettings limits,
    bool isPartial
)
{
    private readonly List<(int Start, int Length, CellKind Kind)> cells = [];
    private byte[] bytes = new byte[4096];
    private int written;

    public int Count => cells.Count;
    public RecordMistake Mistake { get; private set; }
    public ReadOnlySpan<byte> Bytes => bytes.AsSpan(0, written);
    public ReadOnlySpan<byte> this[int cell] => bytes.AsSpan(cells[cell].Start, cells[cell].Length);

    /// <summary>Whether a row needs a text that has not been read.</summary>
    public bool HasMore { get; private set; }

    public CellKind KindOf(int cell) => cells[cell].Kind;

    public List<byte[]> Copy() => [.. Enumerable.Range(0, cells.Count).Select(cell => this[cell].ToArray())];

    /// <summary>Reads the row at whose element the reader stands; false where a text of it has not been read.</summary>
    public bool Read(XmlReader xml)
    {
        (Mistake, written) = (RecordMistake.None, 0);
        cells.Clear();
        var depth = xml.Depth;
        var next = 0;
        // Asked once: a cell of nothing is an empty element too, and does not end the row.
        var isBlank = xml.IsEmptyElement;
        while (!isBlank && xml.Read() && !(xml.NodeType is XmlNodeType.EndElement && xml.Depth == depth))
        {
            if (xml is not { NodeType: XmlNodeType.Element, LocalName: "c" })
                continue;
            var column = CellReference.ColumnOf(xml.GetAttribute("r")) ?? next;
            next = column + 1;
            if (!ReadCell(xml, column))
                return false;
        }
        return true;
    }

    /// <summary>False where the text of the cell has not been read.</summary>
    private bool ReadCell(XmlReader xml, int column)
    {
        var (type, style) = (xml.GetAttribute("t"), (int)(CellReference.Number(xml.GetAttribute("s")) ?? 0));
        text.Clear();
        if (!xml.IsEmptyElement)
            ReadValue(xml, type);
        if (type is "s" && text.Bytes.Length > 0)
        {
            var shared = strings.Find((int)(CellReference.Number(text.Bytes) ?? -1), out var isKnown);
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

    private void ReadValue(XmlReader xml, string? type)
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
}
