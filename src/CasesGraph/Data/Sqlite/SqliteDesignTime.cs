using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace CasesGraph.Data.Sqlite;

/// <summary>For dotnet-ef, which compares the model with the last migration and needs no real database for it.</summary>
internal sealed class SqliteDesignTime : IDesignTimeDbContextFactory<CasesDb>
{
    public CasesDb CreateDbContext(string[] args)
    {
        var builder = new DbContextOptionsBuilder<CasesDb>();
        builder.UseSqlite("Data Source=design-time.db", SqliteSetup.Options);
        return new CasesDb(builder.Options);
    }
}
