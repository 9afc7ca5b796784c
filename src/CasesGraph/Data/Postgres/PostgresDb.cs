using System.Collections.ObjectModel;
using CasesGraph.Data.Tallies;
using CasesGraph.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.EntityFrameworkCore.Query.SqlExpressions;
using Npgsql;
using Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;
using NpgsqlTypes;

namespace CasesGraph.Data.Postgres;

/// <summary>The model on PostgreSQL: text by code point, nulls before everything, both as on SQLite.</summary>
internal sealed class PostgresDb(DbContextOptions<PostgresDb> options, EntityConditions conditions)
    : CasesDb(options, conditions)
{
    internal override Dialect Dialect => PostgresDialect.Instance;

    internal override StatementRunner Statements =>
        shared ?? new PostgresStatements((NpgsqlConnection)Database.GetDbConnection());

    private StatementRunner? shared;

    private static readonly DbContextOptions<PostgresDb> Unconnected = Build(builder => builder.UseNpgsql(Options));

    /// <summary>A context for one write after the other (<see cref="BeginAsync"/>).</summary>
    public static PostgresDb ForWrites(EntityConditions conditions)
    {
        var db = new PostgresDb(Unconnected, conditions);
        db.Database.AutoSavepointsEnabled = false;
        return db;
    }

    public static PostgresDb Over(
        NpgsqlDataSource source,
        EntityConditions conditions,
        Action<DbContextOptionsBuilder>? options = null
    ) =>
        new(
            Build(builder =>
            {
                builder.UseNpgsql(source, Options);
                options?.Invoke(builder);
            }),
            conditions
        );

    /// <summary>Joins a write's transaction.</summary>
    public async Task BeginAsync(NpgsqlTransaction transaction)
    {
        Database.SetDbConnection(transaction.Connection);
        await Database.UseTransactionAsync(transaction);
        DirectRows = new PostgresDirectRows(transaction.Connection!, Model);
    }

    /// <summary>Reads and writes by these from now on; EF Core itself reaches no database.</summary>
    public void Share(StatementRunner statements, DirectRows rows) => (shared, DirectRows) = (statements, rows);

    /// <summary>
    /// The mode in which others write a table no more. Not the strongest: who asks for that has the transaction's number,
    /// and so its place in the log, before what it waits for and then sees.
    /// </summary>
    public const string KeepsOthersOff = "SHARE ROW EXCLUSIVE";

    /// <summary>Tables that are locked since before this write's view, each with its mode.</summary>
    public IReadOnlyDictionary<string, string> Held { get; set; } = ReadOnlyDictionary<string, string>.Empty;

    internal override void KeepOthersOff(string table)
    {
        if (Held.GetValueOrDefault(table) is not KeepsOthersOff)
            throw new TableNeededException(table);
    }

    /// <summary>Leaves it, and is as if new.</summary>
    public async Task EndAsync()
    {
        ChangeTracker.Clear();
        DirectRows = null;
        await Database.UseTransactionAsync(transaction: null);
        Database.SetDbConnection(connection: null);
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        // Before it is written, the log's own function gives the position.
        modelBuilder.Entity(EntityModel.Log.Type).Property(EntityModel.Log.Key!.Name).ValueGeneratedNever();
        foreach (var entity in modelBuilder.Model.GetEntityTypes())
        {
            foreach (var computed in entity.GetProperties().Where(IsComputedNumber))
                computed.SetComputedColumnSql(NumberOf(computed.GetComputedColumnSql()!));
            foreach (var text in entity.GetProperties().Where(IsText))
            {
                text.SetColumnType("text");
                text.SetCollation("C");
            }
            foreach (var index in entity.GetIndexes())
                index.SetNullSortOrder(
                    index.Properties.Select((property, at) => NullsOf(index, property, at)).ToArray()
                );
        }
        TextFunctions.MapPosition(modelBuilder, "strpos");
        TextFunctions.MapFold(modelBuilder, text => new CollateExpression(text, "C"));
        TextFunctions.Map(modelBuilder, typeof(PostgresFunctions));
        foreach (var tally in Tally.All)
            modelBuilder.Entity(tally.Row).Property<bool>(PostgresTallies.IsAdded);
        foreach (var index in SearchIndex.All)
        {
            modelBuilder.SharedTypeEntity<PostgresSearchRow>(
                index.Table,
                row => row.HasNoKey().ToTable(index.Table, table => table.ExcludeFromMigrations())
            );
        }
    }

    private static bool IsComputedNumber(IMutableProperty property) =>
        property.GetComputedColumnSql() is not null && property.ClrType.IsEnum;

    /// <summary>What a condition in brackets is on SQLite, a number.</summary>
    private static string NumberOf(string condition) => $"CASE WHEN {condition[1..^1]} THEN 1 ELSE 0 END";

    private static bool IsText(IMutableProperty property) =>
        (property.GetValueConverter()?.ProviderClrType ?? property.ClrType) == typeof(string);

    /// <summary>As <see cref="PostgresSqlGenerator"/> sorts; where there are no nulls it says nothing, and so must we.</summary>
    private static NullSortOrder NullsOf(IMutableIndex index, IMutableProperty property, int at) =>
        !property.IsNullable ? NullSortOrder.Unspecified
        : index.IsDescending is { } descending && (descending.Count == 0 || descending[at]) ? NullSortOrder.NullsLast
        : NullSortOrder.NullsFirst;

    /// <summary>A list parameter as one array: the statement's text does not vary with its length.</summary>
    private static void Options(NpgsqlDbContextOptionsBuilder postgres) =>
        postgres.UseParameterizedCollectionMode(ParameterTranslationMode.Parameter).SetPostgresVersion(15, 0);

    private static DbContextOptions<PostgresDb> Build(Action<DbContextOptionsBuilder<PostgresDb>> connect)
    {
        var builder = new DbContextOptionsBuilder<PostgresDb>();
        connect(builder);
        builder.ReplaceService<IQuerySqlGeneratorFactory, PostgresSqlGeneratorFactory>();
        return builder.Options;
    }
}

/// <summary>
/// What is indexed of a row, kept by triggers: its words, and the text they stand in, for phrases. Each column has a
/// line, and each word a blank before and behind it.
/// </summary>
internal sealed class PostgresSearchRow
{
    public long Key { get; set; }
    public string Text { get; set; } = "";
    public NpgsqlTsVector Words { get; set; } = null!;
}
