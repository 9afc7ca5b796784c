using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Query;

namespace CasesGraph.Data.Sqlite;

/// <summary>The model on SQLite.</summary>
internal sealed class SqliteDb(DbContextOptions<SqliteDb> options, EntityConditions conditions)
    : CasesDb(options, conditions)
{
    private SqliteStatements? statements;

    internal override Dialect Dialect => SqliteDialect.Instance;

    internal override StatementRunner Statements =>
        statements ??= new SqliteStatements((SoleConnection)Database.GetDbConnection());

    /// <summary>A context over an open connection, which stays the caller's; transactions too, by UseTransaction.</summary>
    public static SqliteDb Over(
        DbConnection connection,
        EntityConditions conditions,
        params IInterceptor[] interceptors
    ) => Over(connection, isOwn: false, conditions, builder => builder.AddInterceptors(interceptors));

    /// <summary>A context that opens its connections by itself.</summary>
    public static SqliteDb Over(
        string connectionString,
        EntityConditions conditions,
        Action<DbContextOptionsBuilder>? options = null
    ) =>
        Over(
            new SoleConnection(connectionString),
            isOwn: true,
            conditions,
            builder =>
            {
                builder.AddInterceptors(SqliteSetup.Interceptor.Instance);
                options?.Invoke(builder);
            }
        );

    private static SqliteDb Over(
        DbConnection connection,
        bool isOwn,
        EntityConditions conditions,
        Action<DbContextOptionsBuilder> options
    )
    {
        var builder = new DbContextOptionsBuilder<SqliteDb>();
        builder.UseSqlite(connection, isOwn, SqliteSetup.Options);
        builder.ReplaceService<IQuerySqlGeneratorFactory, SqliteSqlGeneratorFactory>();
        options(builder);
        return new SqliteDb(builder.Options, conditions);
    }

    public override void Dispose()
    {
        statements?.Dispose();
        base.Dispose();
    }

    public override ValueTask DisposeAsync()
    {
        statements?.Dispose();
        return base.DisposeAsync();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        TextFunctions.MapPosition(modelBuilder, "instr");
        TextFunctions.MapFold(modelBuilder, text => text);
        TextFunctions.Map(modelBuilder, typeof(SqliteFunctions));
        foreach (var index in SearchIndex.All)
        {
            modelBuilder.SharedTypeEntity<SqliteSearchRow>(
                index.Table,
                row =>
                {
                    row.HasNoKey().ToTable(index.Table, table => table.ExcludeFromMigrations());
                    row.Property(hit => hit.Key).HasColumnName("rowid");
                    row.Property(hit => hit.Match).HasColumnName(index.Table);
                }
            );
        }
    }
}

/// <summary>A row of a full-text index as LINQ sees it: comparing <see cref="Match"/> with a query finds the keys.</summary>
internal sealed class SqliteSearchRow
{
    public long Key { get; set; }
    public string Match { get; set; } = "";
}
