using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Contacts;
using CasesGraph.Conversation;
using CasesGraph.Data.Migrations;
using CasesGraph.Model;
using CasesGraph.Seeding;
using CasesGraph.Tests.ChangeLog;
using CasesGraph.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace CasesGraph.Tests.Seeding;

public sealed class SeededLogTests : IAsyncLifetime
{
    private TestDatabase database = null!;
    private List<Case> cases = [];
    private List<CaseChange> log = [];
    private List<RecordChange> all = [];

    public async Task InitializeAsync()
    {
        database = await TestDatabase.CreateAsync();
        var until = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        await new Seeder(database.Outside).SeedAsync(300, until, progress: null, default);
        await using var db = database.CreateDb();
        cases = await db.Cases.WithPartsAsync(db);
        log = await db
            .CaseChanges.Include(change => change.Fields)
            .Include(change => change.ChangeSet)
            .OrderBy(change => change.Id)
            .ToListAsync();
        all = await db.Set<RecordChange>().Include(change => change.ChangeSet).OrderBy(c => c.Id).ToListAsync();
    }

    public async Task DisposeAsync() => await database.DisposeAsync();

    [Fact]
    public void A_seeded_log_replays_to_the_seeded_cases()
    {
        LogReplay.AssertRebuilds(cases, log);
    }

    [Fact]
    public void The_log_is_in_the_order_of_time_without_gaps()
    {
        Assert.Equal(Enumerable.Range(1, all.Count).Select(id => (long)id), all.Select(change => change.Id));
        Assert.Equal(all.Select(change => change.OccurredAt).Order(), all.Select(change => change.OccurredAt));
        Assert.All(all, change => Assert.Equal(change.ChangeSet.OccurredAt, change.OccurredAt));
    }

    [Fact]
    public void Versions_times_and_actors_of_a_case_are_those_of_its_changes()
    {
        LogReplay.AssertVersions(cases, log);
    }

    [Fact]
    public void Times_that_lists_are_worked_by_follow_from_conversation_and_log() => WorkTimesOracle.Assert(cases, log);

    [Fact]
    public async Task Cases_of_an_older_version_get_the_times_that_lists_are_worked_by()
    {
        await using var db = database.CreateDb();
        await db.Cases.ExecuteUpdateAsync(set =>
            set.SetProperty(c => c.MessageCount, 0)
                .SetProperty(c => c.LastIncomingAt, (DateTime?)null)
                .SetProperty(c => c.LastOutgoingAt, (DateTime?)null)
                .SetProperty(c => c.LastMessageAt, (DateTime?)null)
                .SetProperty(c => c.LastMessageDirection, (UpdateDirection?)null)
                .SetProperty(c => c.WaitingSince, (DateTime?)null)
                .SetProperty(c => c.StatusChangedAt, (DateTime?)null)
                .SetProperty(c => c.AssignedAt, (DateTime?)null)
                .SetProperty(c => c.ReopenedCount, (int?)null)
                .SetProperty(c => c.LastClosedAt, (DateTime?)null)
        );
        var migration = new MigrationBuilder(db.Database.ProviderName);
        WorkTimesFill.Run(migration);
        foreach (var statement in migration.Operations.OfType<SqlOperation>())
            await db.Database.ExecuteSqlRawAsync(statement.Sql);

        var filled = await db.Cases.AsNoTracking().WithPartsAsync(db);
        WorkTimesOracle.Assert(filled, log);
        Assert.Equal(
            cases.ToDictionary(c => c.Number, c => c.LastClosedAt),
            filled.ToDictionary(c => c.Number, c => c.LastClosedAt)
        );
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
            Assert.Equal(c.FirstResponseAt, responses.Min(update => (DateTime?)update.SentAt));
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
            change.Fields.Where(field => field.Field.Name is "UPDATES").Select(field => (change.Id, field.After!))
        );
        var messages = cases
            .SelectMany(c => c.Updates)
            .Select(update => (update.ChangeId, OpaqueId.Encode("CaseUpdate", update.Id)));
        Assert.Equal(messages.Order(), logged.Order());
    }
}
