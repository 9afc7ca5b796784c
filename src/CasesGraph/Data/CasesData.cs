using CasesGraph.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CasesGraph.Data;

/// <summary>The database's services: the write gate, contexts for jobs, plain connections for planned reads.</summary>
internal static class CasesData
{
    public static IServiceCollection AddCasesData(this IServiceCollection services, string connectionString)
    {
        services.TryAddSingleton(TimeProvider.System);
        return services
            .AddSingleton(_ => new SqliteConnections(connectionString))
            .AddSingleton<DatabaseMigration>()
            .AddSingleton<WriteGate>()
            .AddPooledDbContextFactory<CasesDb>(options =>
                options.UseSqlite(connectionString, SqliteSetup.Options).AddInterceptors(new SqliteSetup.Interceptor())
            );
    }
}
