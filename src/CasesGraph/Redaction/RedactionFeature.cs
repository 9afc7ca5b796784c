using CasesGraph.Access;
using CasesGraph.Graph.Running;
using CasesGraph.Jobs;
using Microsoft.Extensions.DependencyInjection;

namespace CasesGraph.Redaction;

internal static class RedactionFeature
{
    public static IServiceCollection AddRedaction(this IServiceCollection services) =>
        services
            .AddMutation<RedactCaseUpdate, RedactCaseUpdateInput, RedactCaseUpdatePayload>(
                AccessAction.CaseRedact,
                "redactCaseUpdate",
                "Takes text out of a message or note for good: █ stands in its place, and it goes from the log, the search and the answers kept for idempotency keys too. For administrators; nothing brings it back."
            )
            .AddMutation<RedactCaseField, RedactCaseFieldInput, RedactCaseFieldPayload>(
                AccessAction.CaseRedact,
                "redactCaseField",
                "Takes text out of a field of a case for good, as it is and as the log has it; in cases of a merge that have the same text too. For administrators; nothing brings it back."
            )
            .AddMutation<RemoveAttachments, RemoveAttachmentsInput, RemoveAttachmentsPayload>(
                AccessAction.CaseRedact,
                "removeAttachments",
                "Removes files for good, with their names in the log; a content goes when no attachment has it any more. For administrators; nothing brings them back."
            )
            .AddSingleton<JobWork, ErasureJob>()
            .AddMutation<EraseContacts, EraseContactsInput, EraseContactsPayload>(
                AccessAction.ContactErase,
                "eraseContacts",
                "Takes persons out for good: contacts lose name, addresses and all else that tells of the person, in their log and in that of their cases too. For administrators; nothing brings them back."
            );
}
