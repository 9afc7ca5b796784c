using CasesGraph.Data;
using CasesGraph.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CasesGraph.Tests.Data;

/// <summary>A real database file in a folder of its own, migrated like the service's.</summary>
public sealed class TemporaryDatabase : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("casesgraph-").FullName;
    private readonly ServiceProvider services;

    private TemporaryDatabase() =>
        services = new ServiceCollection()
            .AddCasesData($"Data Source={Path.Join(folder, "cases.db")}")
            .BuildServiceProvider();

    public SqliteConnections Connections => services.GetRequiredService<SqliteConnections>();
    public DatabaseMigration Migration => services.GetRequiredService<DatabaseMigration>();

    public CasesDb CreateDb() => services.GetRequiredService<IDbContextFactory<CasesDb>>().CreateDbContext();

    /// <summary>The file is not there yet.</summary>
    public static TemporaryDatabase Absent() => new();

    public static async Task<TemporaryDatabase> CreateAsync()
    {
        var database = Absent();
        await database.Migration.RunAsync(CancellationToken.None);
        return database;
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }
}
