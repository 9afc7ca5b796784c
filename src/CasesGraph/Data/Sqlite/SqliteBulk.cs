using Microsoft.Data.Sqlite;

namespace CasesGraph.Data.Sqlite;

/// <summary>
/// For filling an empty database inside one transaction: indexes and triggers stand aside and are made again at the
/// end, by sorting instead of by searching, and the full-text indexes in one statement each (a trigger makes FTS5 write
/// its buffer out after every row). It takes half the time.
/// </summary>
internal static class SqliteBulk
{
    /// <summary>Gives the statements that make again what was dropped.</summary>
    public static IReadOnlyList<string> Suspend(SqliteConnection connection)
    {
        var dropped = new List<(string Name, string Type, string Sql)>();
        using (var command = connection.CreateCommand())
        {
            command.CommandText =
                "SELECT name, type, sql FROM sqlite_schema WHERE type IN ('index', 'trigger') AND sql IS NOT NULL";
            using var reader = command.ExecuteReader();
            while (reader.Read())
                dropped.Add((reader.GetString(0), reader.GetString(1), reader.GetString(2)));
        }
        foreach (var (name, type, _) in dropped)
            Execute(connection, $"DROP {type} \"{name}\"");
        return [.. dropped.Select(item => item.Sql)];
    }

    public static void Resume(SqliteConnection connection, IReadOnlyList<string> dropped)
    {
        foreach (var index in SearchIndex.All)
            Execute(connection, SqliteSearch.Fill(index));
        foreach (var sql in dropped)
            Execute(connection, sql);
    }

    public static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
