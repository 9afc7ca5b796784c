using CasesGraph.Data.Postgres;
using CasesGraph.Data.Sqlite;
using CasesGraph.Serving;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CasesGraph.Data;

/// <summary>The database's services: itself, its migration, the write gate.</summary>
internal static class CasesData
{
    public static IServiceCollection AddCasesData(this IServiceCollection services, DatabaseSettings settings)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<BackgroundLoops>();
        services
            .AddSingleton<EntityCondition, ListedInUse>()
            .AddSingleton(given => new EntityConditions(
                given.GetServices<EntityCondition>(),
                () => given.GetRequiredService<CasesDatabase>().CreatePlanningDb()
            ));
        return settings.Provider is DatabaseProvider.Postgres
            ? services
                .AddSingleton<CasesDatabase>(given => new PostgresDatabase(
                    settings,
                    given.GetRequiredService<EntityConditions>(),
                    given.GetRequiredService<TimeProvider>(),
                    given.GetRequiredService<BackgroundLoops>()
                ))
                .AddSingleton<DatabaseMigration>(given => new PostgresMigration(
                    Postgres(given),
                    given.GetServices<IStartStep>()
                ))
                .AddSingleton<WriteGate>(given => new PostgresWriteGate(
                    Postgres(given),
                    given.GetRequiredService<TimeProvider>(),
                    given.GetRequiredService<BackgroundLoops>()
                ))
            : services
                .AddSingleton(_ => new SqliteConnections(settings.ConnectionString))
                .AddSingleton<CasesDatabase, SqliteDatabase>()
                .AddSingleton<DatabaseMigration, SqliteMigration>()
                .AddSingleton<WriteGate, SqliteWriteGate>();
    }

    private static PostgresDatabase Postgres(IServiceProvider given) =>
        (PostgresDatabase)given.GetRequiredService<CasesDatabase>();
}
