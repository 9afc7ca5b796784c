using CasesGraph.Data.Tallies;
using CasesGraph.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;

namespace CasesGraph.Data.Postgres;

/// <summary>
/// The SQL of tallies. Writes run side by side, and would wait for one row that all of them change, or start over; so each
/// statement only adds rows, which are brought together behind it. What is read is both.
/// </summary>
internal static class PostgresTallies
{
    /// <summary>Any number that no other lock in this database has.</summary>
    private const long FoldLock = 0x466F6C64;

    private const string Function = "Tallies_Keep";

    /// <summary>The column that tells which rows are not brought together yet.</summary>
    public const string IsAdded = "IsAdded";

    private static readonly string[] Writes = ["Insert", "Update", "Delete"];

    /// <summary>Makes them anew where one is not as it is declared.</summary>
    public static async Task RunAsync(CasesDb db, CancellationToken token)
    {
        var there = await SearchUpkeep.TextsAsync(
            db,
            "SELECT btrim(prosrc, E' \\n') FROM pg_proc WHERE pronamespace = current_schema()::regnamespace",
            token
        );
        foreach (var of in Tally.All.GroupBy(tally => tally.Of))
        {
            if (there.Contains(KeepBody([.. of])))
                continue;
            await using var transaction = await db.Database.BeginTransactionAsync(token);
            foreach (var statement in Remake(of.Key, [.. of], db.Model))
                await SearchUpkeep.ExecuteAsync(db, statement, token);
            await transaction.CommitAsync(token);
        }
    }

    /// <summary>Counts all rows.</summary>
    public static IEnumerable<string> Fill(Tally tally) =>
        [
            $"DELETE FROM \"{Added(tally)}\"",
            $"DELETE FROM \"{Folded(tally)}\"",
            $"""
                INSERT INTO "{Folded(tally)}" ({tally.Names}, "Count")
                SELECT {tally.Values("", KeysIn)}, COUNT(*) FROM "{tally.Of.Name}"{Items(tally)} WHERE {tally.Counts(
                    ""
                )}
                GROUP BY {Places(tally)}
                """,
        ];

    /// <summary>Brings together what was added; one process at a time.</summary>
    public static async Task FoldAsync(NpgsqlConnection connection, CancellationToken token)
    {
        await using var transaction = await connection.BeginTransactionAsync(token);
        await using var command = new NpgsqlCommand(
            $"SELECT pg_try_advisory_xact_lock({FoldLock})",
            connection,
            transaction
        );
        if (await command.ExecuteScalarAsync(token) is not true)
            return;
        foreach (var tally in Tally.All)
        {
            command.CommandText = $"""
                WITH gone AS (DELETE FROM "{Added(tally)}" RETURNING *)
                INSERT INTO "{Folded(tally)}" AS folded ({tally.Names}, "Count")
                SELECT {tally.Names}, SUM("Count") FROM gone GROUP BY {Places(tally)} HAVING SUM("Count") <> 0
                ON CONFLICT ({Keys(tally)}) DO UPDATE SET "Count" = folded."Count" + excluded."Count"
                """;
            await command.ExecuteNonQueryAsync(token);
        }
        await transaction.CommitAsync(token);
    }

    private static IEnumerable<string> Remake(Type of, IReadOnlyList<Tally> tallies, IModel model) =>
        [
            .. Writes.Select(on => $"DROP TRIGGER IF EXISTS \"Tallies_{on}\" ON \"{of.Name}\""),
            .. tallies.SelectMany(tally => Remake(tally, model)),
            $"""CREATE OR REPLACE FUNCTION "{of.Name}{Function}"() RETURNS trigger LANGUAGE plpgsql AS $$ {KeepBody(tallies)} $$""",
            Trigger(of, "Insert", "NEW TABLE AS written"),
            Trigger(of, "Update", "OLD TABLE AS former NEW TABLE AS written"),
            Trigger(of, "Delete", "OLD TABLE AS former"),
        ];

    private static IEnumerable<string> Remake(Tally tally, IModel model) =>
        [
            $"DROP VIEW IF EXISTS \"{tally.Table}\"",
            $"DROP TABLE IF EXISTS \"{Folded(tally)}\", \"{Added(tally)}\"",
            $"""CREATE TABLE "{Folded(tally)}" ({tally.Declared(model)}, "Count" bigint NOT NULL)""",
            $"""CREATE UNIQUE INDEX "IX_{tally.Table}" ON "{Folded(tally)}" ({Keys(tally)})""",
            .. tally.Indexed.Select(name =>
                $"""CREATE INDEX "IX_{tally.Table}_{name}" ON "{Folded(tally)}" ("{name}")"""
            ),
            $"""CREATE TABLE "{Added(tally)}" ({tally.Declared(model)}, "Count" bigint NOT NULL)""",
            $"""
                CREATE VIEW "{tally.Table}" AS
                SELECT *, false AS "{IsAdded}" FROM "{Folded(tally)}"
                UNION ALL SELECT *, true FROM "{Added(tally)}"
                """,
            .. Fill(tally),
        ];

    /// <summary>What the triggers do, as the server has it too.</summary>
    private static string KeepBody(IReadOnlyList<Tally> tallies) =>
        $"""
            BEGIN
                IF TG_OP = 'INSERT' THEN
                    {Each(tallies, tally => Counted(tally, "written", 1))}
                ELSIF TG_OP = 'DELETE' THEN
                    {Each(tallies, tally => Counted(tally, "former", -1))}
                ELSIF {Differ(tallies)} THEN
                    {string.Join("\n        ", tallies.Select(tally =>
                        $"IF {Differ([tally])} THEN {Each([tally], Moved)} END IF;"
                    ))}
                END IF;
                RETURN NULL;
            END
            """;

    private static string Each(IEnumerable<Tally> tallies, Func<Tally, string> select) =>
        string.Join(
            "\n        ",
            tallies.Select(tally => $"INSERT INTO \"{Added(tally)}\" ({tally.Names}, \"Count\") {select(tally)};")
        );

    private static string Counted(Tally tally, string rows, int count) =>
        $"""
            SELECT {tally.Values("", KeysIn)}, {count} * COUNT(*) FROM {rows}{Items(tally)} WHERE {tally.Counts(
                ""
            )} GROUP BY {Places(tally)}
            """;

    private static string Moved(Tally tally) =>
        $"""
            SELECT {tally.Names}, SUM(n) FROM (
                SELECT {tally.Values("", KeysIn)}, 1 FROM written{Items(tally)} WHERE {tally.Counts("")}
                UNION ALL SELECT {tally.Values("", KeysIn)}, -1 FROM former{Items(tally)} WHERE {tally.Counts(
                ""
            )}) AS moved ({tally.Names}, n)
            GROUP BY {Places(tally)} HAVING SUM(n) <> 0
            """;

    /// <summary>Null where there is none.</summary>
    private static string KeysIn(string text, string letter) =>
        $"""(SELECT string_agg(part, '|' ORDER BY part) FROM {Parts(text)} AS parts(part) WHERE substr(part, 1, 1) = {letter})""";

    private static string Parts(string text) => $"unnest(string_to_array({text}, '|'))";

    /// <summary>What a row counts with each of; nothing where it counts once.</summary>
    private static string Items(Tally tally) =>
        tally.Items("", (text, letter) => $"strpos({text}, {letter}) > 0") is { } items
            ? $" CROSS JOIN LATERAL {Parts(items)} AS item(\"value\")"
            : "";

    /// <summary>
    /// Most writes change nothing that is counted by. Sets are compared, not rows joined: that an EXISTS is soon over is only
    /// hoped for, and a nested loop over all rows of a large statement is the plan for it.
    /// </summary>
    private static string Differ(IReadOnlyList<Tally> tallies)
    {
        var columns = tallies
            .SelectMany(tally => tally.Columns)
            .SelectMany(column => column.Sources)
            .Append(nameof(ISoftDeleted.DeletedAt))
            .Distinct(StringComparer.Ordinal)
            .ToList();
        var key = EntityModel.Of(tallies[0].Of).Key!.Name;
        var compared = string.Join(", ", columns.Prepend(key).Select(name => $"\"{name}\""));
        return $"EXISTS (SELECT {compared} FROM written EXCEPT SELECT {compared} FROM former)";
    }

    private static string Trigger(Type of, string on, string rows) =>
        $"""
            CREATE TRIGGER "Tallies_{on}" AFTER {on.ToUpperInvariant()} ON "{of.Name}" REFERENCING {rows}
            FOR EACH STATEMENT EXECUTE FUNCTION "{of.Name}{Function}"()
            """;

    private static string Folded(Tally tally) => $"{tally.Table}_Folded";

    private static string Added(Tally tally) => $"{tally.Table}_Added";

    private static string Keys(Tally tally) =>
        string.Join(", ", tally.Columns.Select(column => column.Key.StartsWith('"') ? column.Key : $"({column.Key})"));

    private static string Places(Tally tally) => string.Join(", ", tally.Columns.Select((_, at) => at + 1));
}
