using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Data;
using CasesGraph.Model;

namespace CasesGraph.Seeding;

/// <summary>Cases and their log on their way into the tables. Keys of log rows are given here, in the order written.</summary>
internal sealed class SeedWriter(BulkLoad load) : IDisposable
{
    private readonly BulkInsert cases = load.Into(nameof(Case), [nameof(Case.Number), .. CaseRow.Names]);
    private readonly BulkInsert contacts = load.Into(nameof(CaseContact), "CaseNumber", "ContactId", "Role");
    private readonly BulkInsert bugs = load.Into(nameof(CaseBug), "CaseNumber", "BugNumber");

    private readonly BulkInsert sets = load.Into(
        nameof(ChangeSet),
        "Id",
        "Action",
        "ActorUserId",
        "ActorContactId",
        "Reason",
        "OccurredAt"
    );

    private readonly BulkInsert changes = load.Into(
        nameof(CaseChange),
        "Id",
        "Kind",
        "CaseNumber",
        "Version",
        "ChangeSetId",
        "OccurredAt",
        "Settled"
    );

    private readonly BulkInsert fields = load.Into(
        nameof(FieldChange),
        "Id",
        "ChangeId",
        "Field",
        "Before",
        "After",
        "BeforeRole",
        "AfterRole",
        "BeforeText",
        "AfterText"
    );

    private readonly BulkInsert updates = load.Into(
        nameof(Conversation.CaseUpdate),
        "Id",
        "CaseNumber",
        "Text",
        "Direction",
        "AuthorUserId",
        "AuthorContactId",
        "CreatedAt",
        "ChangeId"
    );

    private long lastSet;
    private long lastChange;
    private long lastField;
    private long lastUpdate;
    private long? import;

    public void Write(Case c)
    {
        cases.Run([c.Number, .. CaseRow.Values(c)]);
        foreach (var link in c.Contacts)
            contacts.Run(link.CaseNumber, link.ContactId, (int)link.Role);
        foreach (var link in c.Bugs)
            bugs.Run(link.CaseNumber, link.BugNumber);
    }

    public void Write(long caseNumber, int version, StoryChange change)
    {
        // One import is one change set, whose cases follow one another.
        if (change.ImportNumber is null || change.ImportNumber != import)
        {
            var (user, contact) = change.Actor;
            sets.Run(++lastSet, (int)change.Action, user, contact, change.Reason, change.At);
        }
        import = change.ImportNumber;
        changes.Run(++lastChange, (int)change.Kind, caseNumber, version, lastSet, change.At, change.Settled);
        foreach (var field in change.Fields)
            Write(field);
        if (change.Message is { } message)
            Write(caseNumber, message, change.At);
    }

    private void Write(long caseNumber, StoryMessage message, DateTime at)
    {
        var (user, contact) = message.Author;
        updates.Run(++lastUpdate, caseNumber, message.Text, (int)message.Direction, user, contact, at, lastChange);
        var id = OpaqueId.Encode(nameof(Conversation.CaseUpdate), lastUpdate);
        Write(new StoryField("UPDATES", Before: null, id, AfterText: CanonicalText.Beginning(message.Text)));
    }

    private void Write(StoryField field) =>
        fields.Run(
            ++lastField,
            lastChange,
            field.Field,
            field.Before,
            field.After,
            (int?)field.BeforeRole,
            (int?)field.AfterRole,
            field.BeforeText,
            field.AfterText
        );

    public void Dispose()
    {
        foreach (var insert in (BulkInsert[])[cases, contacts, bugs, sets, changes, fields, updates])
            insert.Dispose();
    }
}
