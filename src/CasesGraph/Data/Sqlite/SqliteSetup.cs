using System.Data.Common;
using CasesGraph.Model;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using SQLitePCL;

namespace CasesGraph.Data.Sqlite;

/// <summary>What every connection and context needs, whoever opens it.</summary>
internal static class SqliteSetup
{
    /// <summary>
    /// An acknowledged write survives power loss (FULL). Waiting for a lock comes first: even the switch to WAL can
    /// meet another process. The operating system caches the file for all connections: each one's own cache holds the
    /// upper pages of the indexes, and mapping the file would count it as resident once for each. What rows leave behind in
    /// a page is overwritten, so that a purge need not look for it.
    /// </summary>
    private const string Pragmas = """
        PRAGMA busy_timeout=10000;
        PRAGMA journal_mode=WAL;
        PRAGMA synchronous=FULL;
        PRAGMA foreign_keys=ON;
        PRAGMA temp_store=MEMORY;
        PRAGMA cache_size=-4096;
        PRAGMA mmap_size=0;
        PRAGMA secure_delete=FAST;
        """;

    /// <summary>
    /// Once in a process, before the first connection: a connection is used by one at a time (<see cref="SoleConnection"/>), so SQLite
    /// need not lock it for each call, and nobody asks it how much memory it has.
    /// </summary>
    static SqliteSetup()
    {
        Batteries_V2.Init();
        _ = raw.sqlite3_config(raw.SQLITE_CONFIG_MULTITHREAD);
        _ = raw.sqlite3_config(raw.SQLITE_CONFIG_MEMSTATUS, 0);
    }

    /// <summary>A list parameter as one parameter (json_each): the statement's text does not vary with its length.</summary>
    public static void Options(SqliteDbContextOptionsBuilder sqlite) =>
        sqlite.UseParameterizedCollectionMode(ParameterTranslationMode.Parameter);

    public static SoleConnection Open(string connectionString)
    {
        var connection = new SoleConnection(connectionString);
        try
        {
            connection.Open();
            Apply(connection);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static void Apply(SqliteConnection connection)
    {
        // Plans that look at the values of parameters, at LIMIT's too, are made anew whenever one is bound.
        raw.sqlite3_db_config(connection.Handle, raw.SQLITE_DBCONFIG_ENABLE_QPSG, 1, out _);
        SqliteFolding.Add(connection);
        connection.CreateFunction<long?, long, string, long?>(
            CalendarFunctions.StartOfName,
            (at, interval, zone) =>
                at is { } time
                    ? UtcMicroseconds.From(
                        ZonedCalendar.Start(UtcMicroseconds.To(time), (TimeInterval)interval, ZonedCalendar.Zone(zone))
                    )
                    : null,
            isDeterministic: true
        );
        connection.CreateFunction<string, long?, string?>(
            "opaque_id",
            (type, key) => key is { } some ? OpaqueId.Encode(type, some) : null,
            isDeterministic: true
        );
        connection.CreateFunction<long?, string?>(
            "instant",
            stored => stored is { } some ? Scalar.Instant.Written.Of(some) : null,
            isDeterministic: true
        );
        connection.CreateFunction<string?, string>("search_text", SearchText.Normalize, isDeterministic: true);
        connection.CreateFunction<string?, string>(PhoneDigits.Function, PhoneDigits.Words, isDeterministic: true);
        connection.CreateFunction<string, string>(
            SqliteFunctions.FtsQuery,
            SqliteFunctions.Query,
            isDeterministic: true
        );
        connection.CreateFunction<string, string, string>(
            SqliteFunctions.FtsQuery,
            SqliteFunctions.Query,
            isDeterministic: true
        );
        connection.CreateFunction<string?, string, bool>(
            SqliteFunctions.TextHasName,
            (text, probe) => text is not null && SqliteFunctions.Has(SearchText.Normalize(text), probe),
            isDeterministic: true
        );
        connection.CreateFunction<string?, string, bool>(
            SqliteFunctions.PhoneHasName,
            (text, probe) => text is not null && SqliteFunctions.Has(PhoneDigits.Words(text), probe),
            isDeterministic: true
        );
        connection.CreateFunction<string?, string, bool>(
            SqliteFunctions.WordsHaveName,
            SqliteFunctions.Has,
            isDeterministic: true
        );
        connection.CreateFunction<string, string>(CaseFolding.KeyFunction, CaseFolding.Key, isDeterministic: true);
        using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
    }

    /// <summary>Sets up the connections that EF Core opens by itself.</summary>
    public sealed class Interceptor : DbConnectionInterceptor
    {
        public static Interceptor Instance { get; } = new();

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) =>
            Apply((SqliteConnection)connection);

        public override Task ConnectionOpenedAsync(
            DbConnection connection,
            ConnectionEndEventData eventData,
            CancellationToken cancellationToken = default
        )
        {
            Apply((SqliteConnection)connection);
            return Task.CompletedTask;
        }
    }
}
