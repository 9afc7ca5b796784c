using Microsoft.EntityFrameworkCore.Design;

namespace CasesGraph.Data.Sqlite;

/// <summary>For dotnet-ef, which compares the model with the last migration and needs no real database for it.</summary>
internal sealed class SqliteDesignTime : IDesignTimeDbContextFactory<SqliteDb>
{
    public SqliteDb CreateDbContext(string[] args) =>
        SqliteDb.Over("Data Source=design-time.db", EntityConditions.None);
}
