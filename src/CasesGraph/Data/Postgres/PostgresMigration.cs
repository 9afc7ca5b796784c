using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CasesGraph.Data.Postgres;

/// <summary>One process at a time, by a lock in the database, which is made when it is not there.</summary>
internal sealed class PostgresMigration(PostgresDatabase database, IEnumerable<IStartStep> steps)
    : DatabaseMigration(steps)
{
    /// <summary>Any number that no other program locks in this database.</summary>
    private const long LockKey = 0x4361736573;
    private const int OldestVersion = 15;

    public override async Task RunAsync(CancellationToken token)
    {
        await using var db = database.CreateDb();
        await using var connection = await OpenAsync(token);
        await CheckAsync(connection, token);
        // The session holds it; a process that is killed lets go of it.
        await ExecuteAsync(connection, $"SELECT pg_advisory_lock({LockKey})", token);
        if ((await db.Database.GetPendingMigrationsAsync(token)).Any())
        {
            // An index over a million rows takes its time.
            db.Database.SetCommandTimeout(0);
            await db.Database.MigrateAsync(token);
            await connection.ReloadTypesAsync(token);
        }
        await PostgresSearchUpkeep.RunAsync(db, token);
        await PostgresTallies.RunAsync(db, token);
        foreach (var step in Steps)
            await step.RunAsync(db, token);
        await ExecuteAsync(connection, PostgresLog.MoveOrigin, token);
        await ExecuteAsync(connection, $"SELECT pg_advisory_unlock({LockKey})", token);
    }

    private async Task<NpgsqlConnection> OpenAsync(CancellationToken token)
    {
        try
        {
            return await database.Primary.OpenConnectionAsync(token);
        }
        catch (PostgresException absent) when (absent.SqlState is PostgresErrorCodes.InvalidCatalogName)
        {
            await CreateAsync(token);
            return await database.Primary.OpenConnectionAsync(token);
        }
    }

    private async Task CreateAsync(CancellationToken token)
    {
        var address = new NpgsqlConnectionStringBuilder(database.Address);
        var name = address.Database!.Replace("\"", "\"\"", StringComparison.Ordinal);
        (address.Database, address.Pooling) = ("postgres", false);
        await using var server = new NpgsqlConnection(address.ToString());
        await server.OpenAsync(token);
        try
        {
            await ExecuteAsync(server, $"CREATE DATABASE \"{name}\" ENCODING 'UTF8' TEMPLATE template0", token);
        }
        catch (PostgresException other)
            when (other.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
        {
            // Another process was first.
        }
    }

    private static async Task CheckAsync(NpgsqlConnection connection, CancellationToken token)
    {
        if (connection.PostgreSqlVersion.Major < OldestVersion)
        {
            throw new DatabaseSettingException(
                $"PostgreSQL {OldestVersion} or newer is needed, and the server is {connection.PostgreSqlVersion}."
            );
        }
        await using var command = new NpgsqlCommand("SHOW server_encoding", connection);
        if (await command.ExecuteScalarAsync(token) is not "UTF8")
            throw new DatabaseSettingException("The database's encoding must be UTF8.");
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken token)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(token);
    }
}
