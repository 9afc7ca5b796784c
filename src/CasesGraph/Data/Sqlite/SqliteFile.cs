using Microsoft.Data.Sqlite;

namespace CasesGraph.Data.Sqlite;

/// <summary>Where the SQLite database lies: relative paths, and the default, are under the content root.</summary>
internal static class SqliteFile
{
    public static string ConnectionString(string? setting, string contentRoot)
    {
        var connection = Parse(setting ?? $"Data Source={Path.Join("data", "cases.db")}");
        if (connection.DataSource.Length == 0)
            throw new DatabaseSettingException("ConnectionStrings:Cases names no file (Data Source=…).");
        if (
            connection.Mode == SqliteOpenMode.Memory
            || string.Equals(connection.DataSource, ":memory:", StringComparison.OrdinalIgnoreCase)
        )
            throw new DatabaseSettingException("ConnectionStrings:Cases must name a file: memory is not shared.");
        // Whoever waits for a lock is answered before the request's time ends.
        if (!connection.ShouldSerialize("Default Timeout"))
            connection.DefaultTimeout = 10;
        connection.DataSource = Path.GetFullPath(connection.DataSource, contentRoot);
        return connection.ToString();
    }

    private static SqliteConnectionStringBuilder Parse(string setting)
    {
        try
        {
            return new SqliteConnectionStringBuilder(setting);
        }
        catch (ArgumentException failure)
        {
            throw new DatabaseSettingException(
                "ConnectionStrings:Cases is not a SQLite connection string such as 'Data Source=data/cases.db'.",
                failure
            );
        }
    }
}
