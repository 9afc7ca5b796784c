using System.Text;
using CasesGraph.Imports.Proposing;
using CasesGraph.Imports.Reading;

namespace CasesGraph.Imports.Detecting;

/// <summary>Finds the row with the names of the columns, among the first rows of a table.</summary>
internal static class HeaderFinder
{
    private const int MostRows = 60;
    private const int LongestName = 80;
    private const double Enough = 0.6;
    private const double Usual = 0.8;

    /// <summary>The likeliest row.</summary>
    /// <param name="width">How many cells rows of the table have; 0 where that is not known.</param>
    public static ImportDetected Find(TableReader reader, int width, TargetFields targets)
    {
        var rows = Read(reader);
        if (width == 0)
            width = rows.Count == 0 ? 0 : rows.GroupBy(row => row.Cells.Count).MaxBy(group => group.Count())!.Key;
        // A delimiter behind the last cell of each row makes no column.
        var wide = rows.Where(row => row.Cells.Count == width && width > 1).ToList();
        if (wide.Count > 0 && wide.Count(row => row.Cells[^1].Length == 0) >= Usual * wide.Count)
            width--;
        for (var at = 0; at < rows.Count; at++)
        {
            var cells = rows[at].Cells.Take(Math.Max(width, 1)).ToList();
            var filled = cells.Where(cell => cell.Length > 0).ToList();
            var isTable = rows[at].Cells.Count >= width && filled.Count >= Enough * width && filled.Count > 0;
            if (!isTable)
                continue;
            var below = rows.Skip(at + 1).Where(row => row.Cells.Count >= width).Take(20).ToList();
            var names = filled.Count(IsName);
            var known = filled.Count(name => targets.Knows(name));
            var contrasts = Enumerable.Range(0, cells.Count).Count(column => Contrasts(column, cells[column], below));
            var isHeader =
                names == filled.Count
                && (
                    known > 0
                    || contrasts > 0
                    || filled.Distinct(StringComparer.OrdinalIgnoreCase).Count() == filled.Count
                );
            var isSure = known >= Math.Max(1, filled.Count / 3) || contrasts > 0;
            return isHeader
                ? new ImportDetected($"{rows[at].Number}", isSure, isSure ? [] : ["0"], (int)rows[at].Number)
                : new ImportDetected("0", names == 0, [$"{rows[at].Number}"], (int)rows[at].Number);
        }
        return new ImportDetected("0", false, rows.Count > 0 ? [$"{rows[0].Number}"] : [], null);
    }

    private static bool IsName(string cell) =>
        cell.Length <= LongestName
        && !cell.Contains('\n', StringComparison.Ordinal)
        && CellShapes.Of(Encoding.UTF8.GetBytes(cell)) is CellShape.None;

    /// <summary>Whether what stands below is of a kind that the cell is not.</summary>
    private static bool Contrasts(int column, string cell, List<FirstRow> below)
    {
        var filled = below
            .Where(row => column < row.Cells.Count && row.Cells[column].Length > 0)
            .Select(row => CellShapes.Of(Encoding.UTF8.GetBytes(row.Cells[column])))
            .ToList();
        return filled.Count > 0
            && cell.Length > 0
            && CellShapes.Of(Encoding.UTF8.GetBytes(cell)) is CellShape.None
            && filled.Count(shape => shape is not CellShape.None) >= Usual * filled.Count;
    }

    private static List<FirstRow> Read(TableReader reader)
    {
        var rows = new List<FirstRow>();
        while (rows.Count < MostRows && reader.Read())
        {
            if (reader.Mistake is RecordMistake.None or RecordMistake.StrayQuote && !RowSorts.IsEmpty(reader))
                rows.Add(new(reader.Row, RowSorts.Texts(reader)));
        }
        return rows;
    }

    private sealed record FirstRow(long Number, IReadOnlyList<string> Cells);
}
