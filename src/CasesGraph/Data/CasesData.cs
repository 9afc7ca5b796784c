using CasesGraph.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CasesGraph.Data;

/// <summary>The database's services: contexts for writing and for jobs, plain connections for planned reads.</summary>
internal static class CasesData
{
    public static IServiceCollection AddCasesData(this IServiceCollection services, string connectionString) =>
        services
            .AddSingleton(_ => new SqliteConnections(connectionString))
            .AddSingleton<DatabaseMigration>()
            .AddPooledDbContextFactory<CasesDb>(options =>
                options.UseSqlite(connectionString, SqliteSetup.Options).AddInterceptors(new SqliteSetup.Interceptor())
            );
}
