using CasesGraph.Data.Postgres;
using CasesGraph.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CasesGraph.Data;

/// <summary>The database's services: itself, its migration, the write gate.</summary>
internal static class CasesData
{
    public static IServiceCollection AddCasesData(this IServiceCollection services, DatabaseSettings settings)
    {
        services.TryAddSingleton(TimeProvider.System);
        return settings.Provider is DatabaseProvider.Postgres
            ? services
                .AddSingleton(given => new PostgresDatabase(settings, given.GetRequiredService<TimeProvider>()))
                .AddSingleton<CasesDatabase>(given => given.GetRequiredService<PostgresDatabase>())
                .AddSingleton<DatabaseMigration, PostgresMigration>()
                .AddSingleton<WriteGate, PostgresWriteGate>()
            : services
                .AddSingleton(_ => new SqliteConnections(settings.ConnectionString))
                .AddSingleton<CasesDatabase, SqliteDatabase>()
                .AddSingleton<DatabaseMigration, SqliteMigration>()
                .AddSingleton<WriteGate, SqliteWriteGate>();
    }
}
