using System.Globalization;
using CasesGraph.Access;
using CasesGraph.Accounts;
using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Contacts;
using CasesGraph.Links;
using CasesGraph.Model;
using CasesGraph.Operations;
using CasesGraph.Tags;
using CasesGraph.Teams;
using CasesGraph.Users;

namespace CasesGraph.Seeding;

/// <summary>Changes of fields and links, each with its entry for the log.</summary>
internal sealed partial class CaseTeller
{
    private void Assign()
    {
        var change = Change(ChangeAction.Update, dice.Chance(50) ? Actor.User(1) : Worker);
        if (@case.Status is CaseStatus.New)
            Set(change, CaseStatus.Assigned);
        Set(change, dice.PickSkewed(world.Teams.Staff(@case.TeamId)));
    }

    private void ChangeSomething()
    {
        switch (dice.Weighted(25, 20, 20, 15, 10, 10))
        {
            case 0 when @case.Priority is not CasePriority.High:
                Set(Change(ChangeAction.Update, Worker), @case.Priority - 1);
                break;
            case 1 when dice.Pick(world.Teams.Staff(@case.TeamId)) is var other && other.Id != @case.AssignedToId:
                Set(Change(ChangeAction.Update, Worker), other);
                break;
            case 2:
                KeepWorkLog(Change(ChangeAction.Update, Worker));
                break;
            case 3 when bugs.Count == 0:
                LinkBug(Change(ChangeAction.Link, Worker));
                break;
            case 4 when people.FirstOrDefault(person => !IsLinked(person)) is { } person:
                Link(Change(ChangeAction.Link, Worker), person, ContactRole.Other);
                break;
            case 5 when contacts.LastOrDefault() is { } link:
                Unlink(Change(ChangeAction.Unlink, Worker), link);
                break;
        }
    }

    private void Set(StoryChange change, CaseStatus status)
    {
        var first = change.Kind is ChangeKind.Created;
        change.Fields.Add(Field<CaseStatus>("STATUS", first ? null : @case.Status, status));
        var (times, before) = (SettledTimes.Of(@case), CaseMoment.Of(@case));
        @case.Status = status;
        SetDetail(change, world.DetailOf(status, number));
        CaseRules.SettleClosing(@case, before.Status, now);
        if (first)
            CaseTimes.Create(@case, now);
        else
            CaseTimes.Edit(@case, before, now);
        if (@case.ClosedAt is not null)
            @case.WaitingSince = null;
        change.Settled += SettledTimes.Changed(times, @case);
    }

    private void SetDetail(StoryChange change, StatusDetail? detail)
    {
        if (@case.StatusDetailId == detail?.Id)
            return;
        var before = world.StatusDetails.FirstOrDefault(one => one.Id == @case.StatusDetailId);
        change.Fields.Add(
            new(
                "STATUS_DETAIL",
                CanonicalText.Of("StatusDetail", before?.Id),
                CanonicalText.Of("StatusDetail", detail?.Id),
                before?.Label,
                detail?.Label
            )
        );
        @case.StatusDetailId = detail?.Id;
    }

    private void Set(StoryChange change, CasePriority priority)
    {
        var first = change.Kind is ChangeKind.Created;
        change.Fields.Add(Field<CasePriority>("PRIORITY", first ? null : @case.Priority, priority));
        @case.Priority = priority;
    }

    private void Set(StoryChange change, CaseType type)
    {
        change.Fields.Add(Field<CaseType>("TYPE", @case.Type, type));
        @case.Type = type;
    }

    private void Set(StoryChange change, AuditedField audited)
    {
        if (UntoldFields.ValueOf((ScalarField)audited.Field, (int)number) is not { } value)
            return;
        audited.Field.Property.SetValue(@case, value);
        var (written, shown) = (CanonicalText.OfScalar(value), CanonicalText.ShownScalar(value));
        change.Fields.Add(new(audited.Name.Name, Before: null, written, BeforeText: null, shown));
    }

    private void Set(StoryChange change, Account account)
    {
        var id = CanonicalText.Of("Account", account.Id);
        change.Fields.Add(new("ACCOUNT", Before: null, id, BeforeText: null, account.Name));
        @case.AccountId = account.Id;
    }

    private void Set(StoryChange change, Team team)
    {
        var id = CanonicalText.Of("Team", team.Id);
        change.Fields.Add(new("TEAM", Before: null, id, BeforeText: null, team.Name));
        @case.TeamId = team.Id;
    }

    private void Set(StoryChange change, User assignee)
    {
        var before = @case.AssignedToId is { } id ? world.User(id) : null;
        change.Fields.Add(
            new(
                "ASSIGNED_TO",
                CanonicalText.Of("User", before?.Id),
                CanonicalText.Of("User", assignee.Id),
                before?.FullName,
                assignee.FullName
            )
        );
        var (times, moment) = (SettledTimes.Of(@case), CaseMoment.Of(@case));
        @case.AssignedToId = assignee.Id;
        CaseTimes.Edit(@case, moment, now);
        change.Settled += SettledTimes.Changed(times, @case);
    }

    private void Set(StoryChange change, Contact opener)
    {
        var id = CanonicalText.Of("Contact", opener.Id);
        change.Fields.Add(new("OPENED_BY", Before: null, id, BeforeText: null, SeedWorld.NameOf(opener)));
        @case.OpenedById = opener.Id;
        @case.WaitingSince = now;
    }

    private void KeepWorkLog(StoryChange change)
    {
        var day = now.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var entry = $"{day}: {slots.Fill(dice.Pick(texts.Notes))}";
        var log = @case.WorkLog is { } before ? $"{before}\n{entry}" : entry;
        change.Fields.Add(new("WORK_LOG", @case.WorkLog, log));
        @case.WorkLog = log;
    }

    private void Link(StoryChange change, Contact contact, ContactRole role)
    {
        if (IsLinked(contact))
            return;
        var link = new CaseContact
        {
            CaseNumber = number,
            ContactId = contact.Id,
            Contact = contact,
            Role = role,
        };
        contacts.Add(link);
        @case.Link(link);
        var id = CanonicalText.Of("Contact", contact.Id);
        change.Fields.Add(
            new("CONTACTS", Before: null, id, BeforeText: null, SeedWorld.NameOf(contact), BeforeRole: null, role)
        );
    }

    private void Unlink(StoryChange change, CaseContact link)
    {
        contacts.Remove(link);
        @case.Unlink(link);
        var id = CanonicalText.Of("Contact", link.ContactId);
        change.Fields.Add(
            new(
                "CONTACTS",
                id,
                After: null,
                SeedWorld.NameOf(link.Contact),
                AfterText: null,
                link.Role,
                AfterRole: null
            )
        );
    }

    private bool IsLinked(Contact contact) => contacts.Any(link => link.ContactId == contact.Id);

    private void LinkBug(StoryChange change)
    {
        var bug = dice.PickSkewed(world.Bugs);
        bugs.Add(new CaseBug { CaseNumber = number, BugNumber = bug.Number });
        change.Fields.Add(
            new("BUGS", Before: null, CanonicalText.Of("Bug", bug.Number), BeforeText: null, bug.Subject)
        );
    }

    private void Mark(StoryChange change, Tag tag)
    {
        var link = new CaseTag { CaseNumber = number, TagId = tag.Id };
        tags.Add(link);
        @case.Link(link);
        change.Fields.Add(new("TAGS", Before: null, CanonicalText.Of("Tag", tag.Id), BeforeText: null, tag.Name));
    }

    private static StoryField Field<TEnum>(string field, TEnum? before, TEnum? after)
        where TEnum : struct, Enum =>
        new(
            field,
            CanonicalText.Of(before),
            CanonicalText.Of(after),
            CanonicalText.Label(before),
            CanonicalText.Label(after)
        );
}
