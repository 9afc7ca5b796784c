using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Data.Sqlite;

/// <summary>The planner's statistics, which SQLite gathers only when it is told to.</summary>
internal static class SqliteStatistics
{
    /// <summary>Rows of each index that are looked at: others wait for some 40 ms, whatever the tables' size.</summary>
    private const int RowsLookedAt = 2_000;

    /// <summary>All tables, not only those that this connection has read.</summary>
    private const int EveryTable = 0x10002;

    /// <summary>True when there are other statistics than before.</summary>
    public static async Task<bool> RefreshAsync(CasesDb db, CancellationToken token)
    {
        var connection = (SqliteConnection)db.Database.GetDbConnection();
        var before = await KeptAsync(connection, token);
        await RunAsync(connection, $"PRAGMA analysis_limit={RowsLookedAt}", token);
        await RunAsync(connection, $"PRAGMA optimize={EveryTable}", token);
        var changed = !string.Equals(await KeptAsync(connection, token), before, StringComparison.Ordinal);
        if (changed)
            await TellOthersAsync(connection, token);
        return changed;
    }

    /// <summary>
    /// Connections read statistics together with the schema, and again only when that has another version: without one,
    /// those that are open would go by the old ones as long as they live.
    /// </summary>
    private static async Task TellOthersAsync(SqliteConnection connection, CancellationToken token)
    {
        var version = await RunAsync(connection, "PRAGMA schema_version", token);
        await RunAsync(connection, $"PRAGMA schema_version={(long)version! + 1}", token);
    }

    private static async Task<string?> KeptAsync(SqliteConnection connection, CancellationToken token)
    {
        const string kept = "SELECT group_concat(concat_ws(' ', tbl, idx, stat)) FROM sqlite_stat1";
        return await RunAsync(connection, "SELECT 1 FROM sqlite_schema WHERE name = 'sqlite_stat1'", token) is null
            ? null
            : await RunAsync(connection, kept, token) as string;
    }

    private static async Task<object?> RunAsync(SqliteConnection connection, string sql, CancellationToken token)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync(token);
    }
}
