using System.Text;
using System.Text.Json;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Query;

namespace CasesGraph.Tests.Import;

/// <summary>Objects that the reasons of an import's rows are about, read with the rows.</summary>
public sealed class NamedByReasonsTests
{
    private const string Rows = """
        rows(first: 100) { nodes { row reasons {
          existingId existing { __typename id ... on Account { name } ... on Case { subject } ... on Bug { subject } }
          candidateIds candidates { id ... on Contact { lastName cases(first: 1) { totalCount nodes { number } } } }
        } } }
        """;

    [Fact]
    public async Task A_reason_has_the_objects_that_it_is_about_as_far_as_the_caller_sees_them()
    {
        using var statements = new CountedStatements();
        await using var server = new RunningServer { Services = CallersByUser.Use };
        await server.InitializeAsync();
        var client = server.Client;
        foreach (var name in new[] { "Prado", "Silva" })
            await client.MutateAsync(
                "createContact",
                new { lastName = name, email = "two@x.example" },
                selection: "contact { id }"
            );
        await client.MutateAsync(
            "createCase",
            new { subject = "There", externalReference = "T-1" },
            selection: "case { id }"
        );
        await client.MutateAsync(
            "createCase",
            new { subject = "Too", externalReference = "T-2" },
            selection: "case { id }"
        );

        var few = await ImportAsync("New,T-1,two@x.example\nNew,T-2,\nNew,T-9,two@x.example");
        var many = await ImportAsync(
            string.Concat(Enumerable.Repeat("New,T-1,two@x.example\nNew,T-2,two@x.example\n", 20))
        );
        var (told, count) = await ReadAsync(client, few);
        var (_, more) = await ReadAsync(client, many);
        using var less = server.As(await LessAsync(client));
        var (hidden, _) = await ReadAsync(less, few);

        Assert.Equal(count, more);
        Assert.Equal(["2 There + Prado 0, Silva 0", "3 Too +", "4 + Prado 0, Silva 0"], told, StringComparer.Ordinal);
        Assert.Equal(["2 There +", "3 Too +", "4 +"], hidden, StringComparer.Ordinal);

        async Task<string> ImportAsync(string rows)
        {
            var job = await client.RunImportAsync(
                "rows.csv",
                Encoding.UTF8.GetBytes($"subject,externalReference,openedBy.email\n{rows}")
            );
            Assert.Equal("0", job.GetProperty("created").ToString());
            return job.GetProperty("id").GetString()!;
        }

        async Task<(List<string> Rows, int Statements)> ReadAsync(HttpClient of, string job)
        {
            var before = statements.Count;
            var read = (await of.AskAsync($$"""{ job(id: "{{job}}") { {{Rows}} } }""")).GetProperty("job");
            var nodes = read.GetProperty("rows").GetProperty("nodes").EnumerateArray();
            return ([.. nodes.Select(Told)], statements.Count - before);
        }
    }

    /// <summary>The subject of what is there, and the names of those that fit with how many cases they have.</summary>
    private static string Told(JsonElement row)
    {
        var reasons = row.GetProperty("reasons").EnumerateArray().ToList();
        var existing = reasons
            .Where(reason => reason.GetProperty("existing").ValueKind is JsonValueKind.Object)
            .Select(reason =>
            {
                var one = reason.GetProperty("existing");
                Assert.Equal(reason.GetProperty("existingId").GetString(), one.GetProperty("id").GetString());
                return $"{one.GetProperty("subject")} ";
            });
        var candidates = reasons
            .Where(reason => reason.GetProperty("candidates").ValueKind is JsonValueKind.Array)
            .SelectMany(reason => reason.GetProperty("candidates").EnumerateArray())
            .Select(one => $"{one.GetProperty("lastName")} {one.GetProperty("cases").GetProperty("totalCount")}")
            .Order(StringComparer.Ordinal);
        return $"{row.GetProperty("row")} {string.Concat(existing)}+ {string.Join(", ", candidates)}".TrimEnd();
    }

    /// <summary>Somebody who sees jobs and cases, and no contacts.</summary>
    private static async Task<string> LessAsync(HttpClient client)
    {
        var role = await client.MutateAsync(
            "createRole",
            input: null,
            """{name: "Less", grants: [{action: CASE_VIEW, level: ALL}, {action: JOBS_MANAGE, level: ALL}]}""",
            "role { id }"
        );
        var user = await client.MutateAsync(
            "createUser",
            new { userName = "less", fullName = "Less" },
            selection: "user { id }"
        );
        var id = user.Object("user").GetProperty("id").GetString()!;
        await client.MutateAsync(
            "setUserRoles",
            new { userId = id, roleIds = new[] { role.Object("role").GetProperty("id").GetString() } },
            selection: "user { id }"
        );
        return id;
    }
}
