using CasesGraph.Access;
using CasesGraph.Accounts;
using CasesGraph.Bugs;
using CasesGraph.Cases;
using CasesGraph.Contacts;
using CasesGraph.Conversation;
using CasesGraph.Links;
using CasesGraph.Tests.Query.Hidden;
using CasesGraph.Tests.Query.Plain;

namespace CasesGraph.Tests.Access;

/// <summary>Of a caller who sees some cases, and accounts, contacts and bugs as far as those lead to them.</summary>
internal sealed class NotLinked(World world, AccessLevel level, long user, IReadOnlyCollection<long> teams) : IHiding
{
    private readonly OutOfReach reach = new(level, user, teams);

    public bool IsHidden(object row) =>
        row switch
        {
            Account account => !world.Rows<Case>().Any(one => one.AccountId == account.Id && IsSeen(one)),
            Bug bug => !world.Rows<CaseBug>().Any(link => link.BugNumber == bug.Number && IsSeen(link.Case)),
            Contact contact => !world.Rows<Case>().Any(one => one.OpenedById == contact.Id && IsSeen(one))
                && !world.Rows<CaseContact>().Any(link => link.ContactId == contact.Id && IsSeen(link.Case))
                && !world.Rows<CaseUpdate>().Any(update => update.AuthorContactId == contact.Id && IsSeen(update.Case)),
            _ => reach.IsHidden(row),
        };

    private bool IsSeen(Case one) => !reach.IsHidden(one);
}
