using System.Buffers;
using System.Globalization;
using System.Text;
using CasesGraph.Imports.Detecting;
using CasesGraph.Imports.Reading;
using CasesGraph.Imports.Starting;

namespace CasesGraph.Imports.Rejected;

/// <summary>Writes rows of a file once more, as they stand there, each with why it was rejected.</summary>
internal abstract class RowCopy(ImportPlan plan)
{
    /// <summary>What was written, in UTF-8, until it is taken away.</summary>
    protected ArrayBufferWriter<byte> Output { get; } = new(2 * Block);

    private const int Block = 64 * 1024;

    /// <summary>Indexes of the columns that the file brings of its own.</summary>
    protected IReadOnlyList<int> Columns { get; } =
    [.. Enumerable.Range(0, plan.Columns.Count).Where(column => !RejectedColumns.IsOne(plan.Headers[column]))];

    /// <summary>How the file's name ends.</summary>
    public abstract string Extension { get; }
    public abstract string ContentType { get; }

    protected virtual Encoding Encoding => Encoding.UTF8;

    /// <summary>Whether there is enough to be taken away.</summary>
    public bool IsFull => Output.WrittenCount >= Block;

    public static RowCopy Of(Import import, ImportPlan plan) =>
        plan.Dialect.Format is FileFormat.JsonLines
            ? new JsonLinesCopy(plan)
            : new CsvCopy(plan, ImportJson.Read<ImportDialect>(import.Dialect)!);

    /// <summary>What comes before all rows.</summary>
    public abstract byte[] Mark { get; }

    /// <summary>Writes the names of the columns.</summary>
    /// <param name="header">Null where the file has none.</param>
    public abstract void Begin(TableReader? header);

    public abstract void Add(TableReader row, string reason);

    /// <summary>What was written since, as the file is encoded.</summary>
    public byte[] Take()
    {
        var written = Output.WrittenSpan;
        byte[] taken =
            Encoding is UTF8Encoding ? written.ToArray() : Encoding.Convert(Encoding.UTF8, Encoding, written.ToArray());
        Output.ResetWrittenCount();
        return taken;
    }

    /// <summary>Whether a row has cells to be written; what is only read in part would be taken for the whole.</summary>
    protected static bool IsWhole(TableReader row) =>
        row.Mistake is RecordMistake.None or RecordMistake.StrayQuote or RecordMistake.TextBehindQuote;

    protected static int Kept(TableReader row) => IsWhole(row) ? RowSorts.Kept(row) : 0;

    protected static byte[] Number(TableReader row) =>
        Encoding.ASCII.GetBytes(row.Row.ToString(CultureInfo.InvariantCulture));
}
