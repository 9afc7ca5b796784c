using CasesGraph.Data.Postgres;
using CasesGraph.Data.Sqlite;

namespace CasesGraph.Data;

public enum DatabaseProvider
{
    /// <summary>One file, embedded: needs nothing else.</summary>
    Sqlite,

    /// <summary>A PostgreSQL server, 15 or newer: for more than one machine.</summary>
    Postgres,
}

/// <summary>Which database the service runs on.</summary>
/// <param name="Replica">Where queries are read, when that is not where writes go.</param>
public sealed record DatabaseSettings(DatabaseProvider Provider, string ConnectionString, string? Replica = null)
{
    /// <summary>Reads and completes what the settings say.</summary>
    /// <param name="provider">The name of a <see cref="DatabaseProvider"/>, in any case; null for the embedded one.</param>
    /// <param name="connection">Null for the provider's default.</param>
    /// <param name="folder">Where relative paths begin.</param>
    /// <exception cref="DatabaseSettingException">Something cannot be used; the message says what.</exception>
    public static DatabaseSettings Read(string? provider, string? connection, string? replica, string folder)
    {
        provider ??= nameof(DatabaseProvider.Sqlite);
        if (!Enum.TryParse<DatabaseProvider>(provider, ignoreCase: true, out var kind) || !Enum.IsDefined(kind))
        {
            throw new DatabaseSettingException(
                $"Database:Provider is '{provider}'; it takes {string.Join(" or ", Enum.GetNames<DatabaseProvider>())}."
            );
        }
        if (kind is DatabaseProvider.Postgres)
            return new(kind, PostgresAddress.Read(connection, "Cases"), PostgresAddress.ReadOptional(replica));
        return replica is null
            ? new(kind, SqliteFile.ConnectionString(connection, folder))
            : throw new DatabaseSettingException("ConnectionStrings:CasesReplica is for Postgres only.");
    }
}

/// <summary>A setting of the database that cannot be used.</summary>
public sealed class DatabaseSettingException(string message, Exception? inner = null) : Exception(message, inner);
