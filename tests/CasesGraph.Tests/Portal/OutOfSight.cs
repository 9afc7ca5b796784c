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

    private readonly ILookup<long?, Case> merged = world.Rows<Case>().ToLookup(one => one.MergedIntoNumber);

    private readonly Dictionary<long, Case> cases = world.Rows<Case>().ToDictionary(one => one.Number);

    public bool IsHidden(object row) =>
        row switch
        {
            // One that was merged away is hidden too, but leads its contacts to another.
            Case one => !IsSeen(one) && !(IsTheirs(one) && one.MergedIntoNumber is { } into && IsSeen(cases[into])),
            CaseUpdate update => update.Internal || !IsOfOrigin(update),
            Attachment file => file.Internal || !IsOfOrigin(file),
            _ => false,
        };

    private bool IsSeen(Case one) =>
        one is { DeletedAt: null, MergedIntoNumber: null } && merged[one.Number].Prepend(one).Any(IsTheirs);

    private bool IsOfOrigin(ICaseItem item) => item.OriginNumber is not { } origin || IsTheirs(cases[origin]);

    private bool IsTheirs(Case one) =>
        (one.AccountId is null || one.AccountId == contact.AccountId)
        && (
            one.OpenedById == contact.Id
            || linked.Contains(one.Number)
            || (level is AccessLevel.Team && one.AccountId == contact.AccountId && one.AccountId is not null)
        );
}
