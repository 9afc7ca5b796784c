using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Conversation;
using CasesGraph.Model;
using CasesGraph.Seeding;
using CasesGraph.Tests.Data;
using CasesGraph.Users;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Tests.Seeding;

public sealed class SeededLogTests : IAsyncLifetime
{
    private TemporaryDatabase database = null!;
    private List<Case> cases = [];
    private List<CaseChange> log = [];

    public async Task InitializeAsync()
    {
        database = await TemporaryDatabase.CreateAsync();
        var until = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        await new Seeder(database.Connections).SeedAsync(300, until, progress: null, default);
        await using var db = database.CreateDb();
        cases = await db
            .Cases.Include(c => c.Contacts)
            .Include(c => c.Bugs)
            .Include(c => c.Updates)
            .AsSplitQuery()
            .ToListAsync();
        log = await db
            .CaseChanges.Include(change => change.Fields)
            .Include(change => change.ChangeSet)
            .OrderBy(change => change.Id)
            .ToListAsync();
    }

    public async Task DisposeAsync() => await database.DisposeAsync();

    [Fact]
    public void A_seeded_log_replays_to_the_seeded_cases()
    {
        var replayed = new Dictionary<(long Case, string Field), SortedSet<string>>();
        foreach (var change in log)
        {
            foreach (var field in change.Fields.OrderBy(field => field.Id))
                Replay(replayed, (change.CaseNumber!.Value, field.Field.Name), field);
        }

        foreach (var c in cases)
        {
            foreach (var (field, values) in AuditedValues(c))
            {
                var found = replayed.GetValueOrDefault((c.Number, field), []);
                Assert.True(found.SetEquals(values), $"{field} of {c.Number}");
            }
        }
    }

    [Fact]
    public void The_log_is_in_the_order_of_time_without_gaps()
    {
        Assert.Equal(Enumerable.Range(1, log.Count).Select(id => (long)id), log.Select(change => change.Id));
        Assert.Equal(log.Select(change => change.OccurredAt).Order(), log.Select(change => change.OccurredAt));
        Assert.All(log, change => Assert.Equal(change.ChangeSet.OccurredAt, change.OccurredAt));
    }

    [Fact]
    public void Versions_times_and_actors_of_a_case_are_those_of_its_changes()
    {
        foreach (var c in cases)
        {
            var changes = log.Where(change => change.CaseNumber == c.Number).ToList();
            Assert.Equal(Enumerable.Range(1, c.Version), changes.Select(change => change.Version));
            Assert.Equal((ChangeKind.Created, c.CreatedAt, c.CreatedBy), Facts(changes[0]));
            Assert.Equal((changes[^1].Kind, c.UpdatedAt, c.UpdatedBy), Facts(changes[^1]));
            Assert.Equal(c.DeletedAt is not null, changes[^1].Kind is ChangeKind.Deleted);
        }

        static (ChangeKind, DateTime, Actor) Facts(CaseChange change) =>
            (change.Kind, change.OccurredAt, change.ChangeSet.Actor);
    }

    [Fact]
    public void Times_follow_from_status_and_conversation()
    {
        foreach (var c in cases)
        {
            Assert.Equal(c.State is CaseState.Closed, c.ClosedAt is not null);
            Assert.Equal(c.Status >= CaseStatus.Closed, c.State is CaseState.Closed);
            Assert.False(c.Status is CaseStatus.Assigned && c.AssignedToId is null);
            var responses = c.Updates.Where(update => update.Direction is UpdateDirection.Outgoing);
            Assert.Equal(c.FirstResponseAt, responses.Min(update => (DateTime?)update.CreatedAt));
            Assert.All(
                c.Updates,
                update => Assert.Equal(update.AuthorContactId is not null, update.Direction is UpdateDirection.Incoming)
            );
        }
    }

    [Fact]
    public void Every_message_is_in_the_log_by_the_change_that_added_it()
    {
        var logged = log.SelectMany(change =>
            change.Fields.Where(field => field.Field == CaseField.Updates).Select(field => (change.Id, field.After!))
        );
        var messages = cases
            .SelectMany(c => c.Updates)
            .Select(update => (update.ChangeId, OpaqueId.Encode("CaseUpdate", update.Id)));
        Assert.Equal(messages.Order(), logged.Order());
    }

    private static void Replay(
        Dictionary<(long, string), SortedSet<string>> replayed,
        (long, string) field,
        FieldChange change
    )
    {
        if (!replayed.TryGetValue(field, out var values))
            replayed[field] = values = new SortedSet<string>(StringComparer.Ordinal);
        // What the log says was there before must have been there.
        if (change.Before is { } before)
            Assert.True(values.Remove(WithRole(before, change.BeforeRole)));
        else if (field.Item2 is not ("CONTACTS" or "BUGS" or "UPDATES"))
            Assert.Empty(values);
        if (change.After is { } after)
            Assert.True(values.Add(WithRole(after, change.AfterRole)));
    }

    private static IEnumerable<(string Field, IEnumerable<string> Values)> AuditedValues(Case c)
    {
        yield return ("SUBJECT", [c.Subject]);
        yield return ("DESCRIPTION", Some(c.Description));
        yield return ("STATUS", Some(CanonicalText.Of<CaseStatus>(c.Status)));
        yield return ("PRIORITY", Some(CanonicalText.Of<CasePriority>(c.Priority)));
        yield return ("TYPE", Some(CanonicalText.Of(c.Type)));
        yield return ("RESOLUTION", Some(c.Resolution));
        yield return ("WORK_LOG", Some(c.WorkLog));
        yield return ("EXTERNAL_REFERENCE", Some(c.ExternalReference));
        yield return ("ACCOUNT", Some(CanonicalText.Of("Account", c.AccountId)));
        yield return ("ASSIGNED_TO", Some(CanonicalText.Of("User", c.AssignedToId)));
        yield return ("OPENED_BY", Some(CanonicalText.Of("Contact", c.OpenedById)));
        yield return ("DELETED_AT", Some(c.DeletedAt is { } at ? CanonicalText.Of(at) : null));
        yield return (
            "CONTACTS",
            c.Contacts.Select(link => WithRole(OpaqueId.Encode("Contact", link.ContactId), link.Role))
        );
        yield return ("BUGS", c.Bugs.Select(link => OpaqueId.Encode("Bug", link.BugNumber)));
        yield return ("UPDATES", c.Updates.Select(update => OpaqueId.Encode("CaseUpdate", update.Id)));
    }

    private static string[] Some(string? value) => value is null ? [] : [value];

    private static string WithRole(string value, ContactRole? role) => role is null ? value : $"{value} {role}";
}
