using CasesGraph.Model;

namespace CasesGraph.Data.Postgres;

/// <summary>
/// Positions in the change log: the number of the writing transaction, and behind it the change's number within it.
/// Transactions get their numbers in one order for the whole cluster, so positions are fixed once they can be read; and
/// what is below the oldest open transaction is settled, for nothing can come before it any more.
/// </summary>
internal static class PostgresLog
{
    /// <summary>So many bits are for the changes of one transaction: about a million.</summary>
    public const int ChangeBits = 20;

    /// <summary>
    /// For migrations. LogOrigin is added to the transactions' numbers: a restored database may stand in a cluster that
    /// has counted less far than its log has.
    /// </summary>
    public static IEnumerable<string> Create() =>
        [
            """CREATE TABLE "LogOrigin" ("Offset" bigint NOT NULL)""",
            """INSERT INTO "LogOrigin" VALUES (0)""",
            .. CreateFunctions(),
        ];

    /// <summary>In PL/pgSQL, which keeps what it has planned; functions in SQL are parsed and planned by every statement.</summary>
    public static IEnumerable<string> CreateFunctions() =>
        [
            Function("log_position", "VOLATILE", "pg_current_xact_id()", ""),
            Function("log_settled", "STABLE", "pg_snapshot_xmin(pg_current_snapshot())", " - 1"),
            Function("log_end", "STABLE", "pg_snapshot_xmax(pg_current_snapshot())", ""),
        ];

    public static IEnumerable<string> Drop() =>
        [
            "DROP FUNCTION log_end()",
            "DROP FUNCTION log_settled()",
            "DROP FUNCTION log_position()",
            "DROP TABLE \"LogOrigin\"",
        ];

    /// <summary>Run by each start, so that new positions are behind those that are there.</summary>
    public static string MoveOrigin { get; } =
        $"""
            UPDATE "LogOrigin" SET "Offset" = ({Last} >> {ChangeBits}) + 1 - pg_snapshot_xmin(pg_current_snapshot())::text::bigint
            WHERE {Last} > log_end()
            """;

    private static string Last => $"""(SELECT max("{EntityModel.Log.Key!.Name}") FROM "{EntityModel.Log.Table}")""";

    private static string Function(string name, string volatility, string transaction, string less) =>
        $"""
            CREATE OR REPLACE FUNCTION {name}() RETURNS bigint LANGUAGE plpgsql {volatility} AS $$
            BEGIN
                RETURN (SELECT (({transaction}::text::bigint + "Offset") << {ChangeBits}){less} FROM "LogOrigin");
            END $$
            """;
}
