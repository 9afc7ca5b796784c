using System.Globalization;
using System.Text;
using System.Xml;

namespace CasesGraph.Imports.Reading.Workbooks;

/// <summary>Takes the text of a cell out of XML, up to a length; of more it is known that there is more.</summary>
internal sealed class CellText(int most)
{
    /// <summary>In characters; spreadsheets hold no longer one, and cut it.</summary>
    public const int LongestText = 32_767;

    private const int EscapeLength = 7;
    private readonly char[] chunk = new char[4096];
    private readonly Encoder encoder = new UTF8Encoding(false, throwOnInvalidBytes: false).GetEncoder();
    private byte[] bytes = new byte[4096];
    private int length;

    public ReadOnlySpan<byte> Bytes => bytes.AsSpan(0, length);

    public bool IsTooLong { get; private set; }

    public void Clear() => (length, IsTooLong) = (0, false);

    /// <summary>The text of all t elements within the element that the reader stands on; phonetic hints are none.</summary>
    public void TakeAll(XmlReader xml)
    {
        if (xml.IsEmptyElement)
            return;
        var depth = xml.Depth;
        var isHint = 0;
        while (xml.Read() && !(xml.NodeType is XmlNodeType.EndElement && xml.Depth == depth))
        {
            if (xml.LocalName is "rPh")
                isHint +=
                    xml.NodeType is XmlNodeType.EndElement ? -1
                    : xml.IsEmptyElement ? 0
                    : 1;
            else if (isHint == 0 && xml is { NodeType: XmlNodeType.Element, LocalName: "t", IsEmptyElement: false })
                Take(xml);
        }
    }

    /// <summary>The text of the element that the reader stands on, to its end.</summary>
    public void Take(XmlReader xml)
    {
        if (xml.IsEmptyElement)
            return;
        var from = length;
        var depth = xml.Depth;
        while (xml.Read() && !(xml.NodeType is XmlNodeType.EndElement && xml.Depth == depth))
        {
            if (
                xml.NodeType
                is XmlNodeType.Text
                    or XmlNodeType.CDATA
                    or XmlNodeType.SignificantWhitespace
                    or XmlNodeType.Whitespace
            )
                TakeChunks(xml);
        }
        Unescape(from);
    }

    private void TakeChunks(XmlReader xml)
    {
        while (xml.ReadValueChunk(chunk, 0, chunk.Length) is > 0 and var read)
            Write(chunk.AsSpan(0, read));
    }

    private void Write(ReadOnlySpan<char> text)
    {
        if (length > most)
        {
            IsTooLong = true;
            return;
        }
        var needed = 3 * (text.Length + 1);
        if (length + needed > bytes.Length)
            Array.Resize(ref bytes, Math.Max(2 * bytes.Length, length + needed));
        length += encoder.GetBytes(text, bytes.AsSpan(length), flush: false);
        IsTooLong |= length > most;
    }

    /// <summary>_x000D_ is how a workbook writes what XML cannot hold.</summary>
    private void Unescape(int from)
    {
        var text = bytes.AsSpan(from, length - from);
        if (text.IndexOf("_x"u8) < 0)
            return;
        var written = 0;
        for (var at = 0; at < text.Length; at++)
        {
            var isEscape =
                text[at] == '_'
                && at + EscapeLength <= text.Length
                && text[at + 1] == 'x'
                && text[at + EscapeLength - 1] == '_';
            if (
                isEscape
                && ushort.TryParse(
                    text.Slice(at + 2, 4),
                    NumberStyles.AllowHexSpecifier,
                    CultureInfo.InvariantCulture,
                    out var code
                )
                && Rune.TryCreate((char)code, out var rune)
            )
            {
                written += rune.EncodeToUtf8(text[written..]);
                at += EscapeLength - 1;
                continue;
            }
            text[written++] = text[at];
        }
        length = from + written;
    }
}
