using CasesGraph.Access;
using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Contacts;
using CasesGraph.Conversation;
using CasesGraph.Links;
using CasesGraph.Operations;
using CasesGraph.Tags;
using CasesGraph.Users;

namespace CasesGraph.Seeding;

/// <summary>
/// Tells the story of one case, change by change, as staff and customer would have made it. What would happen after
/// <paramref name="until"/> has not happened yet; that is why recent cases are open.
/// </summary>
internal sealed partial class CaseTeller(SeedWorld world, Dice dice, long number, DateTime until)
{
    private readonly List<CaseContact> contacts = [];
    private readonly List<CaseBug> bugs = [];
    private readonly List<CaseTag> tags = [];
    private readonly Case @case = new() { Number = number, Subject = "" };
    private readonly List<StoryChange> changes = [];
    private readonly bool slow = dice.Chance(4);
    private DemoTexts texts = English.Texts;
    private DemoTexts.Topic topic = English.Texts.Topics[0];
    private DemoTexts.Slots slots = English.Texts.SlotsOf(dice);
    private Contact[] people = [];
    private DateTime now;

    /// <summary>Fields that are given values beside the story.</summary>
    public IReadOnlyList<AuditedField> Untold { get; init; } = [];

    public CaseStory Tell(DateTime createdAt, long? importNumber)
    {
        now = createdAt;
        Create(importNumber);
        if (dice.Chance(90))
            Work();
        if (dice.Chance(2) && Later())
            Delete();

        var (first, last) = (changes[0], changes[^1]);
        last.FacetsAfter = CaseFacets.Of(@case);
        (@case.CreatedAt, @case.CreatedBy) = (first.At, first.Actor);
        (@case.UpdatedAt, @case.UpdatedBy) = (last.At, last.Actor);
        @case.PublicUpdatedAt = changes.FindLast(change => change.IsPublic)!.At;
        @case.Version = changes.Count;
        return new CaseStory(@case, changes)
        {
            Contacts = contacts,
            Bugs = bugs,
            Tags = tags,
        };
    }

    private void Work()
    {
        if (@case.AssignedToId is null && dice.Chance(94) && Later())
            Assign();
        var messages = dice.Weighted(4, 10, 18, 23, 19, 14, 12);
        for (var i = 0; i < messages && Later(); i++)
        {
            Say();
            if (dice.Chance(25) && Later())
                ChangeSomething();
        }
        // Half of a closed case's life is over quickly, and some requests stay open for good.
        if (!dice.Chance(82) || !Later())
            return;
        Close();
        if (people.Length > 0 && dice.Chance(6) && Later())
        {
            Receive(dice.Pick(topic.Incoming));
            if (dice.Chance(70) && Later())
                Close();
        }
    }

    /// <summary>Minutes or days, mostly hours; false when that time has not come yet.</summary>
    private bool Later()
    {
        var minutes = Math.Pow(2, dice.Fraction() * 12) * (slow ? 15 : 1);
        var next = now.AddSeconds(Math.Ceiling(minutes * 60));
        if (next > until)
            return false;
        now = next;
        return true;
    }

    private void Say()
    {
        var incoming = people.Length > 0 && @case.FirstResponseAt is not null && dice.Chance(50);
        if (incoming)
            Receive(dice.Pick(topic.Incoming));
        else if (dice.Chance(22))
            Write(UpdateDirection.Note, dice.Pick(texts.Notes));
        else
            Write(UpdateDirection.Outgoing, dice.Pick(topic.Outgoing));
    }

    private void Write(UpdateDirection direction, string text)
    {
        var change = Change(ChangeAction.Reply, Worker);
        Add(change, new StoryMessage(slots.Fill(text), direction, change.Actor));
        if (direction is not UpdateDirection.Outgoing)
            return;
        var times = SettledTimes.Of(@case);
        @case.FirstResponseAt ??= now;
        change.Settled += SettledTimes.Changed(times, @case);
        if (@case.Status is CaseStatus.Assigned && dice.Chance(35) && Later())
            Set(Change(ChangeAction.Update, Worker), CaseStatus.PendingInput);
    }

    /// <summary>A customer's message wakes a case that waits or was closed.</summary>
    private void Receive(string text)
    {
        var contact = new Actor(UserId: null, @case.OpenedById ?? dice.Pick(people).Id);
        var change = Change(ChangeAction.Reply, contact);
        if (@case.Status >= CaseStatus.PendingInput)
            Set(change, @case.AssignedToId is null ? CaseStatus.New : CaseStatus.Assigned);
        Add(change, new StoryMessage(slots.Fill(text), UpdateDirection.Incoming, contact));
    }

    private void Add(StoryChange change, StoryMessage message)
    {
        change.Message = message;
        var update = new CaseUpdate
        {
            Text = message.Text,
            Direction = message.Direction,
            SentAt = now,
            CreatedAt = now,
        };
        ConversationTimes.Append(@case, update);
    }

    private void Close()
    {
        var change = Change(ChangeAction.Update, Worker);
        var status = CaseStatus.Closed + dice.Weighted(80, 10, 10);
        Set(change, status);
        var text = status switch
        {
            CaseStatus.Closed => dice.Chance(88) ? dice.Pick(topic.Resolutions) : null,
            CaseStatus.Rejected => dice.Pick(texts.Rejections),
            _ => null,
        };
        if (text is not null && slots.Fill(text) is var resolution && !Same(@case.Resolution, resolution))
        {
            change.Fields.Add(new("RESOLUTION", @case.Resolution, resolution));
            @case.Resolution = resolution;
        }
    }

    private void Delete()
    {
        var change = Change(ChangeAction.Delete, Actor.User(1), ChangeKind.Deleted);
        change.Fields.Add(new("DELETED_AT", Before: null, CanonicalText.Of(now)));
        @case.DeletedAt = now;
    }

    private Actor Worker => Actor.User(@case.AssignedToId ?? dice.Pick(world.Staff).Id);

    private StoryChange Change(ChangeAction action, Actor actor, ChangeKind kind = ChangeKind.Updated)
    {
        var change = new StoryChange(now, kind, action, actor, dice.Chance(6) ? dice.Pick(DemoTexts.Reasons) : null)
        {
            FacetsBefore = changes[^1].FacetsAfter = CaseFacets.Of(@case),
        };
        changes.Add(change);
        return change;
    }

    private static bool Same(string? one, string? other) => string.Equals(one, other, StringComparison.Ordinal);
}
