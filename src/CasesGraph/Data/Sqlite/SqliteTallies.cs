using CasesGraph.Data.Tallies;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CasesGraph.Data.Sqlite;

/// <summary>
/// The SQL of tallies: one row for each combination, and triggers that add to it. There is one writer at a time, so no row
/// of theirs is waited for.
/// </summary>
internal static class SqliteTallies
{
    public static async Task<bool> AreCurrentAsync(CasesDb db, CancellationToken token) =>
        (await OutdatedAsync(db, token)).Count == 0;

    /// <summary>Makes those anew that are not as they are declared.</summary>
    public static async Task RunAsync(CasesDb db, CancellationToken token)
    {
        foreach (var tally in await OutdatedAsync(db, token))
        {
            await using var transaction = await db.Database.BeginTransactionAsync(token);
            foreach (var statement in Remake(tally, db.Model))
                await SearchUpkeep.ExecuteAsync(db, statement, token);
            await transaction.CommitAsync(token);
        }
    }

    /// <summary>Counts all rows.</summary>
    public static IEnumerable<string> Fill(Tally tally) =>
        [
            $"DELETE FROM \"{tally.Table}\"",
            $"""
                INSERT INTO "{tally.Table}" ({tally.Names}, "Count")
                SELECT {tally.Values("", KeysIn)}, COUNT(*) FROM "{tally.Of.Name}"{Items(tally, ", ", "")} WHERE {tally.Counts(
                    ""
                )}
                GROUP BY {string.Join(", ", tally.Columns.Select((_, at) => at + 1))}
                """,
        ];

    private static async Task<IReadOnlyList<Tally>> OutdatedAsync(CasesDb db, CancellationToken token)
    {
        var there = await SearchUpkeep.TextsAsync(db, "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL", token);
        return
        [
            .. Tally.All.Where(tally =>
                !there.Contains(CreateTable(tally, db.Model)) || !Triggers(tally, db.Model).Values.All(there.Contains)
            ),
        ];
    }

    private static IEnumerable<string> Remake(Tally tally, IModel model) =>
        [
            .. Triggers(tally, model).Keys.Select(trigger => $"DROP TRIGGER IF EXISTS \"{trigger}\""),
            $"DROP TABLE IF EXISTS \"{tally.Table}\"",
            CreateTable(tally, model),
            $"""CREATE UNIQUE INDEX "IX_{tally.Table}" ON "{tally.Table}" ({Keys(tally)})""",
            .. tally.Indexed.Select(name =>
                $"""CREATE INDEX "IX_{tally.Table}_{name}" ON "{tally.Table}" ("{name}")"""
            ),
            .. Fill(tally),
            .. Triggers(tally, model).Values,
        ];

    private static string CreateTable(Tally tally, IModel model) =>
        $"""CREATE TABLE "{tally.Table}" ({tally.Declared(model)}, "Count" INTEGER NOT NULL)""";

    /// <summary>What keeps a tally, by the names.</summary>
    public static IReadOnlyDictionary<string, string> Triggers(Tally tally, IModel model)
    {
        var (insert, delete) = (Add(tally, "new.", "1"), Add(tally, "old.", "-1"));
        var written = tally.WrittenColumns(model).ToList();
        var differs = string.Join(" OR ", written.Select(name => $"old.\"{name}\" IS NOT new.\"{name}\""));
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [$"{tally.Table}_Insert"] = $"""
                CREATE TRIGGER "{tally.Table}_Insert" AFTER INSERT ON "{tally.Of.Name}"
                BEGIN {insert} END
                """,
            [$"{tally.Table}_Update"] = $"""
                CREATE TRIGGER "{tally.Table}_Update" AFTER UPDATE OF {Sql.Names(written)} ON "{tally.Of.Name}"
                WHEN {differs}
                BEGIN {delete} {insert} END
                """,
            [$"{tally.Table}_Delete"] = $"""
                CREATE TRIGGER "{tally.Table}_Delete" AFTER DELETE ON "{tally.Of.Name}"
                BEGIN {delete} END
                """,
            // Whoever reads the rows of one who had much would go through all that were.
            [$"{tally.Table}_Empty"] = $"""
                CREATE TRIGGER "{tally.Table}_Empty" AFTER UPDATE ON "{tally.Table}" WHEN new."Count" = 0
                BEGIN DELETE FROM "{tally.Table}" WHERE rowid = new.rowid; END
                """,
        };
    }

    private static string Add(Tally tally, string row, string count) =>
        $"""
            INSERT INTO "{tally.Table}" ({tally.Names}, "Count") SELECT {tally.Values(row, KeysIn)}, {count}{Items(
                tally,
                " FROM ",
                row
            )} WHERE {tally.Counts(row)}
            ON CONFLICT ({Keys(tally)}) DO UPDATE SET "Count" = "Count" + excluded."Count";
            """;

    /// <summary>What a row counts with each of; nothing where it counts once.</summary>
    private static string Items(Tally tally, string before, string row) =>
        tally.Items(row, (text, letter) => $"instr({text}, {letter}) > 0") is { } items
            ? $"{before}{Parts(items)} AS item"
            : "";

    /// <summary>Null where there is none, as in most, which are not taken apart for it.</summary>
    private static string KeysIn(string text, string letter) =>
        $"""CASE WHEN instr({text}, {letter}) > 0 THEN (SELECT group_concat("value", '|') FROM (SELECT "value" FROM {Parts(
            text
        )} WHERE substr("value", 1, 1) = {letter} ORDER BY "value")) END""";

    private static string Parts(string text) => $"""json_each('["' || replace({text}, '|', '","') || '"]')""";

    private static string Keys(Tally tally) => string.Join(", ", tally.Columns.Select(column => column.Key));
}
