using CasesGraph.Model;

namespace CasesGraph.Data;

/// <summary>
/// Links from rows of one kind to those of a tree; one to a row holds for all rows below it. Trees have a bounded depth, so
/// that a row's way up is so many joins, which every database plans alike.
/// </summary>
/// <param name="Tree">The table of the tree, whose key is Id; deleted rows are not there.</param>
/// <param name="Parent">The column with the key of the row above.</param>
/// <param name="From">The column of the links with the key of what they lead from.</param>
/// <param name="To">The column of the links with the key of the row of the tree.</param>
/// <param name="Depth">How many rows a way from the top to the bottom has at most.</param>
internal sealed record TreeLinks(string Tree, string Parent, string Links, string From, string To, int Depth)
{
    private const string Of = "@of";
    private const string At = "@at";

    /// <summary>The condition that no link leads from one to a row of the tree, nor to one above it.</summary>
    /// <param name="from">The key of the one, an expression.</param>
    /// <param name="row">The key of the row, an expression.</param>
    public string Lacks(string from, string row) => $"NOT EXISTS ({Rows(from, row)})";

    /// <summary>A row where a link leads from one to a row or to one above it, else none; its slots are the two keys.</summary>
    public Statement Statement() =>
        new(
            Rows(Of, At),
            [
                new(Of, Holder.ForSlot(new Slot(List: 0, Index: 0, typeof(long)))),
                new(At, Holder.ForSlot(new Slot(List: 0, Index: 1, typeof(long)))),
            ],
            [StoredAs.Number]
        );

    private string Rows(string from, string row)
    {
        var up = Enumerable
            .Range(1, Depth - 1)
            .Select(step =>
                $"""LEFT JOIN "{Tree}" AS r{step} ON r{step}."Id" = r{step - 1}."{Parent}" AND r{step}.{LinkedColumns.InUse} """
            );
        var keys = Enumerable.Range(0, Depth).Select(step => $"r{step}.\"Id\"");
        return $"""
            SELECT 1 FROM "{Tree}" AS r0 {string.Concat(up)}
            JOIN "{Links}" AS l ON l."{From}" = {from} AND l."{To}" IN ({string.Join(", ", keys)})
            WHERE r0."Id" = {row}
            """;
    }
}
