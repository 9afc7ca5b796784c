using CasesGraph.Data.Postgres;
using CasesGraph.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Design;
using Npgsql;

namespace CasesGraph.Data;

/// <summary>For dotnet-ef, which compares the model with the last migration and needs no real database for it.</summary>
internal sealed class SqliteDesignTime : IDesignTimeDbContextFactory<SqliteDb>
{
    public SqliteDb CreateDbContext(string[] args) =>
        SqliteDb.Over("Data Source=design-time.db", EntityConditions.None);
}

/// <inheritdoc cref="SqliteDesignTime"/>
internal sealed class PostgresDesignTime : IDesignTimeDbContextFactory<PostgresDb>
{
    public PostgresDb CreateDbContext(string[] args) =>
        PostgresDb.Over(NpgsqlDataSource.Create("Host=design-time;Database=design-time"), EntityConditions.None);
}
