using System.Globalization;
using System.Text;
using CasesGraph.ChangeLog;
using CasesGraph.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace CasesGraph.Tests.Infrastructure;

/// <summary>
/// A database of a test's own: a file in a folder of its own, or, where CASESGRAPH_POSTGRES names a cluster, a database
/// there (tools/postgres run). Every test that says nothing else runs on either.
/// </summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private static readonly string? Cluster = Environment.GetEnvironmentVariable("CASESGRAPH_POSTGRES");
    private static readonly Lazy<Task<TestDatabase>> Template = new(CreateTemplateAsync);
    private static int count;

    private readonly string name = string.Create(
        CultureInfo.InvariantCulture,
        $"test_{Environment.ProcessId}_{Interlocked.Increment(ref count)}"
    );
    private readonly string folder = Directory.CreateTempSubdirectory("casesgraph-").FullName;
    private ServiceProvider services;

    private TestDatabase()
    {
        Settings = IsPostgres
            ? DatabaseSettings.Read("Postgres", AddressOf(name), replica: null, folder)
            : DatabaseSettings.Read("Sqlite", $"Data Source={Path.Join("data", "cases.db")}", replica: null, folder);
        services = Services();
    }

    public static bool IsPostgres => Cluster is not null;

    public DatabaseSettings Settings { get; }

    /// <summary>A folder for whatever the test's server writes.</summary>
    public string Folder => folder;

    /// <summary>The same as environment variables, for a server in a process of its own.</summary>
    public IEnumerable<(string Name, string Value)> Variables =>
        [("Database__Provider", $"{Settings.Provider}"), ("ConnectionStrings__Cases", Settings.ConnectionString)];

    public DatabaseMigration Migration => services.GetRequiredService<DatabaseMigration>();

    /// <summary>Access past the server, as another process has it.</summary>
    public CasesDatabase Outside => services.GetRequiredService<CasesDatabase>();

    /// <summary>The same past the server, with what it writes through.</summary>
    public WriteGate Gate => services.GetRequiredService<WriteGate>();

    /// <summary>It waits as long as it takes: large bases are filled through it, on machines that others use.</summary>
    public CasesDb CreateDb()
    {
        var db = Outside.CreateDb();
        db.Database.SetCommandTimeout(0);
        return db;
    }

    /// <summary>How many writes have been kept; the log's own end may lag behind them while others write.</summary>
    public async Task<int> CountChangeSetsAsync()
    {
        await using var db = CreateDb();
        return await db.ChangeSets.CountAsync();
    }

    /// <summary>It is not there yet; the first migration makes it.</summary>
    public static TestDatabase Absent() => new();

    /// <summary>As a backup has it.</summary>
    /// <param name="file">The file itself, or the statements that a server is told.</param>
    public static async Task<TestDatabase> RestoreAsync(byte[] file)
    {
        var database = Absent();
        if (IsPostgres)
        {
            await RunAsync($"CREATE DATABASE {database.name}");
            await RunAsync(Encoding.UTF8.GetString(file), database.Settings.ConnectionString);
        }
        else
        {
            var path = FileOf(database.Settings);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllBytesAsync(path, file);
        }
        return database;
    }

    /// <summary>Another with the same rows. Nobody may use this one meanwhile.</summary>
    public async Task<TestDatabase> CopyAsync()
    {
        // A database with connections cannot be copied.
        await services.DisposeAsync();
        SqliteConnection.ClearAllPools();
        var copy = Absent();
        await copy.FillAsync(from: this);
        services = Services();
        return copy;
    }

    /// <summary>Migrated, and empty.</summary>
    public static async Task<TestDatabase> CreateAsync()
    {
        var database = await BeginAsync();
        await database.Migration.RunAsync(CancellationToken.None);
        return database;
    }

    /// <summary>The same but for what a server does when it starts.</summary>
    public static async Task<TestDatabase> BeginAsync()
    {
        var database = Absent();
        await database.FillAsync(await Template.Value);
        return database;
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        SqliteConnection.ClearAllPools();
        if (IsPostgres)
            await RunAsync($"DROP DATABASE IF EXISTS {name} WITH (FORCE)");
        Directory.Delete(folder, recursive: true);
    }

    private ServiceProvider Services() =>
        new ServiceCollection().AddLogging().AddCasesGraph(Settings).BuildServiceProvider();

    private static string FileOf(DatabaseSettings settings) =>
        new SqliteConnectionStringBuilder(settings.ConnectionString).DataSource;

    /// <summary>Copying a migrated database takes less time than migrating one. Nobody is connected to it.</summary>
    private static async Task<TestDatabase> CreateTemplateAsync()
    {
        var template = Absent();
        await template.Migration.RunAsync(CancellationToken.None);
        await template.services.DisposeAsync();
        SqliteConnection.ClearAllPools();
        return template;
    }

    private async Task FillAsync(TestDatabase from)
    {
        if (IsPostgres)
        {
            await RunAsync($"CREATE DATABASE {name} TEMPLATE {from.name}");
            return;
        }
        var file = FileOf(Settings);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.Copy(FileOf(from.Settings), file);
    }

    private static string AddressOf(string database) =>
        new NpgsqlConnectionStringBuilder(Cluster) { Database = database, MaxPoolSize = 16 }.ToString();

    private static async Task RunAsync(string sql, string? address = null)
    {
        await using var connection = new NpgsqlConnection(address ?? Cluster);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync();
    }
}
