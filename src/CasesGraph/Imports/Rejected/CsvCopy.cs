using System.Buffers;
using System.Text;
using CasesGraph.Imports.Reading;
using CasesGraph.Imports.Starting;

namespace CasesGraph.Imports.Rejected;

/// <summary>
/// Delimited text as the file is: its delimiter, quote, encoding and ends of lines, and cells as they stand there. A workbook
/// becomes one of commas, in UTF-8 with the mark by which a spreadsheet knows that.
/// </summary>
internal sealed class CsvCopy : RowCopy
{
    private readonly ImportPlan plan;
    private readonly bool isWorkbook;

    /// <summary>Whether cells may hold what their file did not have to quote.</summary>
    private readonly bool isOther;
    private readonly byte delimiter;
    private readonly byte? quote;
    private readonly byte[] ending;
    private readonly SearchValues<byte> special;

    public CsvCopy(ImportPlan plan, ImportDialect told)
        : base(plan)
    {
        this.plan = plan;
        isWorkbook = plan.Dialect.Format is FileFormat.Xlsx;
        isOther = plan.Dialect.Form.Delimiter is null;
        delimiter = plan.Dialect.Form.Delimiter ?? (byte)',';
        quote = plan.Dialect.Form.Quote ?? (isOther ? (byte)'"' : null);
        ending = told.LineEnding switch
        {
            LineEnding.Lf => "\n"u8.ToArray(),
            LineEnding.Cr => "\r"u8.ToArray(),
            _ => "\r\n"u8.ToArray(),
        };
        special = SearchValues.Create([delimiter, quote ?? delimiter, (byte)'\r', (byte)'\n']);
        Encoding = plan.Dialect.Encoding.ForWriting();
        Mark = told.ByteOrderMark || isWorkbook ? Encoding.GetPreamble() : [];
    }

    public override string Extension => "csv";
    public override string ContentType => "text/csv";
    public override byte[] Mark { get; }
    protected override Encoding Encoding { get; }

    public override void Begin(TableReader? header)
    {
        foreach (var column in Columns)
        {
            if (header is null)
                Output.Write(Encoding.ASCII.GetBytes(plan.Columns[column].Letter));
            else if (column < Kept(header))
                Write(header, column);
            Output.Write([delimiter]);
        }
        Output.Write(Encoding.ASCII.GetBytes(RejectedColumns.Row));
        Output.Write([delimiter]);
        Output.Write(Encoding.ASCII.GetBytes(RejectedColumns.Reason));
        Output.Write(ending);
    }

    public override void Add(TableReader row, string reason)
    {
        foreach (var column in Columns)
        {
            if (column < Kept(row))
                Write(row, column);
            Output.Write([delimiter]);
        }
        Output.Write(Number(row));
        Output.Write([delimiter]);
        WriteReason(reason);
        WriteSurplus(row);
        Output.Write(ending);
    }

    /// <summary>What makes the row wider than its header, behind all else: it is rejected for it until somebody puts it right.</summary>
    private void WriteSurplus(TableReader row)
    {
        var last = Kept(row) - 1;
        while (last >= plan.Columns.Count && row[last].IsEmpty)
            last--;
        for (var cell = plan.Columns.Count; cell <= last; cell++)
        {
            Output.Write([delimiter]);
            Write(row, cell);
        }
    }

    private void Write(TableReader row, int cell)
    {
        var text = row[cell];
        var isNeutralized = isWorkbook && FormulaText.IsOne(text);
        if (row.KindOf(cell) is CellKind.Quoted || (isOther && (isNeutralized || text.ContainsAny(special))))
            WriteQuoted(text, isNeutralized);
        else
            Output.Write(text);
    }

    private void WriteQuoted(ReadOnlySpan<byte> text, bool isNeutralized)
    {
        Output.Write([quote!.Value]);
        if (isNeutralized)
            Output.Write("'"u8);
        while (text.IndexOf(quote.Value) is >= 0 and var at)
        {
            Output.Write(text[..(at + 1)]);
            Output.Write([quote.Value]);
            text = text[(at + 1)..];
        }
        Output.Write(text);
        Output.Write([quote.Value]);
    }

    /// <summary>Where nothing can be quoted, it goes without what would end the cell.</summary>
    private void WriteReason(string reason)
    {
        var text = Encoding.UTF8.GetBytes(reason.ReplaceLineEndings(" "));
        if (quote is not null)
        {
            WriteQuoted(text, isNeutralized: false);
            return;
        }
        text.AsSpan().Replace(delimiter, (byte)' ');
        Output.Write(text);
    }
}
