using CasesGraph.Access;
using CasesGraph.Data.Tallies;
using CasesGraph.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Conventions;

namespace CasesGraph.Data;

/// <summary>
/// The database as EF Core sees it; each kind of database has a subclass with its own migrations. Reads are planned
/// (Query/), writes are operations behind the write gate.
/// </summary>
public abstract class CasesDb : DbContext
{
    private protected CasesDb(DbContextOptions options, EntityConditions conditions)
        : base(options) => Conditions = conditions;

    public DbSet<IdempotentAnswer> IdempotentAnswers => Set<IdempotentAnswer>();

    internal abstract Dialect Dialect { get; }

    /// <summary>Those that hold for whoever uses it: everything is seen, unless <see cref="SeeAs"/> says otherwise.</summary>
    internal EntityConditions Conditions { get; private set; }

    /// <summary>From now on it shows what a caller may see, in a write or in a read that is not planned.</summary>
    internal void SeeAs(Caller caller) => Conditions = Conditions.Of(caller);

    /// <summary>Whether what this transaction wrote changes what callers may do.</summary>
    internal bool ChangesRights { get; set; }

    /// <summary>For reads inside a write, on its connection, which is open.</summary>
    internal abstract StatementRunner Statements { get; }

    /// <summary>Set behind the write gate; writes rows past EF Core, those of the log among them.</summary>
    internal DirectRows? DirectRows { get; set; }

    /// <summary>The rows that are seen; the tables by themselves have those too that only the service itself may read.</summary>
    internal IQueryable<T> Rows<T>()
        where T : class => Tables.In(Conditions.Seen(Set<T>()), this);

    /// <summary>Of some keys those whose rows are seen; where nothing is hidden all of them, without asking.</summary>
    internal async Task<IReadOnlyCollection<long>> SeenAsync(
        Type entity,
        IReadOnlyCollection<long> keys,
        CancellationToken token
    ) =>
        keys.Count > 0 && Conditions.Hide(entity)
            ? await Conditions.Keys.AmongAsync(entity, keys, Statements, Conditions.Caller, token)
            : keys;

    internal async Task<bool> SeesAsync<T>(long key, CancellationToken token) =>
        (await SeenAsync(typeof(T), [key], token)).Count > 0;

    /// <summary>
    /// For a write that decides by all rows of a kind, of which others may be adding some: from here to its end nobody
    /// else writes such rows, and it sees all that others have written. It may start over for that.
    /// </summary>
    internal virtual void KeepOthersOff(string table) { }

    /// <summary>Deletes all rows that have one of the keys in a column.</summary>
    internal Task DeleteByAsync(string table, string column, IReadOnlyCollection<long> keys, CancellationToken token)
    {
        var among = Dialect.Among($"\"{column}\"", "{0}");
        var sql = $"""DELETE FROM "{table}" WHERE {among}""";
        return Database.ExecuteSqlRawAsync(sql, [Dialect.ListParameter(keys)], token);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        ArgumentNullException.ThrowIfNull(configurationBuilder);
        foreach (var scalar in Scalar.Known.Where(scalar => scalar.Converter is not null))
            configurationBuilder.Properties(scalar.Type).HaveConversion(scalar.Converter!);
        // Indexes are chosen for the lists, one by one; foreign keys do not bring their own.
        configurationBuilder.Conventions.Remove<ForeignKeyIndexConvention>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(CasesDb).Assembly);
        Tally.Map(modelBuilder);
        foreach (var entity in modelBuilder.Model.GetEntityTypes())
        {
            if (entity.BaseType is null)
                entity.SetTableName(
                    entity.ClrType.IsDefined(typeof(EntityAttribute), inherit: false)
                        ? EntityModel.Of(entity.ClrType).Table
                        : entity.ClrType.Name
                );
            foreach (var key in entity.GetForeignKeys())
                key.DeleteBehavior = DeleteBehavior.Restrict;
        }
        TextFunctions.Map(modelBuilder, typeof(TextFunctions));
        TextFunctions.Map(modelBuilder, typeof(CalendarFunctions));
        AmongKeys.Map(modelBuilder);
        HalfHour.Map(modelBuilder);
    }
}
