using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using CasesGraph.Tests.Import;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Export;

/// <summary>Samples of files for imports: they can be sent as they are.</summary>
public sealed class ImportTemplateTests
{
    [Theory]
    [InlineData("CSV")]
    [InlineData("JSON_LINES")]
    [InlineData("XLSX")]
    public async Task A_sample_of_any_records_is_known_for_certain_and_its_rows_come_in(string format)
    {
        await using var server = await RunningServer.StartAsync();
        await server.Client.CreateCaseAsync("One that messages come to");
        foreach (var records in new[] { "ACCOUNTS", "CONTACTS", "BUGS", "USERS", "CASES", "CASE_UPDATES" })
        {
            var file = await server.Client.GetByteArrayAsync(
                new Uri(await AddressAsync(server.Client, records, format), UriKind.Relative)
            );

            var import = await server.Client.AnalyseAsync("sample", file, records);
            var job = await server.Client.RunImportAsync(
                (JsonObject)JsonNode.Parse(import.GetProperty("proposal").GetRawText())!
            );

            var columns = import.GetProperty("columns").EnumerateArray().ToList();
            Assert.InRange(columns.Count, 5, 30);
            foreach (var column in columns)
            {
                var best = column.GetProperty("proposals")[0];
                Assert.Equal(
                    $"{column.GetProperty("header")} True",
                    $"{best.GetProperty("field")} {best.GetProperty("certain")}"
                );
            }
            Assert.Equal(0, import.GetProperty("missing").GetArrayLength());
            Assert.True(RunWorld.Counts(job) is "SUCCEEDED 3 0 0 0 0 0", $"{records} {job.GetRawText()}");
        }
    }

    [Fact]
    public async Task A_sample_is_for_those_who_may_import_and_for_as_long_as_they_may()
    {
        await using var server = new RunningServer { Services = CallersByUser.Use };
        await server.InitializeAsync();
        var role = await server.Client.MutateAsync(
            "createRole",
            input: null,
            """{name: "Imports", grants: [{action: CASE_IMPORT, level: ALL}]}""",
            "role { id }"
        );
        var user = await server.Client.MutateAsync(
            "createUser",
            new { userName = "maya", fullName = "Maya" },
            selection: "user { id }"
        );
        var id = user.Object("user").GetProperty("id").GetString()!;
        using var maya = server.As(id);
        Assert.Equal(["FORBIDDEN"], await maya.RefusalsAsync("{ importTemplate(records: CASES) }"));
        await GiveAsync(role.Object("role").GetProperty("id").GetString()!);
        var address = new Uri(await AddressAsync(maya, "CASES", "CSV"), UriKind.Relative);

        using var before = await server.Client.GetAsync(address);
        await GiveAsync();
        using var after = await server.Client.GetAsync(address);
        using var changed = await server.Client.GetAsync(
            new Uri(address.OriginalString.Replace("sign=", "sign=x", StringComparison.Ordinal), UriKind.Relative)
        );

        Assert.Equal(HttpStatusCode.OK, before.StatusCode);
        Assert.Equal("text/csv", before.Content.Headers.ContentType!.MediaType);
        Assert.Equal("cases.csv", before.Content.Headers.ContentDisposition!.FileName);
        Assert.Equal(HttpStatusCode.NotFound, after.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, changed.StatusCode);

        Task GiveAsync(params string[] roleIds) =>
            server.Client.MutateAsync("setUserRoles", new { userId = id, roleIds }, selection: "user { id }");
    }

    private static async Task<string> AddressAsync(HttpClient client, string records, string format) =>
        (await client.AskAsync($$"""{ importTemplate(records: {{records}}, format: {{format}}) }"""))
            .GetProperty("importTemplate")
            .GetString()!;
}
