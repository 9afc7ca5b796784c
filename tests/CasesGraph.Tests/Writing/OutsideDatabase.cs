using System.Data.Common;
using CasesGraph.Data;
using CasesGraph.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Tests.Writing;

/// <summary>Reads a server's database as any other program would, while the server runs.</summary>
internal sealed class OutsideDatabase(CasesDb db) : IAsyncDisposable
{
    public static async Task<OutsideDatabase> OpenAsync(TestDatabase database)
    {
        var db = database.CreateDb();
        await db.Database.OpenConnectionAsync();
        return new OutsideDatabase(db);
    }

    /// <summary>
    /// On PostgreSQL a job that comes to this case waits there until this is disposed, so that a test cannot come too
    /// late to kill it. SQLite has no lock of a row.
    /// </summary>
    public async Task HoldCaseAsync(long number)
    {
        if (db.Database.IsNpgsql())
            await NumbersAsync($"BEGIN; SELECT \"Number\" FROM \"Case\" WHERE \"Number\" = {number} FOR UPDATE");
    }

    public Task<List<long>> NumbersAsync(string sql) => ReadAsync(sql, reader => reader.GetInt64(0));

    public Task<List<string>> TextsAsync(string sql) => ReadAsync(sql, reader => reader.GetString(0));

    public async Task<List<T>> ReadAsync<T>(string sql, Func<DbDataReader, T> read)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync())
            rows.Add(read(reader));
        return rows;
    }

    public ValueTask DisposeAsync() => db.DisposeAsync();
}
