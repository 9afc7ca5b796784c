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

    public override void Add(RowCells cells)
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
        Output.Write("\r\n"u8);
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private void WriteText(ReadOnlySpan<byte> text)
    {
        var isNeutralized = neutralizes && FormulaText.IsOne(text);
        var buffer = Output.GetSpan((2 * text.Length) + 3);
        var used = 0;
        buffer[used++] = Quote;
        if (isNeutralized)
            buffer[used++] = (byte)'\'';
        while (text.IndexOf(Quote) is >= 0 and var at)
        {
            text[..(at + 1)].CopyTo(buffer[used..]);
            used += at + 1;
            buffer[used++] = Quote;
            text = text[(at + 1)..];
        }
        text.CopyTo(buffer[used..]);
        used += text.Length;
        buffer[used++] = Quote;
        Output.Advance(used);
    }
}
