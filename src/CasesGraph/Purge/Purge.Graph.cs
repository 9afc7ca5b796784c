using CasesGraph.Graph.Running;

namespace CasesGraph.Purge;

internal static class PurgeFields
{
    public static RootField PurgeCases { get; } =
        new MutationField<PurgeCasesInput, PurgeCasesPayload>(
            "purgeCases",
            "Removes cases for good, with conversation, files and links, and empties the values in their change log and in the answers kept for idempotency keys. For administrators; nothing brings them back.",
            new PurgeCases().RunAsync
        );
}
