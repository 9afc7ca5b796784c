using CasesGraph.Serving;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.Extensions.Caching.Memory;

namespace CasesGraph.Data;

/// <summary>The database that the service runs on. There is a subclass for each kind; nothing outside Data/ knows which.</summary>
public abstract class CasesDatabase : IAsyncDisposable
{
    /// <summary>Too small for any entry. One for all databases: EF Core makes its services anew for each cache.</summary>
    private static readonly MemoryCache Nothing = new(new MemoryCacheOptions { SizeLimit = 1 });

    /// <summary>Where it is, for the log: without what is secret.</summary>
    public abstract string Place { get; }

    /// <summary>What holds for rows that callers ask for.</summary>
    internal abstract EntityConditions Conditions { get; }

    /// <summary>A context that opens connections by itself, for whatever is neither a planned read nor an operation.</summary>
    public abstract CasesDb CreateDb();

    /// <summary>
    /// A context that queries are translated with. EF Core would keep each of these with its expressions and the code that
    /// it made for its rows, a thousand of them, and never find one again, as their parameters are objects of one plan.
    /// </summary>
    internal abstract CasesDb CreatePlanningDb(EntityConditions conditions);

    /// <summary>The options of such contexts; the model stays that of the others.</summary>
    private protected void ForPlanning(DbContextOptionsBuilder builder) =>
        builder
            .UseMemoryCache(Nothing)
            .UseModel(Model)
            .ReplaceService<IShapedQueryCompilingExpressionVisitorFactory, UnreadFactory>();

    private protected IModel Model
    {
        get
        {
            if (field is not null)
                return field;
            using var db = CreateDb();
            return field = db.Model;
        }
    }

    /// <summary>The indexes of each entity's table; only the model by which databases are made knows their directions.</summary>
    internal ILookup<Type, MappedIndex> Indexes
    {
        get
        {
            if (field is not null)
                return field;
            using var db = CreateDb();
            return field = db.GetService<IDesignTimeModel>()
                .Model.GetEntityTypes()
                .SelectMany(entity => entity.GetIndexes())
                .Select(index => (Of: index.DeclaringEntityType.ClrType, Mapped: MappedIndex.Of(index)))
                .Where(one => one.Mapped is not null)
                .ToLookup(one => one.Of, one => one.Mapped!);
        }
    }

    /// <summary>Whether a read is work of this process from its beginning to its end, so that nothing else runs on its thread.</summary>
    public virtual bool ReadsHoldThreads => false;

    /// <summary>What lies between two neighbouring positions of the change log, about.</summary>
    internal virtual long PositionStep => 1;

    /// <summary>A connection for the length of a read.</summary>
    /// <param name="reader">
    /// Whose own writes it has to show at least, and others' soon; null when it must show all that is committed.
    /// </param>
    internal abstract ValueTask<ReadConnection> RentAsync(string? reader, CancellationToken token);

    /// <summary>Remembers who has written, for the reads that follow.</summary>
    internal virtual void Wrote(string writer) { }

    /// <summary>A connection for somebody who reads as long as the process lives.</summary>
    internal abstract ValueTask<ReadConnection> OpenAsync(CancellationToken token);

    /// <summary>
    /// Calls back soon after commits of other processes, as far as the database can tell; it must not block. Who follows
    /// the log looks now and then by itself.
    /// </summary>
    internal virtual IDisposable? WatchOthers(Action committed) => null;

    /// <summary>
    /// The lead over the other processes on the database in what a name stands for, as long as it is not disposed of and
    /// the process lives; null while another has it. Names are short words, one for each work that one does at a time.
    /// </summary>
    internal abstract Task<IAsyncDisposable?> TryLeadAsync(string name, CancellationToken token);

    /// <summary>
    /// Gives the planner statistics where it has none yet, or of tables that have grown or shrunk much since; it takes a
    /// bounded time, however much there is.
    /// </summary>
    internal abstract Task RefreshStatisticsAsync(WriteGate gate, CancellationToken token);

    /// <summary>
    /// Lets go of what was deleted or overwritten and is still in files, as far as that is the service's: what the database
    /// itself leaves in free room only its own tools remove (VACUUM).
    /// </summary>
    internal abstract Task CleanAsync(WriteGate gate, CancellationToken token);

    /// <summary>Begins to fill the database in one transaction, past the operations: for demo data only.</summary>
    internal abstract BulkLoad BeginBulkLoad();

    /// <summary>
    /// What a failure is to callers when it is an outage: the database is away, full or locked, and what it was asked is
    /// not to blame. Null for any other failure.
    /// </summary>
    internal UnavailableException? AsOutage(Exception failure, Written written = Written.No) =>
        failure as UnavailableException
        ?? (
            !IsOutage(failure) ? null
            : written is Written.No ? new("The database does not answer; try again later.", written, failure)
            : new(
                "The database was lost while it committed, so the write may be kept. Repeat it with its idempotency key.",
                written,
                failure
            )
        );

    public abstract ValueTask DisposeAsync();

    protected abstract bool IsOutage(Exception failure);
}
