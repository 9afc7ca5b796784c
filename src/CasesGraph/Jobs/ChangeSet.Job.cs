using CasesGraph.Jobs;
using CasesGraph.Model;

namespace CasesGraph.ChangeLog;

/// <summary>What jobs add to a change set: the log itself knows nothing of them.</summary>
public sealed partial class ChangeSet
{
    public long? JobId { get; set; }

    [Field(
        "The job that does or did it; null where the call itself did.",
        Before = nameof(RevertedBy),
        Filterable = false,
        Sortable = false
    )]
    public Job? Job { get; set; }
}
