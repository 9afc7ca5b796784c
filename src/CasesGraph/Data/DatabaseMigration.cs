namespace CasesGraph.Data;

/// <summary>Brings the database up to the newest migration, once, however many processes start at the same time.</summary>
public abstract class DatabaseMigration
{
    public abstract Task RunAsync(CancellationToken token);
}
