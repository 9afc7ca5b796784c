using CasesGraph.Model;

namespace CasesGraph.Data;

/// <summary>
/// Statements that find where in the log entries of a time are, without an index on times: by halving, with the disorder
/// that there is (<see cref="LogOrder"/>) as a margin. So nothing is left out, whatever clocks did.
/// </summary>
internal static class TimesInLog
{
    /// <summary>
    /// Entries that a statement looks at itself, behind those that were looked at before. With more of them there is no
    /// upper end.
    /// </summary>
    private const int MostNew = 5_000;

    public const long NoEnd = long.MaxValue;

    private static EntityModel Log => EntityModel.Log;

    private static string Position => $"\"{Log.Key!.Name}\"";

    private static string Time => $"\"{Log.Declared.ReadBy}\"";

    /// <summary>One row: the last position before all entries of a time, and the first behind them.</summary>
    /// <param name="from">Where the time begins; null where it has no beginning.</param>
    /// <param name="to">Its last microsecond; null where it has no end.</param>
    public static Statement Ends(Dialect dialect, Holder? from, Holder? to)
    {
        var settled = dialect.SettledPosition is { } last ? $"AND entry.{Position} <= {last}" : "";
        var sql = $"""
            WITH RECURSIVE kept AS (SELECT "UpTo", "Latest", "Disorder" FROM "{nameof(LogOrder)}"),
            looked("At", "Time") AS (
                SELECT "UpTo", "Latest" FROM kept
                UNION ALL
                SELECT "At", "Time" FROM (
                    SELECT entry.{Position} AS "At", entry.{Time} AS "Time" FROM "{Log.Table}" AS entry
                    WHERE entry.{Position} > (SELECT "UpTo" FROM kept) {settled}
                    ORDER BY entry.{Position} LIMIT {Sql.Number(MostNew)}) AS new),
            known("At", "Disorder") AS (
                SELECT MAX("At"), MAX("Late") FROM (
                    SELECT "At", MAX("Time") OVER (ORDER BY "At") - "Time" AS "Late" FROM looked
                    UNION ALL
                    SELECT "UpTo", "Disorder" FROM kept) AS all_looked)
            {(from is null ? "" : Halving("before", "@from - \"Disorder\""))}
            {(to is null ? "" : Halving("behind", "@to + 1 + \"Disorder\""))}
            SELECT {(from is null ? "0" : "(SELECT MAX(\"Low\") FROM before)")}, {(
                to is null ? Sql.Number(NoEnd) : Upper(settled)
            )}
            """;
        return new Statement(sql, [.. Parameters(from, to)], [StoredAs.Number, StoredAs.Number]);
    }

    /// <summary>Entries of the log from a position on, with their times.</summary>
    /// <param name="from">The position before them.</param>
    public static Statement After(Dialect dialect, Holder from, int most)
    {
        var settled = dialect.SettledPosition is { } last ? $"AND {Position} <= {last}" : "";
        var sql = $"""
            SELECT {Position}, {Time} FROM "{Log.Table}" WHERE {Position} > @from {settled}
            ORDER BY {Position} LIMIT {Sql.Number(most)}
            """;
        return new Statement(sql, [.. Parameters(from, to: null)], [StoredAs.Number, StoredAs.Number]);
    }

    private static IEnumerable<StatementParameter> Parameters(Holder? from, Holder? to)
    {
        if (from is not null)
            yield return new("@from", from);
        if (to is not null)
            yield return new("@to", to);
    }

    /// <summary>
    /// Of two neighbouring places the entry at "Low" is before a time and the one at "High" is not. What is in between is
    /// halved by the next entry, for there may be gaps.
    /// </summary>
    private static string Halving(string name, string time) =>
        $"""
            , {name}("Low", "High", "Bound") AS (
                SELECT CAST(0 AS bigint), "At" + 1, {time} FROM known
                UNION ALL
                SELECT CASE WHEN entry.{Time} < "Bound" THEN entry.{Position} ELSE "Low" END,
                    CASE WHEN entry.{Time} < "Bound" THEN "High" ELSE ("Low" + "High") / 2 END, "Bound"
                FROM {name} JOIN "{Log.Table}" AS entry ON entry.{Position} = (
                    SELECT MIN(next.{Position}) FROM "{Log.Table}" AS next WHERE next.{Position} >= ("Low" + "High") / 2)
                WHERE "High" - "Low" > 1)
            """;

    private static string Upper(string settled) =>
        $"""
            CASE WHEN EXISTS (
                SELECT 1 FROM "{Log.Table}" AS entry WHERE entry.{Position} > (SELECT "At" FROM known) {settled})
            THEN {Sql.Number(NoEnd)} ELSE (SELECT MIN("High") FROM behind) END
            """;
}
