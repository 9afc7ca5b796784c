using System.Collections.Concurrent;
using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Conversation;
using CasesGraph.Data;
using CasesGraph.Links;
using CasesGraph.Model;
using CasesGraph.Tests.ChangeLog.Records;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Query;
using CasesGraph.Tests.Query.Requests;
using CsCheck;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Tests.ChangeLog;

/// <summary>
/// Invariants e, f and h over everything that is done to cases, by several callers at once; tools/random-actions tries
/// more. A failure prints the seed, which repeats the actions, though not who came first.
/// </summary>
public sealed class RandomActionsTests(SmallWorld world) : IClassFixture<SmallWorld>, IAsyncLifetime
{
    private const int Callers = 4;
    private const int ActionsOfOne = 8;
    private static readonly string[] Left = ["attachments", "assignedTo"];

    public async Task InitializeAsync()
    {
        await RandomStatuses.AddAsync(world);
        await RandomTeams.AddAsync(world);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Whatever_several_callers_do_the_log_rebuilds_it_nothing_is_lost_and_the_last_steps_can_be_undone()
    {
        await Gen.Select(RandomAction.Any.Array[ActionsOfOne].Array[Callers], RandomAction.Any)
            .SampleAsync(
                sample => world.Server.Log.WithErrorsAsync(() => RunAsync(sample.Item1, sample.Item2)),
                iter: Iterations.Of(60),
                threads: 1
            );
    }

    private async Task RunAsync(RandomAction[][] callers, RandomAction last)
    {
        await using var db = world.Server.Database.CreateDb();
        var begin = await db.EntityChanges.MaxAsync(change => (long?)change.Id) ?? 0;
        var first = await RandomAction.NewCasesAsync(world, Fields);
        var (sets, messages) = (new ConcurrentQueue<string>(), new ConcurrentBag<string>());
        await Task.WhenAll(callers.Select(actions => RunAsync(actions, first, sets, messages)));
        await LogReplay.AssertAsync(db, first);
        await AssertUndoneAsync(last, first, [.. sets]);
        await AssertUnmergedAsync(first);
        await LogReplay.AssertAsync(db, first);
        await AssertKeptAsync(db, first, messages);
        await AssertPurgedAsync(db, first + (last.Place % RandomAction.Cases));
        await LogReplay.AssertAsync(db, first);
        await EntityReplay.AssertAsync(db, begin);
        await KeptCounts.AssertAsync(world);
    }

    /// <summary>Every other one was opened by a customer.</summary>
    private static string Fields(int place) =>
        $"description: \"Of {place}\"{(place % 2 == 0 ? ", openedById: \"@contact\"" : "")}";

    private static async Task AssertKeptAsync(CasesDb db, long first, IEnumerable<string> messages)
    {
        var kept = await db
            .CaseUpdates.Where(update => update.CaseNumber >= first)
            .Select(update => update.Id)
            .ToListAsync();
        Assert.Subset(
            kept.Select(id => OpaqueId.Encode("CaseUpdate", id)).ToHashSet(StringComparer.Ordinal),
            messages.ToHashSet(StringComparer.Ordinal)
        );
    }

    /// <summary>Nothing of a purged case is left but that it was there; one that others were merged into stays.</summary>
    private async Task AssertPurgedAsync(CasesDb db, long number)
    {
        var purged = await world.RunAsync("purgeCases", $"{{select: {{ids: [{number}]}}}}");
        var isGone = purged.Object("purged").GetInt32() == 1;
        Assert.Equal(isGone, !await db.Cases.AnyAsync(c => c.Number == number));
        if (!isGone)
            return;
        Assert.False(await db.Set<CaseContact>().AnyAsync(link => link.CaseNumber == number));
        Assert.False(await db.CaseUpdates.AnyAsync(update => update.CaseNumber == number));
        Assert.False(
            await db.FieldChanges.AnyAsync(row =>
                row.Change.CaseNumber == number && (row.Before != null || row.After != null)
            )
        );
    }

    private async Task RunAsync(
        RandomAction[] actions,
        long first,
        ConcurrentQueue<string> sets,
        ConcurrentBag<string> messages
    )
    {
        foreach (var action in actions)
        {
            if (await action.RunAsync(world, first, [.. sets]) is not { Errors: [] } done)
                continue;
            if (done.HasChangeSet)
                sets.Enqueue(done.Object("changeSet").GetProperty("id").GetString()!);
            if (action.Mutation is "addCaseUpdate")
                messages.Add(done.Object("caseUpdate").GetProperty("id").GetString()!);
        }
    }

    /// <summary>Nobody touches anything between the action and its undoing.</summary>
    private async Task AssertUndoneAsync(RandomAction action, long first, IReadOnlyList<string> sets)
    {
        var before = await StateAsync(first);
        var done = await action.RunAsync(world, first, sets);
        if (
            done is not { Errors: [], HasChangeSet: true }
            || action.Mutation is "addCaseUpdate" or "duplicateCase" or "createCases"
            // Members stay as they are.
            || action.Mutation is "addTeamMembers" or "removeTeamMembers"
        )
            return;
        if (action.Mutation is "redactCaseField" or "redactCaseUpdate" or "removeAttachments" or "eraseContacts")
        {
            Assert.Equal(["ChangeSetNotRevertibleError"], (await RevertAsync(done)).Errors);
            return;
        }
        // Tags that no case had: there is nothing of a case to undo.
        if (done.Data.TryGetProperty("changed", out var changed) && changed.GetRawText() is "0")
            return;
        var after = await StateAsync(first);
        var undone = await RevertAsync(done);
        if (IsWhole(undone))
            Assert.Equal(before, await StateAsync(first));
        if (IsWhole(undone) && IsWhole(await RevertAsync(undone)))
            Assert.Equal(after, await StateAsync(first));
    }

    /// <summary>A file that was taken away does not come back, nor does an assignee who has gone; the answer says so.</summary>
    private static bool IsWhole(Payload reverted)
    {
        var skipped = reverted.Skipped;
        Assert.All(skipped, one => Assert.Contains(one.GetProperty("field").GetString(), Left, StringComparer.Ordinal));
        return skipped.Count == 0;
    }

    /// <summary>Two cases that are in use, where there are two: merging and unmerging them changes nothing.</summary>
    private async Task AssertUnmergedAsync(long first)
    {
        var used = (
            await world.ReadAsync(
                $$"""{ cases(where: {number: {gte: {{first}}, lt: {{first + RandomAction.Cases}} } }, order: [{number: ASC}]) { nodes { number } } }"""
            )
        )
            .GetProperty("cases")
            .GetProperty("nodes")
            .EnumerateArray()
            .Select(node => node.GetProperty("number").GetInt64())
            .ToList();
        if (used.Count < 2)
            return;
        // A case would not come back to somebody who has gone, or has left its team.
        await world.RunAsync("updateUser", "{id: \"@user\", active: true}");
        foreach (var team in new[] { "VGVhbTox", "@otherTeam", "@team" })
            await world.RunAsync("addTeamMembers", $"{{teamId: \"{team}\", userIds: [\"@user\", \"@otherUser\"]}}");
        var before = await StateAsync(first);
        var merged = await world.RunAsync(
            "mergeCases",
            $"{{primaryId: {used[0]}, duplicateIds: [{used[1]}], acrossAccounts: true}}"
        );
        Assert.Empty(merged.Errors);
        Assert.Empty((await world.RunAsync("unmergeCase", $"{{caseId: {used[1]}}}")).Errors);
        Assert.Equal(before, await StateAsync(first));
    }

    private async Task<Payload> RevertAsync(Payload done)
    {
        var set = done.Object("changeSet").GetProperty("id").GetString();
        return await world.RunAsync("revertChangeSet", $$"""{changeSetId: "{{set}}"}""");
    }

    /// <summary>All of the sequence's cases but what every write raises.</summary>
    private async Task<IReadOnlyList<string>> StateAsync(long first)
    {
        var data = await world.ReadAsync(
            $$"""
            { cases(where: {number: {gte: {{first}} } }, order: [{number: ASC}], includeDeleted: true, first: 100) {
              nodes { {{Mutating.CaseFields}} mergedInto { number } attachments { nodes { id fileName } } }
            } }
            """
        );
        return
        [
            .. data.GetProperty("cases")
                .GetProperty("nodes")
                .EnumerateArray()
                .SelectMany(node => node.EnumerateObject())
                .Where(field => field.Name is not ("version" or "updatedAt"))
                .Select(field => $"{field}"),
        ];
    }
}
