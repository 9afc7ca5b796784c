using CasesGraph.Model;

namespace CasesGraph.Data;

/// <summary>Statements on how long something takes, group by group, in whole seconds.</summary>
internal static class DurationTotals
{
    private const string Second = "1000000";
    private const string Now = "@request_now";
    private const string CountAndAverage = "COUNT(*), CAST(SUM(took) AS BIGINT) / COUNT(*)";

    /// <summary>
    /// For each group its keys, how many rows it has and their average; where asked for, median and 90th percentile: the
    /// smallest duration that half of them, or nine in ten, do not exceed. Both databases have windows, and one has no
    /// percentiles; to sort for them takes four times as long as the rest.
    /// </summary>
    /// <param name="rows">The keys, then the instants of beginning and end, neither of them null.</param>
    /// <param name="keys">How many keys there are.</param>
    /// <param name="now">Brings the end, where the rows have none.</param>
    public static Statement Of(IQueryable rows, Translation translation, int keys, bool withPercentiles, Slot? now)
    {
        var end = now is null ? ", ended" : "";
        var ended = now is null ? "ended" : Now;
        var names = string.Join(", ", Enumerable.Range(0, keys).Select(at => $"k{at}"));
        var statement = Statement.Translate(
            rows,
            translation,
            [.. Enumerable.Repeat(StoredAs.Number, keys + (withPercentiles ? 4 : 2))],
            sql =>
                $"""
                    WITH matching({names}, began{end}) AS ({sql}),
                    timed AS (
                        SELECT {names}, CASE WHEN {ended} > began THEN ({ended} - began) / {Second} ELSE 0 END AS took
                        FROM matching
                    )
                    {(withPercentiles ? Sorted(names) : $"SELECT {names}, {CountAndAverage} FROM timed")}
                    GROUP BY {names}
                    """
        );
        return now is null
            ? statement
            : statement with
            {
                Parameters = [.. statement.Parameters, new(Now, Holder.ForSlot(now))],
            };
    }

    private static string Sorted(string names) =>
        $"""
            , placed AS (
                SELECT {names}, took, ROW_NUMBER() OVER (PARTITION BY {names} ORDER BY took) AS place,
                COUNT(*) OVER (PARTITION BY {names}) AS size FROM timed
            )
            SELECT {names}, {CountAndAverage},
            MAX(CASE WHEN place = (size + 1) / 2 THEN took END),
            MAX(CASE WHEN place = (9 * size + 9) / 10 THEN took END)
            FROM placed
            """;
}
