using Microsoft.Data.Sqlite;

namespace CasesGraph.Tests.Writing;

/// <summary>Reads a server's file as any other program would, while the server runs.</summary>
internal sealed class OutsideDatabase : IAsyncDisposable
{
    private readonly SqliteConnection connection;

    public OutsideDatabase(string folder)
    {
        var file = Path.Join(folder, "data", "cases.db");
        connection = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=False");
        connection.Open();
    }

    public Task<List<long>> NumbersAsync(string sql) => ReadAsync(sql, reader => reader.GetInt64(0));

    public Task<List<string>> TextsAsync(string sql) => ReadAsync(sql, reader => reader.GetString(0));

    public async Task<List<T>> ReadAsync<T>(string sql, Func<SqliteDataReader, T> read)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync())
            rows.Add(read(reader));
        return rows;
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();
}
