using CasesGraph.Graph.Running;

namespace CasesGraph.Conversation;

internal static class ConversationFields
{
    public static RootField AddCaseUpdate { get; } =
        new MutationField<AddCaseUpdateInput, AddCaseUpdatePayload>(
            "addCaseUpdate",
            "Adds a message or a note to a case's conversation: internal makes it a note, fromContactId a message from the customer, neither a message to the customer.",
            new AddCaseUpdate().RunAsync
        );
}
