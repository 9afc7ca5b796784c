using System.Collections.Concurrent;
using System.Data.Common;
using CasesGraph.Data;
using Microsoft.Data.Sqlite;
using Npgsql;
using SQLitePCL;

namespace CasesGraph.Bench.Ceiling;

/// <summary>Open connections, each with its prepared commands; set up as the product's are.</summary>
internal sealed class CeilingConnections(string provider, string connectionString)
{
    private readonly ConcurrentBag<CeilingConnection> idle = [];

    /// <summary>A file has one writer at a time; a server has many.</summary>
    public bool OneWriter => provider is "Sqlite";

    public CeilingConnection Rent() =>
        idle.TryTake(out var connection)
            ? connection
            : new CeilingConnection(OneWriter ? OpenSqlite() : OpenPostgres());

    public void Return(CeilingConnection connection) => idle.Add(connection);

    private SqliteConnection OpenSqlite()
    {
        var connection = new SqliteConnection(connectionString);
        connection.Open();
        raw.sqlite3_db_config(connection.Handle, raw.SQLITE_DBCONFIG_ENABLE_QPSG, 1, out _);
        connection.CreateFunction<string?, string>("search_text", SearchText.Normalize, isDeterministic: true);
        using var command = connection.CreateCommand();
        command.CommandText = """
            PRAGMA busy_timeout=10000;
            PRAGMA journal_mode=WAL;
            PRAGMA synchronous=FULL;
            PRAGMA foreign_keys=ON;
            PRAGMA temp_store=MEMORY;
            PRAGMA cache_size=-16384;
            PRAGMA mmap_size=2147418112;
            """;
        command.ExecuteNonQuery();
        return connection;
    }

    /// <summary>It prepares what it sees for the second time.</summary>
    private NpgsqlConnection OpenPostgres()
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString)
        {
            Pooling = false,
            MaxAutoPrepare = 20,
            AutoPrepareMinUsages = 2,
        };
        var connection = new NpgsqlConnection(settings.ToString());
        connection.Open();
        return connection;
    }
}

internal sealed class CeilingConnection(DbConnection connection)
{
    private readonly Dictionary<string, DbCommand> commands = new(ReferenceEqualityComparer.Instance);

    /// <summary>A command with its parameters in the order of their names here; prepared the first time.</summary>
    public DbCommand Command(string sql, params ReadOnlySpan<string> parameters)
    {
        if (commands.TryGetValue(sql, out var known))
            return known;
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var name in parameters)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            command.Parameters.Add(parameter);
        }
        commands.Add(sql, command);
        return command;
    }
}
