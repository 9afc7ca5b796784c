using CasesGraph.Access;
using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Contacts;
using CasesGraph.Operations;
using CasesGraph.Users;

namespace CasesGraph.Seeding;

/// <summary>The first chapter: how the case came in, and what it said.</summary>
internal sealed partial class CaseTeller
{
    private void Create(long? importNumber)
    {
        var account = dice.Chance(92) ? dice.PickSkewed(world.Accounts) : null;
        texts = account is null ? DemoTexts.Of(dice) : world.LanguageOf(account);
        topic = dice.Pick(texts.Topics);
        slots = texts.SlotsOf(dice);
        people = account is null ? [] : [.. world.ContactsByAccount[account.Id].Take(12)];
        @case.Source =
            importNumber is not null ? CaseSource.Import
            : people.Length == 0 ? CaseSource.Api
            : (CaseSource)dice.Weighted(45, 25, 30);

        var byContact = @case.Source is CaseSource.Portal or CaseSource.Email;
        var opener = byContact || (people.Length > 0 && dice.Chance(40)) ? dice.Pick(people) : null;
        var change = NewCase(byContact ? opener : null, importNumber);
        Describe(change);
        CaseType? type = dice.Chance(85) ? topic.Type : null;
        var team = world.Teams.Of(type);
        var assignee = !byContact && dice.Chance(35) ? dice.PickSkewed(world.Teams.Staff(team.Id)) : null;
        Set(change, assignee is null ? CaseStatus.New : CaseStatus.Assigned);
        Set(change, (CasePriority)dice.Weighted(15, 60, 25));
        if (type is { } about)
            Set(change, about);
        if (account is not null)
            Set(change, account);
        Set(change, team);
        if (assignee is not null)
            Set(change, assignee);
        if (opener is not null)
            Set(change, opener);
        foreach (var audited in Untold)
            Set(change, audited);
        LinkFirstContacts(change, opener);
        if (dice.Chance(12))
            LinkBug(change);
        foreach (var tag in world.TagsOf(number))
            Mark(change, tag);
    }

    private StoryChange NewCase(Contact? opener, long? importNumber)
    {
        var actor =
            opener is not null ? new Actor(UserId: null, opener.Id)
            : importNumber is not null ? Actor.User(1)
            : Worker;
        var change = new StoryChange(
            now,
            ChangeKind.Created,
            importNumber is null ? ChangeAction.Create : ChangeAction.Import,
            actor,
            importNumber is null ? null : "Cases of the former system"
        )
        {
            ImportNumber = importNumber,
            FacetsBefore = "",
        };
        changes.Add(change);
        return change;
    }

    private void Describe(StoryChange change)
    {
        @case.Subject = slots.Fill(dice.Pick(topic.Subjects));
        change.Fields.Add(new("SUBJECT", Before: null, @case.Subject));
        if (dice.Chance(90))
        {
            @case.Description = slots.Fill(dice.Pick(topic.Descriptions));
            change.Fields.Add(new("DESCRIPTION", Before: null, @case.Description));
        }
        if (@case.Source is CaseSource.Import || dice.Chance(8))
        {
            @case.ExternalReference = $"INC{number:D8}";
            change.Fields.Add(new("EXTERNAL_REFERENCE", Before: null, @case.ExternalReference));
        }
    }

    /// <summary>At most one is primary: the opener if there is one, who is not linked in every case.</summary>
    private void LinkFirstContacts(StoryChange change, Contact? opener)
    {
        if (people.Length == 0 || !dice.Chance(75))
            return;
        Link(change, opener ?? dice.Pick(people), ContactRole.Primary);
        for (var more = dice.Weighted(55, 25, 15, 5); more > 0; more--)
            Link(change, dice.Pick(people), dice.Chance(40) ? ContactRole.Alternate : ContactRole.Other);
    }
}
