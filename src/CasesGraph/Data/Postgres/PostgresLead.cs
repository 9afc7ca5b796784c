using Npgsql;

namespace CasesGraph.Data.Postgres;

/// <summary>A lock in the database, held by a session: it ends with the process, even one that is killed.</summary>
internal sealed class PostgresLead(NpgsqlConnection connection) : IAsyncDisposable
{
    /// <summary>Any number that no other lock in this database has.</summary>
    private const long Key = 0x4A6F6273;

    public static async Task<IAsyncDisposable?> TryTakeAsync(NpgsqlDataSource source, CancellationToken token)
    {
        var connection = await source.OpenConnectionAsync(token);
        try
        {
            await using var command = new NpgsqlCommand($"SELECT pg_try_advisory_lock({Key})", connection);
            if (await command.ExecuteScalarAsync(token) is true)
                return new PostgresLead(connection);
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
            await using var command = new NpgsqlCommand($"SELECT pg_advisory_unlock({Key})", connection);
            await command.ExecuteNonQueryAsync(CancellationToken.None);
        }
    }
}
