using System.Text.Json;
using CasesGraph.Query;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Teams;

/// <summary>Who follows while roles and teams change goes on with what is seen by then, and is told to read lists again.</summary>
public sealed class ChangedRightsTests(TeamWorld world) : IClassFixture<TeamWorld>
{
    [Theory]
    [MemberData(nameof(Followed.Transports), MemberType = typeof(Followed))]
    public async Task Events_of_a_new_team_come_behind_the_answer_that_says_so(FollowedOver transport)
    {
        var (mine, other, user) = await world.MemberAsync();
        await using var stream = await world.FollowAsync(transport, user);
        await world.CaseAsync(other);
        await Followed.IsNextAsync(stream, await world.CaseAsync(mine));

        await world.AddAsync(other, user);
        await stream.ChangedAsync();

        await Followed.IsNextAsync(stream, await world.CaseAsync(other));
        await Followed.IsNextAsync(stream, await world.CaseAsync(mine));
    }

    [Theory]
    [MemberData(nameof(Followed.Transports), MemberType = typeof(Followed))]
    public async Task No_event_of_a_lost_team_comes_behind_the_answer_that_says_so(FollowedOver transport)
    {
        var (mine, other, user) = await world.MemberAsync();
        await world.AddAsync(other, user);
        // Both follow the same, and neither may get what was begun for the rights before.
        await using var stream = await world.FollowAsync(transport, user);
        await using var beside = await world.FollowAsync(transport, user);
        var lost = await world.CaseAsync(other);
        foreach (var one in new[] { stream, beside })
            await Followed.IsNextAsync(one, lost);

        await world.RemoveAsync(other, user);
        foreach (var one in new[] { stream, beside })
            await one.ChangedAsync();
        await world.RunAsync("updateCase", new { id = $"{lost}", subject = "Lost" });
        await world.CaseAsync(other);

        var kept = await world.CaseAsync(mine);
        foreach (var one in new[] { stream, beside })
            await Followed.IsNextAsync(one, kept);
    }

    [Theory]
    [MemberData(nameof(Followed.Transports), MemberType = typeof(Followed))]
    public async Task A_role_that_allows_less_or_more_is_one_answer_each(FollowedOver transport)
    {
        var (mine, other, user) = await world.MemberAsync();
        await using var stream = await world.FollowAsync(transport, user);

        await world.GiveAsync(user, await world.RoleAsync("CASE_VIEW:ALL"));
        await stream.ChangedAsync();
        await Followed.IsNextAsync(stream, await world.CaseAsync(other));

        await world.GiveAsync(user, await world.RoleAsync("CASE_VIEW:OWN"));
        await stream.ChangedAsync();
        await world.CaseAsync(other);
        await world.CaseAsync(mine);
        await Followed.IsNextAsync(stream, await world.CaseAsync(mine, user));
    }

    [Theory]
    [MemberData(nameof(Followed.Transports), MemberType = typeof(Followed))]
    public async Task What_happens_before_anything_was_told_is_told_once(FollowedOver transport)
    {
        var (mine, other, user) = await world.MemberAsync();
        await using var stream = await world.FollowAsync(transport, user);

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
                told.Add(Followed.NumberOf(FollowedStream.Value(answer)));
        }
        Assert.Equal(1, changes);
        Assert.Equal([numbers[0], numbers[2]], told.Where(number => number != numbers[1]));
        Assert.Equal(told.Order(), told);
        await Followed.IsNextAsync(stream, await world.CaseAsync(other));
    }

    [Theory]
    [MemberData(nameof(Followed.Transports), MemberType = typeof(Followed))]
    public async Task Who_catches_up_from_the_log_goes_on_from_the_same_place(FollowedOver transport)
    {
        var (mine, other, user) = await world.MemberAsync();
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
            (at % 2 == 0 ? kept : lost).Add(Followed.NumberOf(made.Case));
        }
        await world.Server.SettledAsync();
        var often = string.Join(' ', Enumerable.Range(0, 8).Select(at => $"d{at}: description"));
        await using var stream = await world.FollowAsync(
            transport,
            user,
            start,
            $"number: caseNumber case {{ {often} }}"
        );
        var first = await stream.EventAsync();

        await world.RemoveAsync(other, user);
        var (before, behind) = (new List<long> { Followed.NumberOf(first) }, new List<long>());
        var told = before;
        while (told == before || !before.Concat(behind).Contains(kept[^1]))
        {
            var answer = (await stream.NextAsync())!.Value;
            if (FollowedStream.IsChanged(answer))
                told = behind;
            else
                told.Add(Followed.NumberOf(FollowedStream.Value(answer)));
        }

        Assert.Equal([.. kept, .. lost.Where(number => number <= before[^1])], before.Concat(behind).ToHashSet());
        Assert.Equal(before.Concat(behind).Order(), before.Concat(behind));
        Assert.Empty(behind.Intersect(lost));
    }

    [Fact]
    public async Task A_client_of_events_can_come_again_behind_the_answer_that_says_so()
    {
        var (mine, other, user) = await world.MemberAsync();
        var start = await world.CursorAsync();
        var query = Followed.Query(start);
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

    private static long Position(string? cursor) => LogPosition.TryParse(cursor!, out var position) ? position : -1;
}
