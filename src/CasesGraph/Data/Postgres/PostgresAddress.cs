using System.Globalization;
using Npgsql;

namespace CasesGraph.Data.Postgres;

/// <summary>Connection strings, completed by what the service needs.</summary>
internal static class PostgresAddress
{
    /// <summary>
    /// Four connections a core: more of them only share the cores. Half of them are for lists (Admission).
    /// </summary>
    public static int MostConnections { get; } = Math.Max(8, 4 * Environment.ProcessorCount);

    /// <summary>
    /// A service sees few shapes, and often, so that statements are prepared on their second use. What a user of a
    /// connection sets, it takes back: having the server do so after each costs more than a small read.
    /// </summary>
    private static readonly string Defaults = string.Create(
        CultureInfo.InvariantCulture,
        $"Maximum Pool Size={MostConnections};Max Auto Prepare=200;Auto Prepare Min Usages=2;No Reset On Close=true;Application Name=CasesGraph;"
    );

    /// <summary>
    /// Statements that go together see the same state. Indexed rows stand in memory or on disks without arms, and the
    /// planner is to choose the index that finds them, not the one in the table's order. None is long enough to compile, nor for
    /// other processes to be started, which takes longer than most: all cores have requests of their own.
    /// </summary>
    private const string SessionOptions =
        @"-c default_transaction_isolation=repeatable\ read -c random_page_cost=1.1 -c jit=off -c max_parallel_workers_per_gather=0";

    private const string Example = "'Host=db.example;Database=cases;Username=cases;Password=…'";

    public static string Read(string? setting, string name)
    {
        if (setting is null)
            throw new DatabaseSettingException($"ConnectionStrings:{name} is missing; it takes such as {Example}.");
        var connection = Parse(setting, name);
        if (string.IsNullOrEmpty(connection.Host) || string.IsNullOrEmpty(connection.Database))
            throw new DatabaseSettingException($"ConnectionStrings:{name} names no Host or no Database.");
        connection.Options = $"{SessionOptions} {connection.Options}".TrimEnd();
        return connection.ToString();
    }

    public static string? ReadOptional(string? setting) => setting is null ? null : Read(setting, "CasesReplica");

    private static NpgsqlConnectionStringBuilder Parse(string setting, string name)
    {
        try
        {
            // Of what is said twice the last counts.
            return new NpgsqlConnectionStringBuilder(Defaults + setting);
        }
        catch (Exception failure) when (failure is ArgumentException or KeyNotFoundException or FormatException)
        {
            throw new DatabaseSettingException(
                $"ConnectionStrings:{name} is not a PostgreSQL connection string such as {Example}.",
                failure
            );
        }
    }
}
