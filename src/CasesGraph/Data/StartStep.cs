namespace CasesGraph.Data;

/// <summary>
/// What has to be done with the rows of an older version before the service starts, in small transactions of its own; a
/// start that finds nothing to do costs next to nothing. One process at a time where the database has a lock for it.
/// </summary>
internal interface IStartStep
{
    Task RunAsync(CasesDb db, CancellationToken token);
}
