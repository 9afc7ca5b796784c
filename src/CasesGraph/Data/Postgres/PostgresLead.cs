using Npgsql;

namespace CasesGraph.Data.Postgres;

/// <summary>A lock in the database, held by a session: it ends with the process, even one that is killed.</summary>
internal sealed class PostgresLead(NpgsqlConnection connection, string name) : IAsyncDisposable
{
    /// <summary>A number that no other lock in this database has, by the lead's name.</summary>
    private const string Key = "hashtextextended('CasesGraph lead ' || $1, 0)";

    public static async Task<IAsyncDisposable?> TryTakeAsync(
        NpgsqlDataSource source,
        string name,
        CancellationToken token
    )
    {
        var connection = await source.OpenConnectionAsync(token);
        try
        {
            await using var command = Command($"SELECT pg_try_advisory_lock({Key})", connection, name);
            if (await command.ExecuteScalarAsync(token) is true)
                return new PostgresLead(connection, name);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
        await connection.DisposeAsync();
        return null;
    }

    public async ValueTask DisposeAsync()
    {
        await using (connection)
        {
            await using var command = Command($"SELECT pg_advisory_unlock({Key})", connection, name);
            await command.ExecuteNonQueryAsync(CancellationToken.None);
        }
    }

    private static NpgsqlCommand Command(string sql, NpgsqlConnection connection, string name) =>
        new(sql, connection) { Parameters = { new() { Value = name } } };
}
