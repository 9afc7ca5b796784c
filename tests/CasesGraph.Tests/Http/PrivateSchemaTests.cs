using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CasesGraph.Server.Start;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Http;

/// <summary>Schema:Public=false: nothing tells of the schema what a caller did not name.</summary>
public sealed class PrivateSchemaTests
{
    private static readonly string[] Mistakes =
    [
        "{ case { id } }",
        "{ cases { nodes { subjct } } }",
        "{ cases(limit: 3) { nodes { id } } }",
        "{ cases(where: {subjct: {eq: \"x\"}}) { nodes { id } } }",
        "{ cases(where: {status: {eq: NEWW}}) { nodes { id } } }",
        "{ cases(where: 1) { nodes { id } } }",
        "{ cases(where: {status: NEW}) { nodes { id } } }",
        "query ($w: CaseFilterInpt) { cases(where: $w) { nodes { id } } }",
        "query ($w: CaseFilterInput = {subjct: 1}) { cases(where: $w) { nodes { id } } }",
        "{ cases }",
        "{ cases { nodes { ... on Accont { id } } } }",
    ];

    [Fact]
    public async Task Introspection_the_text_explorers_and_offers_in_messages_are_off_together()
    {
        await using var server = await RunningServer.StartAsync(("Schema:Public", "false"));
        foreach (var query in new[] { "{ __schema { queryType { name } } }", "{ __type(name: \"Case\") { name } }" })
            Assert.DoesNotContain("\"data\":{\"__", await TextAsync(server, query), StringComparison.Ordinal);
        foreach (var path in new[] { "/graphql?sdl", "/graphql/schema.graphql", "/graphql/ide/" })
        {
            using var response = await server.Client.GetAsync(new Uri(path, UriKind.Relative));
            Assert.NotEqual(HttpStatusCode.OK, response.StatusCode);
        }
        // A query's own type is no secret.
        Assert.Contains("Query", await TextAsync(server, "{ __typename }"), StringComparison.Ordinal);
        foreach (var query in Mistakes)
        {
            var text = await TextAsync(server, query);
            foreach (var offer in new[] { "Did you mean", "There are", "It has ", "caseById", "'first'", "Write {" })
                Assert.DoesNotContain(offer, text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task By_variables_nothing_is_offered_either()
    {
        await using var server = await RunningServer.StartAsync(("Schema:Public", "false"));
        using var response = await server.Client.PostAsJsonAsync(
            "/graphql",
            new
            {
                query = "query ($w: CaseFilterInput) { cases(where: $w) { nodes { id } } }",
                variables = new { w = new { subjct = 1 } },
            }
        );
        var text = await response.Content.ReadAsStringAsync();
        Assert.Contains("INVALID_VARIABLE", text, StringComparison.Ordinal);
        Assert.DoesNotContain("subject", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_production_the_schema_is_public_unless_a_setting_says_otherwise()
    {
        await using var server = new RunningServer
        {
            Environment = "Production",
            Settings = { ["Access:Anonymous"] = "Administrator" },
        };
        await server.InitializeAsync();
        var answer = await server.QueryAsync("{ __schema { queryType { name } } }");
        Assert.True(answer.GetProperty("data").TryGetProperty("__schema", out _));
    }

    [Fact]
    public async Task An_explorer_of_a_schema_that_is_not_public_stops_the_start()
    {
        var refused = await Assert.ThrowsAsync<StartRefusedException>(() =>
            RunningServer.StartAsync(("Schema:Public", "false"), ("Ide:Enabled", "true"))
        );
        Assert.Contains("Schema:Public", refused.Message, StringComparison.Ordinal);
    }

    private static async Task<string> TextAsync(RunningServer server, string query)
    {
        using var response = await server.Client.PostAsJsonAsync("/graphql", new { query });
        using var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return answer.RootElement.GetRawText();
    }
}
