using System.Buffers;
using System.Text;
using CasesGraph.Imports;

namespace CasesGraph.Exports.Writing;

/// <summary>
/// Text with delimiters as RFC 4180 has it. Every text is in quotes, so that one of no characters is told from none, and no
/// word is taken for an empty cell or a number.
/// </summary>
internal sealed class CsvFile(IReadOnlyList<string> headers, char delimiter, bool hasMark, bool neutralizes) : TableFile
{
    private const byte Quote = (byte)'"';

    /// <summary>Of the part that is written.</summary>
    private bool isPart;
    private bool isFirst;

    public override string Extension => "csv";
    public override string ContentType => "text/csv";

    public override ValueTask BeginAsync(CancellationToken token)
    {
        if (hasMark)
            Output.Write(Encoding.UTF8.Preamble);
        foreach (var (index, header) in headers.Index())
        {
            if (index > 0)
                Output.Write([(byte)delimiter]);
            Output.Write(Encoding.UTF8.GetBytes(header));
        }
        Output.Write("\r\n"u8);
        return ValueTask.CompletedTask;
    }

    public override void Begin(RowCells cells)
    {
        for (var column = 0; column < cells.Count; column++)
        {
            if (column > 0)
                Output.Write([(byte)delimiter]);
            if (cells.FormOf(column) is CellForm.Text or CellForm.Json)
                WriteText(cells[column]);
            else if (cells.FormOf(column) is not CellForm.Null)
                Output.Write(cells[column]);
        }
    }

    public override void BeginPart(bool isGiven)
    {
        Output.Write([(byte)delimiter]);
        (isPart, isFirst) = (isGiven, true);
        if (isPart)
            Output.Write("\"["u8);
    }

    public override void Add(ReadOnlySpan<byte> item)
    {
        if (!isFirst)
            Output.Write(","u8);
        isFirst = false;
        WriteDoubled(item, Output.GetSpan(2 * item.Length));
    }

    public override void EndPart()
    {
        if (isPart)
            Output.Write("]\""u8);
    }

    public override void End() => Output.Write("\r\n"u8);

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private void WriteText(ReadOnlySpan<byte> text)
    {
        Output.Write(neutralizes && FormulaText.IsOne(text) ? "\"'"u8 : "\""u8);
        WriteDoubled(text, Output.GetSpan(2 * text.Length));
        Output.Write("\""u8);
    }

    /// <summary>With each quote twice.</summary>
    private void WriteDoubled(ReadOnlySpan<byte> text, Span<byte> buffer)
    {
        var used = 0;
        while (text.IndexOf(Quote) is >= 0 and var at)
        {
            text[..(at + 1)].CopyTo(buffer[used..]);
            used += at + 1;
            buffer[used++] = Quote;
            text = text[(at + 1)..];
        }
        text.CopyTo(buffer[used..]);
        Output.Advance(used + text.Length);
    }
}
