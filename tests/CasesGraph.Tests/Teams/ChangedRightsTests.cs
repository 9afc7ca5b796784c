using System.Globalization;
using System.Text.Json;
using CasesGraph.Jobs;
using CasesGraph.Model;
using CasesGraph.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Tests.Teams;

/// <summary>Who follows while roles and teams change goes on with what is seen by then, and is told to read lists again.</summary>
public sealed class ChangedRightsTests(TeamWorld world) : IClassFixture<TeamWorld>
{
    public static TheoryData<FollowedOver> Transports => [FollowedOver.Socket, FollowedOver.Events];

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task Events_of_a_new_team_come_behind_the_answer_that_says_so(FollowedOver transport)
    {
        var (mine, other, user) = await MemberAsync();
        await using var stream = await FollowAsync(transport, user);
        await world.CaseAsync(other);
        await IsNextAsync(stream, await world.CaseAsync(mine));

        await world.AddAsync(other, user);
        await stream.ChangedAsync();

        await IsNextAsync(stream, await world.CaseAsync(other));
        await IsNextAsync(stream, await world.CaseAsync(mine));
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task No_event_of_a_lost_team_comes_behind_the_answer_that_says_so(FollowedOver transport)
    {
        var (mine, other, user) = await MemberAsync();
        await world.AddAsync(other, user);
        // Both follow the same, and neither may get what was begun for the rights before.
        await using var stream = await FollowAsync(transport, user);
        await using var beside = await FollowAsync(transport, user);
        var lost = await world.CaseAsync(other);
        foreach (var one in new[] { stream, beside })
            await IsNextAsync(one, lost);

        await world.RemoveAsync(other, user);
        foreach (var one in new[] { stream, beside })
            await one.ChangedAsync();
        await world.RunAsync("updateCase", new { id = $"{lost}", subject = "Lost" });
        await world.CaseAsync(other);

        var kept = await world.CaseAsync(mine);
        foreach (var one in new[] { stream, beside })
            await IsNextAsync(one, kept);
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task A_role_that_allows_less_or_more_is_one_answer_each(FollowedOver transport)
    {
        var (mine, other, user) = await MemberAsync();
        await using var stream = await FollowAsync(transport, user);

        await world.GiveAsync(user, await world.RoleAsync("CASE_VIEW:ALL"));
        await stream.ChangedAsync();
        await IsNextAsync(stream, await world.CaseAsync(other));

        await world.GiveAsync(user, await world.RoleAsync("CASE_VIEW:OWN"));
        await stream.ChangedAsync();
        await world.CaseAsync(other);
        await world.CaseAsync(mine);
        await IsNextAsync(stream, await world.CaseAsync(mine, user));
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task What_happens_before_anything_was_told_is_told_once(FollowedOver transport)
    {
        var (mine, other, user) = await MemberAsync();
        await using var stream = await FollowAsync(transport, user);

        await world.AddAsync(other, user);
        var numbers = new[] { await world.CaseAsync(mine), await world.CaseAsync(other), await world.CaseAsync(mine) };

        // What is written before the change is noticed comes before it or behind it; of the other team perhaps not.
        var (told, changes) = (new List<long>(), 0);
        while (told.Count == 0 || told[^1] != numbers[^1] || changes == 0)
        {
            var answer = (await stream.NextAsync())!.Value;
            if (FollowedStream.IsChanged(answer))
                changes++;
            else
                told.Add(NumberOf(FollowedStream.Value(answer)));
        }
        Assert.Equal(1, changes);
        Assert.Equal([numbers[0], numbers[2]], told.Where(number => number != numbers[1]));
        Assert.Equal(told.Order(), told);
        await IsNextAsync(stream, await world.CaseAsync(other));
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task Who_catches_up_from_the_log_goes_on_from_the_same_place(FollowedOver transport)
    {
        var (mine, other, user) = await MemberAsync();
        await world.AddAsync(other, user);
        var start = await world.CursorAsync();
        // More than fits between the server and a client that does not read.
        var filling = new string('x', 100_000);
        var (kept, lost) = (new List<long>(), new List<long>());
        foreach (var at in Enumerable.Range(0, 60))
        {
            var made = await world.RunAsync(
                "createCase",
                new
                {
                    subject = "Any",
                    description = filling,
                    teamId = at % 2 == 0 ? mine : other,
                }
            );
            (at % 2 == 0 ? kept : lost).Add(NumberOf(made.Case));
        }
        await world.Server.SettledAsync();
        var often = string.Join(' ', Enumerable.Range(0, 8).Select(at => $"d{at}: description"));
        await using var stream = await FollowAsync(transport, user, start, $"number: caseNumber case {{ {often} }}");
        var first = await stream.EventAsync();

        await world.RemoveAsync(other, user);
        var (before, behind) = (new List<long> { NumberOf(first) }, new List<long>());
        var told = before;
        while (told == before || !before.Concat(behind).Contains(kept[^1]))
        {
            var answer = (await stream.NextAsync())!.Value;
            if (FollowedStream.IsChanged(answer))
                told = behind;
            else
                told.Add(NumberOf(FollowedStream.Value(answer)));
        }

        Assert.Equal([.. kept, .. lost.Where(number => number <= before[^1])], before.Concat(behind).ToHashSet());
        Assert.Equal(before.Concat(behind).Order(), before.Concat(behind));
        Assert.Empty(behind.Intersect(lost));
    }

    [Fact]
    public async Task A_client_of_events_can_come_again_behind_the_answer_that_says_so()
    {
        var (mine, other, user) = await MemberAsync();
        var start = await world.CursorAsync();
        var query = Query(start);
        await world.CaseAsync(mine);
        using (var events = await GraphEvents.OpenAsync(world.Server.As(user), query))
        {
            var first = (await events.ReadAsync())!;
            await world.AddAsync(other, user);
            var changed = (await events.ReadAsync())!;
            Assert.True(FollowedStream.IsChanged(JsonDocument.Parse(changed.Data).RootElement));
            Assert.True(Position(changed.Id) >= Position(first.Id), $"{first.Id} {changed.Id}");
            start = changed.Id!;
        }
        var number = await world.CaseAsync(other);

        using var again = await GraphEvents.OpenAsync(world.Server.As(user), query, lastEventId: start);
        var next = (await again.ReadAsync())!;
        Assert.Equal($"{{\"data\":{{\"onCaseChanged\":{{\"number\":{number}}}}}}}", next.Data);
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task What_may_not_be_followed_any_more_ends_with_the_error_of_a_new_one(FollowedOver transport)
    {
        var (_, _, user) = await MemberAsync();
        await using var stream = await FollowAsync(transport, user);

        await world.GiveAsync(user, await world.RoleAsync("DIRECTORY_VIEW:ALL"));

        Assert.Equal("FORBIDDEN", await stream.RefusalAsync());
        // A socket stays.
        Assert.Equal(
            user,
            TeamWorld.Id((await stream.AskAsync("{ me { user { id } } }")).GetProperty("me").GetProperty("user"))
        );
    }

    [Fact]
    public async Task What_else_is_under_way_on_a_socket_goes_on_and_what_begins_has_the_new_rights()
    {
        var (mine, other, user) = await MemberAsync("CASE_VIEW:TEAM", "PERSONAL_DATA_VIEW:ALL");
        var start = await world.CursorAsync();
        await using var socket = await OpenAsync(user);
        await socket.SubscribeAsync("cases", Query(start));
        await socket.SubscribeAsync(
            "personal",
            $$"""subscription { onCaseChanged(after: "{{start}}", where: { not: { case: { assignedTo: { email: { eq: "x@y.pt" } } } } }) { number: caseNumber } }"""
        );
        var number = await world.CaseAsync(mine);
        Assert.Equal(
            new[] { ("cases", "next"), ("personal", "next") },
            new[] { await SaysAsync(), await SaysAsync() }.Order()
        );

        await world.GiveAsync(user, await world.RoleAsync("CASE_VIEW:ALL"));
        Assert.Equal(
            new[] { ("cases", "next"), ("personal", "error") },
            new[] { await SaysAsync(), await SaysAsync() }.Order()
        );

        Assert.NotEqual(number, await world.CaseAsync(other));
        Assert.Equal(("cases", "next"), await SaysAsync());
        await socket.SubscribeAsync("new", "{ me { grants { action level } } }");
        var grants = (await socket.NextAsync("new")).GetProperty("grants").GetRawText();
        Assert.Contains("""{"action":"CASE_VIEW","level":"ALL"}""", grants, StringComparison.Ordinal);
        Assert.Contains("""{"action":"PERSONAL_DATA_VIEW","level":"NONE"}""", grants, StringComparison.Ordinal);

        async Task<(string, string)> SaysAsync()
        {
            var message = await socket.MessageAsync();
            return (message.GetProperty("id").GetString()!, message.GetProperty("type").GetString()!);
        }
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task What_of_an_event_is_hidden_is_so_from_then_on(FollowedOver transport)
    {
        var (mine, _, user) = await MemberAsync("CASE_VIEW:TEAM", "PERSONAL_DATA_VIEW:ALL");
        var other = await world.UserAsync(mine);
        await world.RunAsync("updateUser", new { id = other, email = "other@example.com" });
        await using var stream = await FollowAsync(
            transport,
            user,
            selection: "number: caseNumber case { assignedTo { email } }"
        );
        var number = await world.CaseAsync(mine, other);
        Assert.Contains("other@example.com", $"{await stream.NextAsync()}", StringComparison.Ordinal);

        await world.GiveAsync(user, await world.RoleAsync("CASE_VIEW:TEAM"));
        await stream.ChangedAsync();
        await world.RunAsync("updateCase", new { id = $"{number}", subject = "Other" });

        var answer = (await stream.NextAsync())!.Value;
        Assert.Equal("""{"assignedTo":{"email":null}}""", $"{FollowedStream.Value(answer).GetProperty("case")}");
        Assert.Equal("""{"access":{"hidden":["User.email"]}}""", $"{answer.GetProperty("extensions")}");
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task All_records_are_followed_alike(FollowedOver transport)
    {
        var (mine, other, user) = await MemberAsync();
        var start = await world.CursorAsync();
        await using var stream = await FollowedStream.OpenAsync(
            transport,
            world.Server.As(user),
            $$"""subscription { onRecordChanged(after: "{{start}}", types: [CASE, ACCOUNT]) { recordId } }"""
        );
        await world.RunAsync("createAccount", new { name = "Before" });
        await IsNextRecordAsync(await world.CaseAsync(mine));

        await world.GiveAsync(user, await world.RoleAsync("CASE_VIEW:TEAM", "DIRECTORY_VIEW:ALL"));
        await stream.ChangedAsync();
        await world.CaseAsync(other);
        var account = TeamWorld.Id((await world.RunAsync("createAccount", new { name = "After" })).Object("account"));

        Assert.Equal(account, (await stream.EventAsync()).GetProperty("recordId").GetString());

        async Task IsNextRecordAsync(long number) =>
            Assert.Equal(
                OpaqueId.Encode("Case", number),
                (await stream.EventAsync()).GetProperty("recordId").GetString()
            );
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task A_job_is_followed_to_its_end_by_whoever_still_sees_it(FollowedOver transport)
    {
        var (owner, manager) = (await world.UserAsync(), await world.UserAsync());
        await world.GiveAsync(owner, await world.RoleAsync("CASE_VIEW:ALL"));
        await world.GiveAsync(manager, await world.RoleAsync("JOBS_MANAGE:ALL"));
        await using var lead = await world.Server.Database.Outside.TryLeadAsync("jobs", CancellationToken.None);
        Assert.NotNull(lead);
        var id = await KeptJobAsync(owner);
        var query = $$"""subscription { onJobProgress(id: "{{OpaqueId.Encode("Job", id)}}") { done } }""";
        await using var own = await FollowedStream.OpenAsync(transport, world.Server.As(owner), query);
        await using var any = await FollowedStream.OpenAsync(transport, world.Server.As(manager), query);
        Assert.Equal(0, Done(await own.EventAsync()));
        Assert.Equal(0, Done(await any.EventAsync()));

        foreach (var user in new[] { owner, manager })
            await world.GiveAsync(user, await world.RoleAsync("CASE_VIEW:TEAM"));

        await own.ChangedAsync();
        Assert.Equal(0, Done(await own.EventAsync()));
        Assert.Equal("INVALID_ID", await any.RefusalAsync());
        await SetAsync(
            id,
            job => (job.Done, job.FinishedAt, job.Status) = (7, DateTime.UnixEpoch, JobStatus.Succeeded)
        );
        Assert.Equal(7, Done(await own.EventAsync()));
        Assert.Null(await own.NextAsync());

        static int Done(JsonElement job) => job.GetProperty("done").GetInt32();
    }

    /// <summary>A team, another, and a user of the first alone who sees the cases of their teams.</summary>
    private async Task<(string Mine, string Other, string User)> MemberAsync(params string[] grants)
    {
        var (mine, other) = (await world.TeamAsync(), await world.TeamAsync());
        var user = await world.UserAsync(mine);
        await world.GiveAsync(user, await world.RoleAsync(grants is [] ? ["CASE_VIEW:TEAM"] : grants));
        return (mine, other, user);
    }

    private async Task<FollowedStream> FollowAsync(
        FollowedOver transport,
        string user,
        string? start = null,
        string selection = "number: caseNumber"
    ) =>
        await FollowedStream.OpenAsync(
            transport,
            world.Server.As(user),
            Query(start ?? await world.CursorAsync(), selection)
        );

    private Task<GraphSocket> OpenAsync(string user) =>
        GraphSocket.OpenAsync(
            world.Client,
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                [CallersByUser.Header] = TeamWorld.Key(user).ToString(CultureInfo.InvariantCulture),
            }
        );

    private static string Query(string start, string selection = "number: caseNumber") =>
        $$"""subscription { onCaseChanged(after: "{{start}}") { {{selection}} } }""";

    private static async Task IsNextAsync(FollowedStream stream, long number) =>
        Assert.Equal(number, NumberOf(await stream.EventAsync()));

    private static long NumberOf(JsonElement change) => change.GetProperty("number").GetInt64();

    private static long Position(string? cursor) =>
        CasesGraph.Query.LogPosition.TryParse(cursor!, out var position) ? position : -1;

    /// <summary>A job that nobody works at while the test leads all.</summary>
    private async Task<long> KeptJobAsync(string owner)
    {
        await using var db = world.Server.Database.CreateDb();
        var job = new Job
        {
            Kind = JobKind.MassUpdate,
            Status = JobStatus.Running,
            Total = 9,
            CreatedAt = DateTime.UnixEpoch,
            OwnerId = TeamWorld.Key(owner),
        };
        db.Jobs.Add(job);
        await db.SaveChangesAsync();
        return job.Id;
    }

    private async Task SetAsync(long id, Action<Job> change)
    {
        await using var db = world.Server.Database.CreateDb();
        change(await db.Jobs.SingleAsync(job => job.Id == id));
        await db.SaveChangesAsync();
    }
}
