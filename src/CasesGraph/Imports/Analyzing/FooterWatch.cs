using System.Text;
using CasesGraph.Imports.Detecting;
using CasesGraph.Imports.Proposing;
using CasesGraph.Imports.Reading;

namespace CasesGraph.Imports.Analyzing;

/// <summary>
/// Holds rows back that may be no data: of one cell in a table that has more. Where data follows they were some; what is left
/// at the end of the file, behind a blank line or in the words of reports, is a footer.
/// </summary>
internal sealed class FooterWatch
{
    private const int Most = 30;
    private const int LeastWidth = 3;

    private readonly List<HeldRow> held = [];
    private bool isBehindBlank;

    /// <summary>The last row with data.</summary>
    public int LastRow { get; set; }

    /// <summary>Those that are no data if nothing follows.</summary>
    public IReadOnlyList<HeldRow> Rows =>
        held.FindIndex(row => row.IsBehindBlank || ImportWords.BeginsFooter(Encoding.UTF8.GetString(row.Cell)))
            is >= 0
                and var first
            ? held[first..]
            : [];

    public void AddBlank() => isBehindBlank = true;

    public bool IsLikely(TableReader record, int width) => record.Count == 1 && width >= LeastWidth;

    /// <summary>Whether the row is held back.</summary>
    public bool Holds(TableReader record, int width)
    {
        var isOne = width >= LeastWidth && held.Count < Most && LastRow > 0 && RowSorts.FilledCells(record) == 1;
        if (!isOne)
            return false;
        var column = 0;
        while (record[column].Length == 0)
            column++;
        if (column >= width)
            return false;
        held.Add(new(record.Row, column, record[column].ToArray(), isBehindBlank));
        return true;
    }

    /// <summary>Gives back what turned out to be data.</summary>
    public IReadOnlyList<HeldRow> Release()
    {
        isBehindBlank = false;
        if (held.Count == 0)
            return [];
        HeldRow[] rows = [.. held];
        held.Clear();
        return rows;
    }

    /// <summary>The same at the end of the file, but for the footer.</summary>
    public IReadOnlyList<HeldRow> Released() => held[..^Rows.Count];
}

/// <summary>A row with one cell that is filled.</summary>
internal sealed record HeldRow(long Row, int Column, byte[] Cell, bool IsBehindBlank);
