using System.Globalization;
using System.Text.RegularExpressions;
using CasesGraph.Data.Postgres;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Query;
using Npgsql;

namespace CasesGraph.Tests.Data.Postgres;

/// <summary>
/// Plans that are good for any values: what is planned for one says little about the next. Only the size of a page is
/// given, without which the database supposes a tenth of the table; and, for followers of the log, that they are at its
/// end: each of their reads is planned anew, by which it is seen how little is new.
/// </summary>
internal static partial class PostgresPlans
{
    public static async Task<IReadOnlyList<StatementPlan>> ExplainAsync(
        TestDatabase database,
        IReadOnlyList<string> statements,
        bool atEndOfLog = false
    )
    {
        await using var connection = new NpgsqlConnection(
            PostgresAddress.Read(database.Settings.ConnectionString, "Cases")
        );
        await connection.OpenAsync();
        await RunAsync(connection, $"SET plan_cache_mode = force_{(atEndOfLog ? "custom" : "generic")}_plan");
        var end = atEndOfLog ? (await RunAsync(connection, "SELECT max(\"Id\")::text FROM \"CaseChange\""))[0] : "";
        var plans = new List<StatementPlan>();
        foreach (var sql in statements)
        {
            var names = new List<string>();
            var numbered = Parameter().Replace(Limit().Replace(sql, "LIMIT 6"), match => Number(names, match.Value));
            await RunAsync(connection, $"PREPARE planned AS {numbered}");
            var values = names.Select(name =>
                !atEndOfLog ? "NULL"
                : sql.Contains($"\"Id\" > {name}", StringComparison.Ordinal) ? $"'{end}'"
                : "'1'"
            );
            var execute = names.Count == 0 ? "planned" : $"planned ({string.Join(", ", values)})";
            plans.Add(new StatementPlan(sql, await RunAsync(connection, $"EXPLAIN (COSTS OFF) EXECUTE {execute}")));
            await RunAsync(connection, "DEALLOCATE planned");
        }
        return plans;
    }

    private static string Number(List<string> names, string name)
    {
        if (!names.Contains(name, StringComparer.Ordinal))
            names.Add(name);
        return string.Create(CultureInfo.InvariantCulture, $"${names.IndexOf(name) + 1}");
    }

    private static async Task<List<string>> RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await reader.ReadAsync())
            lines.Add(reader.GetString(0).Trim());
        return lines;
    }

    [GeneratedRegex(@"LIMIT @\w+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Limit();

    /// <summary>Not the operators that have such a sign too: @>, @@.</summary>
    [GeneratedRegex(@"(?<!@)@\w+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Parameter();
}
