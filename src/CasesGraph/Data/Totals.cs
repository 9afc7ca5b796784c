using CasesGraph.Model;

namespace CasesGraph.Data;

/// <summary>Statements of one row about all rows of a query, which stands within them as EF Core translates it.</summary>
internal static class Totals
{
    public static Statement Count(IQueryable rows, Translation translation) =>
        Statement.Translate(rows, translation, [StoredAs.Number], sql => $"SELECT COUNT(*) FROM ({sql}) AS matching");

    /// <summary>The sum of the one column that rows have.</summary>
    public static Statement Sum(IQueryable rows, Translation translation) =>
        Statement.Translate(
            rows,
            translation,
            [StoredAs.Number],
            sql => $"WITH matching(found) AS ({sql}) SELECT CAST(COALESCE(SUM(found), 0) AS bigint) FROM matching"
        );

    /// <summary>How many rows there are, and the greatest key of a table.</summary>
    public static Statement CountAndLast(IQueryable rows, Translation translation, EntityModel table) =>
        Statement.Translate(
            rows,
            translation,
            [StoredAs.Number, StoredAs.Number],
            sql =>
                $"SELECT COUNT(*), (SELECT MAX(\"{table.Key!.Name}\") FROM \"{table.Table}\") FROM ({sql}) AS matching"
        );

    /// <summary>Each value of the one column that rows have, how many have it, and the greatest key of a table.</summary>
    public static Statement CountEachAndLast(IQueryable rows, Translation translation, EntityModel table) =>
        Statement.Translate(
            rows,
            translation,
            [StoredAs.Number, StoredAs.Number, StoredAs.Number],
            sql =>
                $"""
                    WITH matching(found) AS ({sql})
                    SELECT found, COUNT(*), (SELECT MAX("{table.Key!.Name}") FROM "{table.Table}") FROM matching GROUP BY found
                    """
        );

    /// <summary>
    /// Of rows of one column: how many there are, how many of them have a value, the least value and the greatest.
    /// </summary>
    public static Statement Extent(IQueryable rows, Translation translation) =>
        Statement.Translate(
            rows,
            translation,
            [StoredAs.Number, StoredAs.Number, StoredAs.Number, StoredAs.Number],
            sql =>
                $"""
                    WITH matching(found) AS ({sql})
                    SELECT COUNT(*), COUNT(found), MIN(found), MAX(found) FROM matching
                    """
        );

    /// <summary>The same where each row stands for so many as a second column says.</summary>
    public static Statement ExtentOfCounted(IQueryable rows, Translation translation) =>
        Statement.Translate(
            rows,
            translation,
            [StoredAs.Number, StoredAs.Number, StoredAs.Number, StoredAs.Number],
            sql =>
                $"""
                    WITH matching(found, n) AS ({sql})
                    SELECT CAST(COALESCE(SUM(n), 0) AS bigint),
                        CAST(COALESCE(SUM(CASE WHEN found IS NOT NULL THEN n END), 0) AS bigint), MIN(found), MAX(found)
                    FROM matching
                    """
        );
}
