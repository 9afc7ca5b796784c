namespace CasesGraph.Data;

/// <summary>Brings the database up to the newest migration, once, however many processes start at the same time.</summary>
public abstract class DatabaseMigration
{
    private protected DatabaseMigration(IEnumerable<IStartStep> steps) => Steps = [.. steps];

    /// <summary>In the order in which they run, after all migrations.</summary>
    private protected IReadOnlyList<IStartStep> Steps { get; }

    public abstract Task RunAsync(CancellationToken token);
}
