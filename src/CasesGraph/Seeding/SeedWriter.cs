using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Conversation;
using CasesGraph.Data;
using CasesGraph.Links;
using CasesGraph.Model;
using CasesGraph.Tags;

namespace CasesGraph.Seeding;

/// <summary>Cases and their log on their way into the tables. Keys of log rows are given here, in the order written.</summary>
/// <param name="written">How many change sets there are already, and as many changes.</param>
internal sealed class SeedWriter(BulkLoad load, long written) : IDisposable
{
    private readonly BulkInsert<Case> cases = load.Into<Case>();
    private readonly BulkInsert<CaseContact> contacts = load.Into<CaseContact>();
    private readonly BulkInsert<CaseBug> bugs = load.Into<CaseBug>();
    private readonly BulkInsert<CaseTag> tags = load.Into<CaseTag>();
    private readonly BulkInsert<ChangeSet> sets = load.Into<ChangeSet>();
    private readonly BulkInsert<CaseChange> changes = load.Into<CaseChange>();
    private readonly BulkInsert<FieldChange> fields = load.Into<FieldChange>();
    private readonly BulkInsert<CaseUpdate> updates = load.Into<CaseUpdate>();

    private long lastSet = written;
    private long lastChange = written;
    private long lastField;
    private long lastUpdate;
    private long? import;

    public void Write(CaseStory story)
    {
        cases.Run(story.Case);
        foreach (var link in story.Contacts)
            contacts.Run(link);
        foreach (var link in story.Bugs)
            bugs.Run(link);
        foreach (var link in story.Tags)
            tags.Run(link);
    }

    public void Write(long caseNumber, int version, StoryChange change)
    {
        // One import is one change set, whose cases follow one another.
        if (change.ImportNumber is null || change.ImportNumber != import)
            Write(change);
        import = change.ImportNumber;
        changes.Run(
            new()
            {
                Id = ++lastChange,
                Kind = change.Kind,
                CaseNumber = caseNumber,
                Version = version,
                ChangeSetId = lastSet,
                OccurredAt = change.At,
                ActorKey = change.Actor.LogKey,
                Settled = change.Settled,
                Internal = CaseChange.IsInternal(change.Kind, change.IsPublic),
                FacetsBefore = change.FacetsBefore,
                FacetsAfter = change.FacetsAfter,
            }
        );
        foreach (var field in change.Fields)
            Write(field);
        if (change.Message is { } message)
            Write(caseNumber, message, change.At);
    }

    private void Write(StoryChange change) =>
        sets.Run(
            new()
            {
                Id = ++lastSet,
                Action = change.Action,
                Actor = change.Actor,
                Reason = change.Reason,
                OccurredAt = change.At,
            }
        );

    private void Write(long caseNumber, StoryMessage message, DateTime at)
    {
        updates.Run(
            new()
            {
                Id = ++lastUpdate,
                CaseNumber = caseNumber,
                Text = message.Text,
                Direction = message.Direction,
                Author = new(message.Author.UserId, message.Author.ContactId),
                SentAt = at,
                CreatedAt = at,
                ChangeId = lastChange,
            }
        );
        var id = OpaqueId.Encode(nameof(CaseUpdate), lastUpdate);
        Write(new StoryField("UPDATES", Before: null, id, AfterText: CanonicalText.Beginning(message.Text)));
    }

    private void Write(StoryField field) =>
        fields.Run(
            new()
            {
                Id = ++lastField,
                ChangeId = lastChange,
                Field = new(field.Field),
                Before = field.Before,
                After = field.After,
                BeforeRole = field.BeforeRole,
                AfterRole = field.AfterRole,
                BeforeText = field.BeforeText,
                AfterText = field.AfterText,
            }
        );

    public void Dispose()
    {
        foreach (var insert in (IDisposable[])[cases, contacts, bugs, tags, sets, changes, fields, updates])
            insert.Dispose();
    }
}
