namespace CasesGraph.Data;

/// <summary>Brings the database up to the newest migration, once, however many processes start at the same time.</summary>
public abstract class DatabaseMigration
{
    private protected DatabaseMigration(IEnumerable<IStartStep> steps) => Steps = [.. steps];

    /// <summary>In the order in which they run, after all migrations.</summary>
    private protected IReadOnlyList<IStartStep> Steps { get; }

    public abstract Task RunAsync(CancellationToken token);
}

/// <summary>
/// What has to be done with the rows of an older version before the service starts, in small transactions of its own; a
/// start that finds nothing to do costs next to nothing. One process at a time where the database has a lock for it.
/// </summary>
internal interface IStartStep
{
    Task RunAsync(CasesDb db, CancellationToken token);
}
