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
        services.TryAddSingleton<TeamShares>();
        services
            .AddSingleton<EntityCondition, ListedInUse>()
            .AddSingleton<EntityCondition, SeenByRights>()
            .AddSingleton(given => new EntityConditions(
                given.GetServices<EntityCondition>(),
                conditions => given.GetRequiredService<CasesDatabase>().CreatePlanningDb(conditions)
            ));
        return settings.Provider is DatabaseProvider.Postgres
            ? services
                .AddSingleton(settings)
                .AddSingleton<CasesDatabase, PostgresDatabase>()
                .AddSingleton<DatabaseMigration>(Over<PostgresMigration>)
                .AddSingleton<WriteGate>(Over<PostgresWriteGate>)
            : services
                .AddSingleton(_ => new SqliteConnections(settings.ConnectionString))
                .AddSingleton<CasesDatabase, SqliteDatabase>()
                .AddSingleton<DatabaseMigration, SqliteMigration>()
                .AddSingleton<WriteGate, SqliteWriteGate>();
    }

    /// <summary>What takes a database of its own kind.</summary>
    private static T Over<T>(IServiceProvider given) =>
        ActivatorUtilities.CreateInstance<T>(given, given.GetRequiredService<CasesDatabase>());
}
