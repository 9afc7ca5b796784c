using CasesGraph.Cases;
using CasesGraph.Model;
using CasesGraph.SavedFilters;
using CasesGraph.Tests.Export;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Jobs;
using CasesGraph.Tests.Teams;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Tests.SavedFilters;

/// <summary>Who sees saved filters and changes them, and what is done where one cannot be used.</summary>
public sealed class SavedFilterTests(TeamWorld world) : IClassFixture<TeamWorld>
{
    private static readonly string[] WrongColumns = ["subject", "nothing", "subject"];
    private static readonly string[] OneColumn = ["number"];
    private static readonly object Open = new { state = new { eq = "OPEN" } };

    [Fact]
    public async Task Whom_a_filter_is_shared_with_sees_it_and_to_others_it_is_as_one_that_never_was()
    {
        var team = await world.TeamAsync();
        var (owner, member, stranger) = (await CallerAsync(), await CallerAsync(team), await CallerAsync());
        var shared = await SaveAsync(
            owner,
            new
            {
                name = "Shared",
                where = Open,
                sharing = "TEAMS",
                teamIds = new[] { team },
            }
        );
        var own = await SaveAsync(owner, new { name = "Own", where = Open });
        var all = await SaveAsync(
            owner,
            new
            {
                name = "All",
                where = Open,
                sharing = "EVERYONE",
            }
        );
        var unknown = OpaqueId.Encode(nameof(SavedFilter), 987_654);

        Assert.Equal([all, own, shared], await SeenAsync(owner, all, own, shared));
        Assert.Equal([all, shared], await SeenAsync(member, all, own, shared));
        Assert.Equal([all], await SeenAsync(stranger, all, own, shared));
        foreach (var id in new[] { own, shared })
        {
            // Whatever is asked, the answer is that to an id that no filter has.
            foreach (
                var query in new[]
                {
                    "{ node(id: \"@\") { id } }",
                    "{ cases(savedFilterId: \"@\") { totalCount } }",
                    "{ teams { nodes { cases(savedFilterId: \"@\") { totalCount } } } }",
                }
            )
                Assert.Equal(
                    (await stranger.AnswerAsync(Of(query, unknown))).GetRawText(),
                    (await stranger.AnswerAsync(Of(query, id))).GetRawText()
                );
            var edits = new[] { id, unknown }.Select(one =>
                stranger.MutateAsync("updateFilter", new { id = one, name = "Mine" }, selection: "savedFilter { id }")
            );
            foreach (var edit in await Task.WhenAll(edits))
                Assert.Equal(["SavedFilterNotFoundError"], edit.Errors);
            Assert.Equal(
                ["input.select.matching.savedFilterId NOT_FOUND"],
                (await MassAsync(stranger, new { savedFilterId = id })).Errors
            );
        }
    }

    [Fact]
    public async Task Below_objects_a_filter_is_named_in_answers_to_writes_and_in_events_too()
    {
        var id = await SaveAsync(world.Client, new { name = "Urgent", where = new { priority = new { eq = "HIGH" } } });
        var below =
            $"case {{ team {{ cases(savedFilterId: \"{id}\", where: {{subject: {{eq: \"Below\"}}}}) {{ totalCount }} }} }}";
        using var stream = await GraphEvents.OpenAsync(
            world.Client,
            $"subscription {{ onCaseChanged {{ caseNumber {below} }} }}"
        );

        var (counts, numbers) = (new List<int>(), new List<long>());
        foreach (var priority in new[] { "HIGH", "LOW", "HIGH" })
        {
            var made = await world.Client.MutateAsync(
                "createCase",
                new { subject = "Below", priority },
                selection: $"case {{ number }} {below}"
            );
            counts.Add(Count(made.Object("case")));
            numbers.Add(made.Object("case").GetProperty("number").GetInt64());
        }

        Assert.Equal([1, 1, 2], counts);
        // What others did just before may be told first.
        var told = await stream.ReadAsync();
        while (!numbers.Contains(told!.Value.GetProperty("caseNumber").GetInt64()))
            told = await stream.ReadAsync();
        Assert.InRange(Count(told.Value.GetProperty("case")), 1, 2);

        static int Count(System.Text.Json.JsonElement @case) =>
            @case.GetProperty("team").GetProperty("cases").GetProperty("totalCount").GetInt32();
    }

    [Fact]
    public async Task Its_owner_changes_a_filter_and_whoever_manages_access_also_once_the_owner_has_left()
    {
        var id = await world.UserAsync();
        await world.GiveAsync(id, await world.RoleAsync("CASE_VIEW:ALL"));
        using var owner = world.Server.As(id);
        var other = await CallerAsync();
        var filter = await SaveAsync(
            owner,
            new
            {
                name = "One",
                where = Open,
                sharing = "EVERYONE",
            }
        );

        Assert.Equal(["ForbiddenError"], (await EditAsync(other, new { id = filter, name = "Two" })).Errors);
        Assert.Equal(
            ["ForbiddenError"],
            (await other.MutateAsync("deleteFilter", new { id = filter }, selection: "deletedId")).Errors
        );
        Assert.Equal(2, Version(await EditAsync(owner, new { id = filter, name = "Two" })));
        Assert.Equal(
            ["SavedFilterVersionConflictError"],
            (
                await EditAsync(
                    owner,
                    new
                    {
                        id = filter,
                        expectedVersion = 1,
                        name = "Three",
                    }
                )
            ).Errors
        );
        await world.RunAsync("updateUser", new { id, active = false });
        var heir = await world.UserAsync();
        Assert.Equal(
            3,
            Version(
                await EditAsync(
                    world.Client,
                    new
                    {
                        id = filter,
                        ownerId = heir,
                        sharing = "PRIVATE",
                    }
                )
            )
        );
        await world.GiveAsync(heir, await world.RoleAsync("CASE_VIEW:ALL"));
        using var next = world.Server.As(heir);
        Assert.Equal([filter], await SeenAsync(next, filter));
        Assert.Empty(await SeenAsync(other, filter));
        Assert.Empty((await next.MutateAsync("deleteFilter", new { id = filter }, selection: "deletedId")).Errors);
        Assert.Equal(
            "INVALID_ID",
            await CodeAsync(next, $$"""{ cases(savedFilterId: "{{filter}}") { totalCount } }""")
        );
    }

    [Fact]
    public async Task What_the_list_of_cases_would_not_take_is_told_with_its_place_and_nothing_is_kept()
    {
        var refused = await world.Client.MutateAsync(
            "saveFilter",
            new
            {
                name = " ",
                where = new { accountId = new { eq = "nothing" } },
                order = new[] { new { number = "ASC" } },
                columns = WrongColumns,
                sharing = "TEAMS",
                search = new string('a', 1001),
            },
            selection: "savedFilter { id }"
        );

        Assert.Equal(
            [
                "input.columns.1 INVALID_VALUE",
                "input.columns.2 INVALID_VALUE",
                "input.name REQUIRED",
                "input.search TOO_LONG",
                "input.teamIds TOO_SHORT",
                "input.where INVALID_VALUE",
            ],
            refused.Errors.Order(StringComparer.Ordinal).ToArray()
        );
        Assert.False(refused.HasChangeSet);
        Assert.Equal(
            ["input.where REQUIRED"],
            (
                await EditAsync(
                    world.Client,
                    new { id = await SaveAsync(world.Client, new { name = "A", where = Open }), search = "a" }
                )
            ).Errors
        );
    }

    [Fact]
    public async Task Me_and_relative_times_are_those_of_whoever_uses_it()
    {
        var team = await world.TeamAsync();
        var (one, other) = (await world.UserAsync(team), await world.UserAsync(team));
        foreach (var user in new[] { one, other })
            await world.GiveAsync(user, await world.RoleAsync("CASE_VIEW:ALL"));
        var mine = await world.CaseAsync(team, one);
        await world.CaseAsync(team, other);
        var filter = await SaveAsync(
            world.Client,
            new
            {
                name = "Mine",
                where = new { assignedToId = new { me = true }, createdAt = new { within = new { from = "-P1D" } } },
                order = new object[] { new { subject = "ASC" }, new { number = "DESC" } },
                sharing = "EVERYONE",
            }
        );
        using var client = world.Server.As(one);

        var found = await client.AskAsync(
            $$"""{ cases(savedFilterId: "{{filter}}") { nodes { number } } savedFilterById(id: "{{filter}}") { where order followable problems } }"""
        );

        var only = Assert.Single(found.GetProperty("cases").GetProperty("nodes").EnumerateArray());
        Assert.Equal(mine, only.GetProperty("number").GetInt64());
        Assert.Equal(
            """{"where":{"assignedToId":{"me":true},"createdAt":{"within":{"from":"-P1D","timeZone":"UTC"}}},"order":[{"subject":"ASC"},{"number":"DESC"}],"followable":false,"problems":[]}""",
            found.GetProperty("savedFilterById").GetRawText()
        );
    }

    [Fact]
    public async Task A_filter_that_has_moved_on_is_a_conflict_and_its_cursors_are_refused()
    {
        var team = await world.TeamAsync();
        var (one, other) = (await world.CaseAsync(team), await world.CaseAsync(team));
        var filter = await SaveAsync(
            world.Client,
            new
            {
                name = "Moving",
                where = new { teamId = new { eq = team } },
                order = new[] { new { number = "ASC" } },
            }
        );
        const string list =
            """{ cases(savedFilterId: "@", first: 1) { pageInfo { endCursor } } savedFilterById(id: "@") { followable version } }""";
        var first = await world.Client.AskAsync(Of(list, filter));
        var cursor = first.GetProperty("cases").GetProperty("pageInfo").GetProperty("endCursor").GetString();
        var next = Of(
            $$"""{ cases(savedFilterId: "@", first: 1, after: "{{cursor}}") { nodes { number } } }""",
            filter
        );
        Assert.Single((await world.Client.AskAsync(next)).GetProperty("cases").GetProperty("nodes").EnumerateArray());
        Assert.True(first.GetProperty("savedFilterById").GetProperty("followable").GetBoolean());

        var select = new { matching = new { savedFilterId = filter, savedFilterVersion = 1 } };
        var file = ExportWorld.Csv(await world.Client.ExportAsync(new { select, fields = OneColumn }));
        // Its own order is that of the file, where none is asked for.
        Assert.Equal([$"{one}", $"{other}"], file.Skip(1).Select(row => $"{row[0]}").ToArray());

        await EditAsync(world.Client, new { id = filter, name = "Moved" });

        Assert.Equal("INVALID_CURSOR", await CodeAsync(world.Client, next));
        Assert.Equal(
            ["input.select.matching.savedFilterVersion CONFLICT"],
            (await MassAsync(world.Client, new { savedFilterId = filter, savedFilterVersion = 1 })).Errors
        );
        var done = await MassAsync(world.Client, new { savedFilterId = filter, savedFilterVersion = 2 });
        Assert.Empty(done.Errors);
        Assert.Equal(2, done.Data.GetProperty("matched").GetInt32());
    }

    [Fact]
    public async Task Jobs_that_went_by_a_filter_are_told_to_whoever_sees_them()
    {
        var team = await world.TeamAsync();
        await using (var db = world.Server.Database.CreateDb())
        {
            var key = TeamWorld.Key(team);
            db.AddRange(Enumerable.Range(1, 1_001).Select(at => new Case { Subject = $"Of {at}", TeamId = key }));
            await db.SaveChangesAsync();
        }
        var user = await world.UserAsync();
        await world.GiveAsync(user, await world.RoleAsync("CASE_VIEW:ALL", "CASE_EXPORT:ALL"));
        using var exporter = world.Server.As(user);
        var filter = await SaveAsync(
            world.Client,
            new
            {
                name = "Used",
                where = new { teamId = new { eq = team } },
                sharing = "EVERYONE",
            }
        );
        var select = new { matching = new { savedFilterId = filter } };
        Assert.Equal("[]", await UsedAsync(world.Client, filter));

        await exporter.ExportAsync(new { select, fields = OneColumn });
        await exporter.ExportAsync(new { select = new { matching = new { } }, fields = OneColumn });
        var masses = new List<string>();
        foreach (var (mutation, more) in new[] { ("massUpdateCases", ", set: {priority: HIGH}"), ("deleteCases", "") })
        {
            var payload = await world.Client.MutateAsync(
                mutation,
                input: null,
                $$"""{select: {matching: {savedFilterId: "{{filter}}"} }{{more}} }""",
                "job { id }"
            );
            masses.Add(payload.Object("job").GetProperty("id").GetString()!);
            await world.Client.EndedJobAsync(masses[^1], "finishedAt");
        }

        Assert.Equal(
            """[{"kind":"DELETE","savedFilter":{"name":"Used"}},{"kind":"MASS_UPDATE","savedFilter":{"name":"Used"}},{"kind":"EXPORT","savedFilter":{"name":"Used"}}]""",
            await UsedAsync(world.Client, filter)
        );
        Assert.Equal("""[{"kind":"EXPORT","savedFilter":{"name":"Used"}}]""", await UsedAsync(exporter, filter));
        // Nobody is told by a job of a filter that is not shared any more.
        await EditAsync(world.Client, new { id = filter, sharing = "PRIVATE" });
        var own = await exporter.AskAsync("{ jobs { nodes { savedFilter { name } } } }");
        Assert.Equal(
            """[{"savedFilter":null},{"savedFilter":null}]""",
            own.GetProperty("jobs").GetProperty("nodes").GetRawText()
        );
    }

    /// <summary>The jobs that went by a filter, as a caller is told of them.</summary>
    private static async Task<string> UsedAsync(HttpClient client, string filter) =>
        (
            await client.AskAsync(
                Of("""{ savedFilterById(id: "@") { usedBy { nodes { kind savedFilter { name } } } } }""", filter)
            )
        )
            .GetProperty("savedFilterById")
            .GetProperty("usedBy")
            .GetProperty("nodes")
            .GetRawText();

    [Fact]
    public async Task One_that_fits_no_more_is_refused_whole_wherever_it_is_named_and_can_be_put_right()
    {
        var team = await world.TeamAsync();
        var number = await world.CaseAsync(team);
        var filter = await SaveAsync(world.Client, new { name = "Old", where = new { teamId = new { eq = team } } });
        await using (var db = world.Server.Database.CreateDb())
        {
            var kept = await db.Set<SavedFilter>().AsTracking().SingleAsync(one => one.Id == TeamWorld.Key(filter));
            kept.Where = $$$"""{"teamId":{"eq":"{{{team}}}"},"status":{"eq":"GONE"},"colour":{"eq":"RED"}}""";
            await db.SaveChangesAsync();
        }

        var told = await world.Client.AskAsync(Of("""{ savedFilterById(id: "@") { problems where } }""", filter));
        Assert.Equal(
            ["where.status.eq:", "where.colour:"],
            told.GetProperty("savedFilterById")
                .GetProperty("problems")
                .EnumerateArray()
                .Select(one => one.GetString()!.Split(' ')[0])
                .ToArray()
        );
        foreach (
            var query in new[]
            {
                "cases(savedFilterId: \"@\")  { totalCount }",
                "caseGroups(by: [{field: STATUS}], savedFilterId: \"@\") { totalGroups }",
            }
        )
            Assert.Equal("SAVED_FILTER_INVALID", await CodeAsync(world.Client, Of($"{{ {query} }}", filter)));
        var select = new { matching = new { savedFilterId = filter } };
        foreach (
            var refused in new[]
            {
                await world.RunAsync("deleteCases", new { select, expectedCount = 1 }),
                await MassAsync(world.Client, select.matching),
                await world.Client.MutateAsync("purgeCases", new { select }),
            }
        )
            Assert.Equal(["input.select.matching.savedFilterId SAVED_FILTER_INVALID"], refused.Errors);
        Assert.NotNull((await world.PlaceAsync(number)).Team);
        Assert.Equal(2, Version(await EditAsync(world.Client, new { id = filter, name = "Older" })));
        await EditAsync(world.Client, new { id = filter, where = new { teamId = new { eq = team } } });
        var deleted = await world.RunAsync("deleteCases", new { select });
        Assert.Equal(1, deleted.Data.GetProperty("deleted").GetInt32());
    }

    private async Task<HttpClient> CallerAsync(params string[] teams)
    {
        var user = await world.UserAsync(teams);
        await world.GiveAsync(user, await world.RoleAsync("CASE_VIEW:ALL", "CASE_MASS_UPDATE:ALL"));
        return world.Server.As(user);
    }

    private static async Task<string> SaveAsync(HttpClient client, object input) =>
        TeamWorld.Id(
            (await client.MutateAsync("saveFilter", input, selection: "savedFilter { id }")).Object("savedFilter")
        );

    private static Task<Payload> EditAsync(HttpClient client, object input) =>
        client.MutateAsync("updateFilter", input, selection: "savedFilter { id version }");

    private static Task<Payload> MassAsync(HttpClient client, object matching) =>
        client.MutateAsync(
            "massUpdateCases",
            new
            {
                select = new { matching },
                set = new { priority = "LOW" },
                dryRun = true,
            }
        );

    private static int Version(Payload edited) => edited.Object("savedFilter").GetProperty("version").GetInt32();

    /// <summary>Of some filters those that a caller finds in the list.</summary>
    private static async Task<IReadOnlyList<string>> SeenAsync(HttpClient client, params string[] filters)
    {
        var data = await client.AskAsync("{ savedFilters(first: 100) { nodes { id } } }");
        return
        [
            .. data.GetProperty("savedFilters")
                .GetProperty("nodes")
                .EnumerateArray()
                .Select(TeamWorld.Id)
                .Where(id => filters.Contains(id, StringComparer.Ordinal)),
        ];
    }

    private static async Task<string?> CodeAsync(HttpClient client, string query) =>
        (await client.AnswerAsync(query))
            .GetProperty("errors")[0]
            .GetProperty("extensions")
            .GetProperty("code")
            .GetString();

    private static string Of(string query, string id) => query.Replace("@", id, StringComparison.Ordinal);
}
