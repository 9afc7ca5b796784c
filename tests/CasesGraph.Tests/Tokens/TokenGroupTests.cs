using System.Text.Json;
using CasesGraph.Server.Start;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Jobs;

namespace CasesGraph.Tests.Tokens;

/// <summary>Groups that a token names give teams too, by the same rules as members are added and removed.</summary>
public sealed class TokenGroupTests
{
    private const string Technical = "Technical support";
    private const string Billing = "Billing";

    [Fact]
    public async Task Teams_follow_the_groups_of_the_newest_token_and_those_given_by_hand_stay()
    {
        await using var world = await StartAsync(cases: 40);
        var user = IdOf(await world.MeAsync(Token(world, 90, "tech", "leads", "unknown")));
        Assert.Equal($"General, {Technical}; Agent, Supervisor", await PlacesAsync(world, user));
        // By hand, and by a group too: what was there first stays what it is.
        Assert.Empty((await MembersAsync(world, "addTeamMembers", Billing, user)).Errors);
        world.Wait();
        await world.MeAsync(Token(world, 60, "bills"));
        Assert.Equal($"{Billing}, General; Agent", await PlacesAsync(world, user));

        world.Wait();
        await world.MeAsync(Token(world, 30));
        Assert.Equal($"{Billing}, General; Agent", await PlacesAsync(world, user));
        // An older token has nothing to say any more.
        world.Wait();
        await world.MeAsync(Token(world, 80, "tech"));
        Assert.Equal($"{Billing}, General; Agent", await PlacesAsync(world, user));
        // Whom somebody takes out comes back by the next token.
        world.Wait();
        await world.MeAsync(Token(world, 20, "tech"));
        await MembersAsync(world, "removeTeamMembers", Technical, user);
        Assert.Equal($"{Billing}, General; Agent", await PlacesAsync(world, user));
        world.Wait();
        await world.MeAsync(Token(world, 10, "tech"));
        Assert.Equal($"{Billing}, General, {Technical}; Agent", await PlacesAsync(world, user));
    }

    [Fact]
    public async Task Who_leaves_a_team_by_a_token_loses_its_open_cases_in_the_change_set_of_it()
    {
        await using var world = await StartAsync(cases: 40);
        var user = await InTechnicalAloneAsync(world);
        var team = await TeamAsync(world, Technical);
        Assert.Empty(
            (await world.Administrator.MutateAsync("updateUser", new { id = user, defaultTeamId = team })).Errors
        );
        var (open, closed) = (await CaseAsync(world, team, user), await CaseAsync(world, team, user));
        await world.Administrator.MutateAsync("updateCase", new { id = closed, status = "CLOSED" });

        world.Wait();
        await world.MeAsync(Token(world, 30, "leads"));

        await world.Server.SettledAsync();
        var data = await world.Administrator.AskAsync(
            $$"""
            { open: caseById(id: {{open}}) { assignedTo { id } status changes(last: 1) { nodes { changeSet { id reason actor { __typename } } } } }
              closed: caseById(id: {{closed}}) { assignedTo { id } }
              userById(id: "{{user}}") { defaultTeam { id } }
              recordChanges(last: 1, where: { recordId: { eq: "{{user}}" } }) { nodes { ... on EntityChange {
                changeSet { id } fields { field beforeText afterText } } } } }
            """
        );
        Assert.Equal(
            """{"assignedTo":null,"status":"ASSIGNED"}""",
            JsonSerializer.Serialize(Without(data.GetProperty("open"), "changes"))
        );
        Assert.Equal(user, IdOf(data.GetProperty("closed"), "assignedTo"));
        Assert.Equal(JsonValueKind.Null, data.GetProperty("userById").GetProperty("defaultTeam").ValueKind);
        var set = Only(data.GetProperty("open").GetProperty("changes")).GetProperty("changeSet");
        Assert.Equal(
            ("Groups of the token", "SystemActor"),
            (set.GetProperty("reason").GetString(), set.GetProperty("actor").GetProperty("__typename").GetString())
        );
        var told = Only(data.GetProperty("recordChanges"));
        Assert.Equal(set.GetProperty("id").GetString(), told.GetProperty("changeSet").GetProperty("id").GetString());
        Assert.Contains(
            $$"""{"field":"teams","beforeText":"{{Technical}}","afterText":null}""",
            told.GetRawText(),
            StringComparison.Ordinal
        );
        Assert.Contains("\"afterText\":\"Supervisor\"", told.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_than_a_thousand_cases_are_taken_by_a_job_of_the_service()
    {
        const int cases = 1200;
        await using var world = await StartAsync(cases);
        var user = await InTechnicalAloneAsync(world);
        var team = await TeamAsync(world, Technical);
        await world.Administrator.EndedJobAsync(
            await world.Administrator.StartMassUpdateAsync(
                """{matching: {where: {subject: {neq: "Nothing"} } } }""",
                $"teamId: \"{team}\", assignedToId: \"{user}\", status: ASSIGNED"
            )
        );
        Assert.InRange(await CountAsync(), 1001, cases);

        world.Wait();
        await world.MeAsync(Token(world, 30));

        Assert.Equal("; Agent", await PlacesAsync(world, user));
        await Eventually.HoldsAsync(async () => await CountAsync() == 0);

        async Task<int> CountAsync() =>
            (
                await world.Administrator.AskAsync(
                    $$"""{ cases(where: {assignedToId: {eq: "{{user}}"}, state: {eq: OPEN} }) { totalCount } }"""
                )
            )
                .GetProperty("cases")
                .GetProperty("totalCount")
                .GetInt32();
    }

    [Theory]
    [InlineData("team:Nobody's", "Access:Groups:any is 'team:Nobody's', and no team is called so.")]
    [InlineData(
        "team:Supervisor",
        "Access:Groups:any is 'team:Supervisor', and no team is called so, but a role is; write it without team:."
    )]
    [InlineData("Clerk", "Access:Groups:any is 'Clerk', and no role is called so.")]
    [InlineData(
        "general",
        "Access:Groups:any is 'general', and no role is called so, but a team is; write team:general."
    )]
    public async Task A_name_that_nothing_of_its_kind_has_stops_the_start(string name, string expected)
    {
        var refused = await Assert.ThrowsAsync<StartRefusedException>(() =>
            TokenWorld.StartAsync(("Access:GroupsClaim", "groups"), ("Access:Groups:any", name))
        );

        Assert.Equal(expected, refused.Message);
    }

    private static Task<TokenWorld> StartAsync(int cases) =>
        TokenWorld.StartAsync(
            ("Demo:Cases", $"{cases}"),
            ("Access:CreateUsers", "{issuer}"),
            ("Access:GroupsClaim", "groups"),
            ("Access:Groups:leads", "Supervisor"),
            ("Access:Groups:tech", "team:technical SUPPORT"),
            ("Access:Groups:bills", $"team:{Billing}")
        );

    /// <summary>A new user whose one team is that of a group.</summary>
    private static async Task<string> InTechnicalAloneAsync(TokenWorld world)
    {
        var user = IdOf(await world.MeAsync(Token(world, 60, "tech")));
        Assert.Empty((await MembersAsync(world, "removeTeamMembers", "General", user)).Errors);
        return user;
    }

    private static string Token(TokenWorld world, int secondsAgo, params string[] groups) =>
        world.Issuer.Token("grouped", [("groups", groups), ("iat", TestIssuer.In(TimeSpan.FromSeconds(-secondsAgo)))]);

    private static async Task<Payload> MembersAsync(TokenWorld world, string mutation, string team, string user) =>
        await world.Administrator.MutateAsync(
            mutation,
            new { teamId = await TeamAsync(world, team), userIds = new[] { user } }
        );

    private static async Task<string> TeamAsync(TokenWorld world, string name)
    {
        var data = await world.Administrator.AskAsync(
            $$"""{ teams(where: { name: { eq: "{{name}}" } }) { nodes { id } } }"""
        );
        return Only(data.GetProperty("teams")).GetProperty("id").GetString()!;
    }

    private static async Task<long> CaseAsync(TokenWorld world, string teamId, string assignedToId)
    {
        var created = await world.Administrator.MutateAsync(
            "createCase",
            new
            {
                subject = "Any",
                teamId,
                assignedToId,
            }
        );
        Assert.Empty(created.Errors);
        return created.Case.GetProperty("number").GetInt64();
    }

    /// <summary>The names of a user's teams and roles.</summary>
    private static async Task<string> PlacesAsync(TokenWorld world, string user)
    {
        var data = await world.Administrator.AskAsync(
            $$"""{ userById(id: "{{user}}") { teams { nodes { name } } roles { nodes { name } } } }"""
        );
        return $"{Names("teams")}; {Names("roles")}";

        string Names(string field) =>
            string.Join(
                ", ",
                data.GetProperty("userById")
                    .GetProperty(field)
                    .GetProperty("nodes")
                    .EnumerateArray()
                    .Select(one => one.GetProperty("name").GetString())
            );
    }

    private static string IdOf(JsonElement parent, string field = "user") =>
        parent.GetProperty(field).GetProperty("id").GetString()!;

    private static JsonElement Only(JsonElement connection) =>
        Assert.Single(connection.GetProperty("nodes").EnumerateArray());

    private static Dictionary<string, JsonElement> Without(JsonElement node, string field) =>
        node.EnumerateObject()
            .Where(one => !one.NameEquals(field))
            .ToDictionary(one => one.Name, one => one.Value, StringComparer.Ordinal);
}
