using CasesGraph.Access;
using CasesGraph.Contacts;
using CasesGraph.Operations;

namespace CasesGraph.Replies;

/// <summary>What a caller must be allowed to write an entry of the conversation.</summary>
internal static class MessageDemands
{
    public static IEnumerable<AccessAction> Of(bool isInternal, Ref<Contact>? from)
    {
        yield return isInternal ? AccessAction.CaseNote : AccessAction.CaseReply;
        if (from is not null)
            yield return AccessAction.ActForContact;
    }
}
