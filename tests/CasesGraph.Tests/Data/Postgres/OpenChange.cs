using System.Data;
using CasesGraph.Tests.Infrastructure;
using Npgsql;

namespace CasesGraph.Tests.Data.Postgres;

/// <summary>A change of a case in a transaction that stays open: it has its place in the log, and nobody sees it.</summary>
internal sealed class OpenChange(NpgsqlConnection connection, NpgsqlTransaction transaction) : IAsyncDisposable
{
    private const string Insert = """
        WITH set AS (INSERT INTO "ChangeSet" ("Action", "OccurredAt") VALUES (1, 0) RETURNING "Id")
        INSERT INTO "CaseChange" ("Id", "Kind", "CaseNumber", "Version", "ChangeSetId", "OccurredAt")
        SELECT COALESCE($2, log_position()), 1, $1, 2, "Id", 0 FROM set
        RETURNING "Id"
        """;

    public long Position { get; private init; }

    /// <summary>Writes it; from now on it is in the way.</summary>
    /// <param name="position">Its place, if it is not to be the transaction's own.</param>
    public static async Task<OpenChange> BeginAsync(TestDatabase database, long caseNumber, long? position = null)
    {
        var connection = new NpgsqlConnection(database.Settings.ConnectionString);
        await connection.OpenAsync();
        var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead);
        await using var insert = new NpgsqlCommand(Insert, connection);
        insert.Parameters.Add(new NpgsqlParameter<long> { TypedValue = caseNumber });
        insert.Parameters.Add(new NpgsqlParameter<long?> { TypedValue = position });
        var given = (long)(await insert.ExecuteScalarAsync())!;
        return new OpenChange(connection, transaction) { Position = given };
    }

    public Task CommitAsync() => transaction.CommitAsync();

    public Task RollbackAsync() => transaction.RollbackAsync();

    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await connection.DisposeAsync();
    }
}
