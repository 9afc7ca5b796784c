namespace CasesGraph.Tests.Infrastructure;

/// <summary>
/// Tests that hold a transaction open, or look at the time until an event: on PostgreSQL an open write of any database of
/// the cluster holds up the log of all.
/// </summary>
[CollectionDefinition(nameof(QuietCluster), DisableParallelization = true)]
public sealed class QuietCluster;
