using System.Text.RegularExpressions;
using CasesGraph.Data;
using CasesGraph.Data.Sqlite;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Query;
using Microsoft.Data.Sqlite;

namespace CasesGraph.Tests.Data.Sqlite;

/// <summary>What the planner knows of the tables.</summary>
public enum Statistics
{
    /// <summary>All rows were looked at, as the seeder has it.</summary>
    Complete,

    /// <summary>Some rows of each index were, as a running server has it.</summary>
    Sampled,
    None,
}

/// <summary>Plans with whichever statistics; those of the database stay as they are.</summary>
internal static partial class SqlitePlans
{
    public static async Task<IReadOnlyList<StatementPlan>> ExplainAsync(
        TestDatabase database,
        IReadOnlyList<string> statements,
        Statistics statistics
    )
    {
        using var connections = new SqliteConnections(database.Settings.ConnectionString);
        using var connection = connections.Open();
        await ReadAsync(connection, "BEGIN IMMEDIATE");
        if (statistics is not Statistics.Complete)
            await ReadAsync(connection, "DELETE FROM sqlite_stat1; ANALYZE sqlite_schema");
        await using (var db = SqliteDb.Over(connection, EntityConditions.None))
        {
            if (statistics is Statistics.Sampled)
                Assert.True(await SqliteStatistics.RefreshAsync(db, CancellationToken.None));
        }
        var plans = new List<StatementPlan>();
        foreach (var sql in statements)
            plans.Add(new StatementPlan(sql, await ReadAsync(connection, "EXPLAIN QUERY PLAN " + sql)));
        await ReadAsync(connection, "ROLLBACK");
        return plans;
    }

    public static async Task<List<string>> ReadAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        // Values do not matter to the plan, but each has to be given.
        foreach (var name in Parameter().Matches(sql).Select(match => match.Value).Distinct(StringComparer.Ordinal))
            command.Parameters.AddWithValue(name, DBNull.Value);
        var steps = new List<string>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            steps.Add(reader.GetString(reader.FieldCount - 1));
        return steps;
    }

    [GeneratedRegex(@"@\w+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Parameter();
}
