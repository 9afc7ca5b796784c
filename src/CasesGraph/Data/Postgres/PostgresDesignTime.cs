using Microsoft.EntityFrameworkCore.Design;
using Npgsql;

namespace CasesGraph.Data.Postgres;

/// <summary>For dotnet-ef, which compares the model with the last migration and needs no real database for it.</summary>
internal sealed class PostgresDesignTime : IDesignTimeDbContextFactory<PostgresDb>
{
    public PostgresDb CreateDbContext(string[] args) =>
        PostgresDb.Over(NpgsqlDataSource.Create("Host=design-time;Database=design-time"), EntityConditions.None);
}
