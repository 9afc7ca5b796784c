using System.Buffers.Text;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using CasesGraph.Bench.Databases;

namespace CasesGraph.Bench.Running;

/// <summary>A caller by an API key.</summary>
internal sealed record TeamCaller(string Name, string Key)
{
    /// <summary>The answer, which is data without errors.</summary>
    public async Task<string> AskAsync(BenchServer server, string body, CancellationToken token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql")
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", Key) },
        };
        using var answer = await server.Client.SendAsync(request, token);
        var text = await answer.Content.ReadAsStringAsync(token);
        return
            text.StartsWith("{\"data\":{", StringComparison.Ordinal)
            && !text.Contains("\"errors\":[", StringComparison.Ordinal)
            ? text
            : throw new BenchStoppedException($"{Name}: {text}\nto {body}");
    }
}

/// <summary>
/// Makes the callers of a1 and gives their teams cases: two teams have a quarter of all each, one has a case of 20,000, and
/// 37 have the rest alike, so that three of these have 4 %.
/// </summary>
internal sealed class TeamCallers(BenchDatabase database, string rows)
{
    private const int Teams = 40;
    private const int Smallest = Teams - 1;

    private static readonly (string Name, int[] Teams)[] Sets =
    [
        ("smallest team", [Smallest]),
        ("25 %", [0]),
        ("3 teams, 4 %", [2, 3, 4]),
        ("10 teams", [.. Enumerable.Range(0, 10)]),
        ("40 teams", [.. Enumerable.Range(0, Teams)]),
    ];

    /// <summary>The administrator first, whoever sees their own cases last.</summary>
    public async Task<IReadOnlyList<TeamCaller>> MakeAsync(CancellationToken token)
    {
        var callers = new List<TeamCaller>();
        await using var server = await database.StartProductAsync("a1", rows, token);
        var teams = new List<string>();
        for (var team = 0; team < Teams; team++)
            teams.Add(await CreateAsync(server, "Team", new JsonObject { ["name"] = $"Bench {team}" }, token));
        var byTeam = await RoleAsync(server, "TEAM", token);
        var own = await RoleAsync(server, "OWN", token);
        callers.Add(
            await CallerAsync(server, "administrator", user: null, await AdministratorAsync(server, token), [], token)
        );
        foreach (var (name, numbers) in Sets)
            callers.Add(
                await CallerAsync(server, name, user: null, byTeam, numbers.Select(number => teams[number]), token)
            );
        callers.Add(await CallerAsync(server, "own", await AssigneeAsync(server, token), own, [], token));
        await SpreadAsync(teams, token);
        return callers;
    }

    private async Task SpreadAsync(List<string> ids, CancellationToken token)
    {
        var first = ids.Min(KeyOf);
        await using var connection = await database.OpenAsync(rows, token);
        await database.PrepareAsync(connection, token);
        foreach (
            var sql in (string[])
                [
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"""
                        UPDATE "Case" SET "TeamId" = CASE
                            WHEN "Number" % 4 < 2 THEN {first} + "Number" % 4
                            WHEN "Number" % 20000 = 7 THEN {first + Smallest}
                            ELSE {first + 2} + "Number" / 4 % 37 END
                        """
                    ),
                    database.IsPostgres ? "VACUUM (ANALYZE) \"Case\"" : "ANALYZE \"Case\"",
                ]
        )
        {
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            command.CommandTimeout = 0;
            await command.ExecuteNonQueryAsync(token);
        }
    }

    private static long KeyOf(string id) =>
        long.Parse(Encoding.ASCII.GetString(Base64Url.DecodeFromChars(id)).Split(':')[1], CultureInfo.InvariantCulture);

    private static Task<string> RoleAsync(BenchServer server, string level, CancellationToken token) =>
        CreateAsync(
            server,
            "Role",
            new JsonObject
            {
                ["name"] = $"Bench {level}",
                ["grants"] = new JsonArray([
                    new JsonObject { ["action"] = "CASE_VIEW", ["level"] = level },
                    .. from action in (string[])["DIRECTORY_VIEW", "BUG_VIEW", "PERSONAL_DATA_VIEW", "LOG_VIEW"]
                    select new JsonObject { ["action"] = action, ["level"] = "ALL" },
                ]),
            },
            token
        );

    private static async Task<string> AdministratorAsync(BenchServer server, CancellationToken token)
    {
        var data = await AskAsync(server, "{ roles(first: 20) { nodes { id name } } }", [], token);
        return data["roles"]!["nodes"]!.AsArray().Single(role => role!["name"]!.GetValue<string>() is "Administrator")![
            "id"
        ]!.GetValue<string>();
    }

    /// <summary>Somebody who has many cases.</summary>
    private static async Task<string> AssigneeAsync(BenchServer server, CancellationToken token)
    {
        const string query =
            "{ cases(first: 1, where: { assignedToId: { neq: null } }) { nodes { assignedTo { id } } } }";
        var data = await AskAsync(server, query, [], token);
        return data["cases"]!["nodes"]![0]!["assignedTo"]!["id"]!.GetValue<string>();
    }

    private static async Task<TeamCaller> CallerAsync(
        BenchServer server,
        string name,
        string? user,
        string role,
        IEnumerable<string> teams,
        CancellationToken token
    )
    {
        user ??= await CreateAsync(
            server,
            "User",
            new JsonObject { ["userName"] = $"bench {name}", ["fullName"] = $"Bench {name}" },
            token
        );
        await DoAsync(
            server,
            "setUserRoles",
            new JsonObject { ["userId"] = user, ["roleIds"] = new JsonArray(role) },
            "errors { __typename }",
            token
        );
        foreach (var team in teams)
            await DoAsync(
                server,
                "addTeamMembers",
                new JsonObject { ["teamId"] = team, ["userIds"] = new JsonArray(user) },
                "errors { __typename }",
                token
            );
        var key = await DoAsync(
            server,
            "createApiKey",
            new JsonObject { ["userId"] = user, ["name"] = name },
            "secret",
            token
        );
        return new TeamCaller(name, key["secret"]!.GetValue<string>());
    }

    private static async Task<string> CreateAsync(
        BenchServer server,
        string entity,
        JsonObject input,
        CancellationToken token
    )
    {
        var field = char.ToLowerInvariant(entity[0]) + entity[1..];
        var made = await DoAsync(server, $"create{entity}", input, $"{field} {{ id }}", token);
        return made[field]!["id"]!.GetValue<string>();
    }

    private static async Task<JsonNode> DoAsync(
        BenchServer server,
        string mutation,
        JsonObject input,
        string selected,
        CancellationToken token
    )
    {
        var type = char.ToUpperInvariant(mutation[0]) + mutation[1..];
        var query = $"mutation ($input: {type}Input!) {{ {mutation}(input: $input) {{ {selected} }} }}";
        return (await AskAsync(server, query, new JsonObject { ["input"] = input }, token))[mutation]!;
    }

    private static async Task<JsonNode> AskAsync(
        BenchServer server,
        string query,
        JsonObject variables,
        CancellationToken token
    )
    {
        var body = new JsonObject { ["query"] = query, ["variables"] = variables };
        using var answer = await server.Client.PostAsJsonAsync("/graphql", body, token);
        var json = await answer.Content.ReadFromJsonAsync<JsonNode>(token);
        return json?["data"] ?? throw new BenchStoppedException($"The product answers {json} to {query}");
    }
}
