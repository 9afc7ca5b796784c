using CasesGraph.Accounts;
using CasesGraph.Attachments;
using CasesGraph.Bugs;
using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Contacts;
using CasesGraph.Conversation;
using CasesGraph.Jobs;
using CasesGraph.Merge;
using CasesGraph.Model;
using CasesGraph.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Conventions;

namespace CasesGraph.Data;

/// <summary>
/// The database as EF Core sees it; each kind of database has a subclass with its own migrations. Reads are planned
/// (Query/), writes are operations behind the write gate.
/// </summary>
public abstract class CasesDb(DbContextOptions options) : DbContext(options)
{
    public DbSet<Case> Cases => Set<Case>();
    public DbSet<CaseContact> CaseContacts => Set<CaseContact>();
    public DbSet<CaseBug> CaseBugs => Set<CaseBug>();
    public DbSet<CaseMerge> CaseMerges => Set<CaseMerge>();
    public DbSet<CaseUpdate> CaseUpdates => Set<CaseUpdate>();
    public DbSet<Attachment> Attachments => Set<Attachment>();
    public DbSet<Account> Accounts => Set<Account>();
    public DbSet<Contact> Contacts => Set<Contact>();
    public DbSet<Bug> Bugs => Set<Bug>();
    public DbSet<User> Users => Set<User>();
    public DbSet<ChangeSet> ChangeSets => Set<ChangeSet>();
    public DbSet<CaseChange> CaseChanges => Set<CaseChange>();
    public DbSet<FieldChange> FieldChanges => Set<FieldChange>();
    public DbSet<Job> Jobs => Set<Job>();
    public DbSet<JobRow> JobRows => Set<JobRow>();
    public DbSet<JobChunk> JobChunks => Set<JobChunk>();
    public DbSet<IdempotentAnswer> IdempotentAnswers => Set<IdempotentAnswer>();

    internal abstract Dialect Dialect { get; }

    /// <summary>For reads inside a write, on its connection, which is open.</summary>
    internal abstract StatementRunner Statements { get; }

    /// <summary>Set behind the write gate, the only place where the log is written.</summary>
    internal DirectRows? DirectRows { get; set; }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        ArgumentNullException.ThrowIfNull(configurationBuilder);
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcMicroseconds>();
        // Indexes are chosen for the lists, one by one; foreign keys do not bring their own.
        configurationBuilder.Conventions.Remove<ForeignKeyIndexConvention>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(CasesDb).Assembly);
        foreach (var entity in modelBuilder.Model.GetEntityTypes())
        {
            entity.SetTableName(entity.ClrType.Name);
            foreach (var key in entity.GetForeignKeys())
                key.DeleteBehavior = DeleteBehavior.Restrict;
        }
        TextFunctions.Map(modelBuilder);
        CalendarFunctions.Map(modelBuilder);
    }
}
