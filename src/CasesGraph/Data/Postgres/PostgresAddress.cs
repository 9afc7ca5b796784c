using Npgsql;

namespace CasesGraph.Data.Postgres;

/// <summary>Connection strings, completed by what the service needs.</summary>
internal static class PostgresAddress
{
    /// <summary>Each read holds a connection for a millisecond or so; more of them than this only wait inside the server.</summary>
    private const int PoolSize = 32;

    /// <summary>Statements that a connection keeps prepared; a service sees few shapes.</summary>
    private const int PreparedStatements = 200;

    public static string Read(string? setting, string name)
    {
        var connection = Parse(
            setting
                ?? throw new DatabaseSettingException(
                    $"ConnectionStrings:{name} is missing; it takes such as 'Host=db.example;Database=cases;Username=cases;Password=…'."
                ),
            name
        );
        if (string.IsNullOrEmpty(connection.Host) || string.IsNullOrEmpty(connection.Database))
            throw new DatabaseSettingException($"ConnectionStrings:{name} names no Host or no Database.");
        if (!connection.ContainsKey("Maximum Pool Size"))
            connection.MaxPoolSize = PoolSize;
        if (!connection.ContainsKey("Max Auto Prepare"))
            connection.MaxAutoPrepare = PreparedStatements;
        // The plans are few and used often: prepare on the second use.
        if (!connection.ContainsKey("Auto Prepare Min Usages"))
            connection.AutoPrepareMinUsages = 2;
        if (!connection.ContainsKey("Application Name"))
            connection.ApplicationName = "CasesGraph";
        return connection.ToString();
    }

    public static string? ReadOptional(string? setting) => setting is null ? null : Read(setting, "CasesReplica");

    private static NpgsqlConnectionStringBuilder Parse(string setting, string name)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(setting);
        }
        catch (Exception failure) when (failure is ArgumentException or KeyNotFoundException or FormatException)
        {
            throw new DatabaseSettingException(
                $"ConnectionStrings:{name} is not a PostgreSQL connection string such as 'Host=db.example;Database=cases;Username=cases;Password=…'.",
                failure
            );
        }
    }
}
