using CasesGraph.Access;
using CasesGraph.Attachments;
using CasesGraph.Cases;
using CasesGraph.Contacts;
using CasesGraph.Conversation;
using CasesGraph.Links;
using CasesGraph.Tests.Query.Hidden;
using CasesGraph.Tests.Query.Plain;

namespace CasesGraph.Tests.Portal;

/// <summary>What a contact does not see, by plain code: the cases of others, and what is internal.</summary>
internal sealed class OutOfSight(Contact contact, AccessLevel level, World world) : IHiding
{
    private readonly HashSet<long> linked =
    [
        .. world.Rows<CaseContact>().Where(link => link.ContactId == contact.Id).Select(link => link.CaseNumber),
    ];

    public bool IsHidden(object row) =>
        row switch
        {
            Case one => !IsSeen(one),
            CaseUpdate update => update.Internal,
            Attachment file => file.Internal,
            _ => false,
        };

    private bool IsSeen(Case one) =>
        one is { DeletedAt: null, MergedIntoNumber: null }
        && (one.AccountId is null || one.AccountId == contact.AccountId)
        && (
            one.OpenedById == contact.Id
            || linked.Contains(one.Number)
            || (level is AccessLevel.Team && one.AccountId == contact.AccountId && one.AccountId is not null)
        );
}
