using System.Text;
using CasesGraph.Imports.Analyzing;
using CasesGraph.Imports.Detecting;
using CasesGraph.Imports.Reading;
using CasesGraph.Imports.Starting;

namespace CasesGraph.Imports.Running;

/// <summary>The rows of a file that an import goes through, one after the other, from wherever it goes on.</summary>
/// <param name="only">The rows that it goes through; null for all.</param>
internal sealed class FileRows(
    ImportPlan plan,
    Stream file,
    ImportSettings limits,
    Checkpoint from,
    IReadOnlySet<int>? only
) : IDisposable
{
    /// <summary>Of the rows that are in memory at once, whatever their number.</summary>
    private const int MostBytes = 8 * 1024 * 1024;

    private readonly TableReader reader = plan.Dialect.Open(file, limits, from, plan.Headers);
    private readonly NullMarkers markers = new(plan.Dialect.NullMarkers);
    private readonly int width = plan.Columns.Count;
    private readonly int first = plan.Order.Rows?.From ?? 0;
    private readonly int last = plan.Order.Rows?.To ?? int.MaxValue;

    /// <summary>The next rows; fewer than asked for at the end, and where they are long.</summary>
    public IReadOnlyList<FileRow> Read(int count)
    {
        var rows = new List<FileRow>(count);
        var bytes = 0L;
        while (rows.Count < count && bytes < MostBytes && reader.Row < last && reader.Read())
        {
            var isHeader = plan.Dialect.Format is not FileFormat.JsonLines && reader.Row <= plan.Dialect.HeaderRow;
            if (
                !isHeader
                && reader.Row >= first
                && reader.Row <= last
                && !IsComment
                && only?.Contains((int)reader.Row) is not false
            )
            {
                bytes += reader.Bytes.Length;
                rows.Add(Taken());
            }
        }
        return rows;
    }

    public void Dispose() => reader.Dispose();

    private bool IsComment => plan.Dialect.Format is FileFormat.Csv && RowSorts.IsComment(reader, width);

    private FileRow Taken()
    {
        var mistake = RowMistake.Of(reader.Mistake) ?? Unreadable();
        var cells = mistake is null ? Cells() : [];
        return new((int)reader.Row, plan.Dialect.Format is FileFormat.Xlsx ? null : (int)reader.Line, cells)
        {
            Mistake = mistake,
            IsBlank = mistake is null && RowSorts.IsEmpty(reader),
            Next = reader.Next,
            Part = (double)reader.Position / Math.Max(1, reader.Size),
        };
    }

    private RowMistake? Unreadable()
    {
        if (!TextSigns.IsText(reader.Bytes) && !AreTexts())
            return RowMistake.NoText;
        if (reader.Names is not null || reader.Count <= width)
            return null;
        for (var cell = width; cell < RowSorts.Kept(reader); cell++)
        {
            if (reader[cell].Length > 0)
                return RowMistake.TooWide;
        }
        return reader.Count > reader.Most ? RowMistake.TooWide : null;
    }

    /// <summary>Cell by cell: between them may be what is left of quotes.</summary>
    private bool AreTexts()
    {
        for (var cell = 0; cell < RowSorts.Kept(reader); cell++)
        {
            if (!TextSigns.IsText(reader[cell]))
                return false;
        }
        return true;
    }

    private string?[] Cells()
    {
        var kept = RowSorts.Kept(reader);
        var cells = new string?[width];
        foreach (var column in plan.Needed)
        {
            if (column < kept)
                cells[column] = Text(column);
        }
        return cells;
    }

    private string? Text(int column)
    {
        var cell = reader[column];
        if (cell.Length == 0 || (reader.KindOf(column) is CellKind.Bare && markers.Find(cell) is not null))
            return null;
        return Encoding.UTF8.GetString(plan.TakesOffQuotes && TextSigns.IsQuotedFormula(cell) ? cell[1..] : cell);
    }
}
