using System.Globalization;
using System.Text.Json;
using CasesGraph.Jobs;
using CasesGraph.Model;
using CasesGraph.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Tests.Teams;

/// <summary>What becomes of all kinds of operations that are under way when rights change.</summary>
public sealed class ChangedOperationsTests(TeamWorld world) : IClassFixture<TeamWorld>
{
    [Theory]
    [MemberData(nameof(Followed.Transports), MemberType = typeof(Followed))]
    public async Task What_may_not_be_followed_any_more_ends_with_the_error_of_a_new_one(FollowedOver transport)
    {
        var (_, _, user) = await world.MemberAsync();
        await using var stream = await world.FollowAsync(transport, user);

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
        var (mine, other, user) = await world.MemberAsync("CASE_VIEW:TEAM", "PERSONAL_DATA_VIEW:ALL");
        var start = await world.CursorAsync();
        await using var socket = await OpenAsync(user);
        await socket.SubscribeAsync("cases", Followed.Query(start));
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
    [MemberData(nameof(Followed.Transports), MemberType = typeof(Followed))]
    public async Task What_of_an_event_is_hidden_is_so_from_then_on(FollowedOver transport)
    {
        var (mine, _, user) = await world.MemberAsync("CASE_VIEW:TEAM", "PERSONAL_DATA_VIEW:ALL");
        var other = await world.UserAsync(mine);
        await world.RunAsync("updateUser", new { id = other, email = "other@example.com" });
        await using var stream = await world.FollowAsync(
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
    [MemberData(nameof(Followed.Transports), MemberType = typeof(Followed))]
    public async Task All_records_are_followed_alike(FollowedOver transport)
    {
        var (mine, other, user) = await world.MemberAsync();
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
    [MemberData(nameof(Followed.Transports), MemberType = typeof(Followed))]
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

    private Task<GraphSocket> OpenAsync(string user) =>
        GraphSocket.OpenAsync(
            world.Client,
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                [CallersByUser.Header] = TeamWorld.Key(user).ToString(CultureInfo.InvariantCulture),
            }
        );

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
