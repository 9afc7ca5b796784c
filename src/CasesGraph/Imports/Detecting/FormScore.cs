using System.Buffers;
using CasesGraph.Imports.Reading;

namespace CasesGraph.Imports.Detecting;

/// <summary>How well a form of delimited text fits.</summary>
/// <param name="Quoted">How many cells are quoted.</param>
/// <param name="Witness">A row of the width.</param>
internal sealed record FormScore(CsvForm Form, double Total, int Width, int Quoted, int? Witness, int? QuoteWitness)
{
    private const double OneColumn = 0.3;
    private static readonly SearchValues<byte> Delimiters = SearchValues.Create(",;\t|^~"u8);

    public static FormScore Of(byte[] text, CsvForm form, ImportSettings limits, int mostRecords)
    {
        var rows = Rows(text, form, limits, mostRecords);
        if (rows.Count == 0)
            return new(form, 0, 1, 0, null, null);
        var width = WidthOf(rows);
        // What stands before and behind a table is not judged by it.
        var first = rows.FindIndex(row => row.Width == width);
        var last = rows.FindLastIndex(row => row.Width == width);
        var table = rows[first..(last + 1)];
        var fitting = table.Count(row => row.Width == width);
        var consistency = (double)fitting / table.Count;
        // A few lines between many that are no table make none.
        var coverage = (double)table.Count / rows.Count;
        var cells = table.Sum(row => row.Cells);
        var typed = cells == 0 ? 0 : table.Sum(row => row.Typed) / cells;
        var broken = (double)table.Count(row => row.IsBroken) / table.Count;
        var gain = width == 1 ? OneColumn : 1 - (1.0 / (width + 1));
        var total =
            consistency
            * consistency
            * Math.Sqrt(coverage)
            * (0.4 + (0.6 * typed))
            * gain
            * (1 - broken)
            * (1 - broken);
        return new(
            form,
            total,
            width,
            rows.Sum(row => row.Quoted),
            (int)rows[first].Number,
            rows.Find(row => row.Quoted > 0) is { } quoted ? (int)quoted.Number : null
        );
    }

    private static int WidthOf(List<ScoredRow> rows)
    {
        var widths = rows.CountBy(row => row.Width)
            .OrderByDescending(one => one.Value)
            .ThenByDescending(one => one.Key);
        var most = widths.First();
        // Long texts around a small table: the width of the table counts.
        var wide = widths.FirstOrDefault(one => one.Key > 1);
        return most.Key == 1 && wide.Value >= 2 && 2 * wide.Value >= most.Value ? wide.Key : most.Key;
    }

    private static List<ScoredRow> Rows(byte[] text, CsvForm form, ImportSettings limits, int most)
    {
        var rows = new List<ScoredRow>();
        using var reader = new CsvReader(
            new MemoryStream(text, writable: false),
            FileEncoding.Utf8,
            form,
            limits,
            Checkpoint.Start
        );
        while (rows.Count < most && reader.Read())
        {
            var kept = Math.Min(reader.Count, limits.MaxColumns);
            var (filled, typed, quoted, isMisread) = (0, 0.0, 0, false);
            for (var cell = 0; cell < kept; cell++)
            {
                var value = reader[cell];
                quoted += reader.KindOf(cell) is CellKind.Quoted ? 1 : 0;
                if (value.Length == 0)
                    continue;
                filled++;
                // Whatever else quotes cells, these do.
                isMisread |= form.Quote != '"' && value[0] == '"';
                typed += Likeness(value, reader.KindOf(cell));
            }
            if (filled > 0)
                rows.Add(
                    new(
                        reader.Row,
                        reader.Count,
                        filled,
                        typed,
                        quoted,
                        isMisread
                            || reader.Mistake
                                is RecordMistake.TextBehindQuote
                                    or RecordMistake.UnclosedQuote
                                    or RecordMistake.TooLong
                    )
                );
        }
        return rows;
    }

    /// <summary>How much a cell looks like one that was meant, from 0 to 1.</summary>
    private static double Likeness(ReadOnlySpan<byte> cell, CellKind kind)
    {
        if (kind is CellKind.Quoted)
            return 1;
        if (cell[0] is (byte)'"' or (byte)'\'' || cell[^1] is (byte)'"' or (byte)'\'')
            return 0;
        if (CellShapes.Of(cell) is not CellShape.None)
            return 1;
        if (cell.Length > CellShapes.Longest)
            return 0.5;
        return cell.ContainsAny(Delimiters) ? 0.2
            : cell[0] == ' ' || cell[^1] == ' ' ? 0.6
            : 0.9;
    }

    private sealed record ScoredRow(long Number, int Width, int Cells, double Typed, int Quoted, bool IsBroken);
}
