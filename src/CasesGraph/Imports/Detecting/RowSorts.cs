using System.Text;
using CasesGraph.Imports.Reading;

namespace CasesGraph.Imports.Detecting;

/// <summary>What a row of a table is, beside data.</summary>
internal static class RowSorts
{
    public static bool IsEmpty(TableReader record)
    {
        for (var cell = 0; cell < Kept(record); cell++)
        {
            if (record[cell].Length > 0)
                return false;
        }
        return true;
    }

    /// <summary>Whether the row is one of a comment: a # begins it, and it has no other cell.</summary>
    public static bool IsComment(TableReader record, int width) =>
        record.Count == 1 && width > 1 && record[0] is [(byte)'#', ..];

    public static int FilledCells(TableReader record)
    {
        var filled = 0;
        for (var cell = 0; cell < Kept(record); cell++)
            filled += record[cell].Length > 0 ? 1 : 0;
        return filled;
    }

    /// <summary>The texts of its cells.</summary>
    public static IReadOnlyList<string> Texts(TableReader record) =>
        [.. Enumerable.Range(0, Kept(record)).Select(cell => Encoding.UTF8.GetString(record[cell]))];

    /// <summary>Of more cells than there may be columns the rest is not kept.</summary>
    public static int Kept(TableReader record) => Math.Min(record.Count, record.Most);
}
