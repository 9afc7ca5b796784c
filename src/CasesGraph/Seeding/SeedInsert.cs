using Microsoft.Data.Sqlite;

namespace CasesGraph.Seeding;

/// <summary>A prepared INSERT, run over and over with other values.</summary>
internal sealed class SeedInsert : IDisposable
{
    private readonly SqliteCommand command;

    public SeedInsert(SqliteConnection connection, SqliteTransaction transaction, string table, params string[] columns)
    {
        var names = string.Join(", ", columns.Select(column => $"\"{column}\""));
        var values = string.Join(", ", columns.Select((_, i) => $"@p{i}"));
        command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = $"INSERT INTO \"{table}\" ({names}) VALUES ({values})";
        for (var i = 0; i < columns.Length; i++)
            command.Parameters.Add(new SqliteParameter { ParameterName = $"@p{i}" });
        command.Prepare();
    }

    public void Run(params ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        command.ExecuteNonQuery();
    }

    public void Dispose() => command.Dispose();
}
