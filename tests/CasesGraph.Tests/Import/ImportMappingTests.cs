using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CasesGraph.Imports.Mappings;
using CasesGraph.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Tests.Import;

/// <summary>A mapping that was saved for one file is that of the next, wherever its columns stand.</summary>
public sealed class ImportMappingTests(RunningServer server) : IClassFixture<RunningServer>
{
    /// <summary>Headers that tell nothing, one of them twice.</summary>
    private const string First = """
        c1;c2;t;note;note
        R1;p1;Printer;by phone;loud
        R2;p2;Screen;;dark
        """;

    private const string Next = """
        note;t;new;c2;note;c1
        by phone;Mouse;x;p1;lost;R3
        ;Keyboard;y;p1;wet;R4
        """;

    private static JsonObject Dialect => new() { ["headerRow"] = 1 };

    private static readonly object[] Fields =
    [
        new { field = "externalReference", from = new { column = 0 } },
        new
        {
            field = "priority",
            from = new { column = 1 },
            values = new object[]
            {
                new
                {
                    value = "p1",
                    to = "HIGH",
                    when = new { column = 3, equals = "by phone" },
                },
                new { value = "p1", to = "MEDIUM" },
                new { value = "p2", to = "LOW" },
            },
        },
        new { field = "subject", from = new { template = "{t}!" } },
        new { field = "description", from = new { column = 4 } },
        new { field = "type", from = new { constant = "USER" } },
    ];

    [Fact]
    public async Task A_mapping_brings_in_the_next_file_whose_columns_stand_elsewhere()
    {
        var mapping = await SaveAsync();
        var import = await AnalyseAsync(Next, mapping);

        Assert.Equal(
            [
                "c2: priority True SAVED_MAPPING",
                "note: description False SAVED_MAPPING",
                "c1: externalReference True SAVED_MAPPING",
            ],
            import
                .GetProperty("columns")
                .EnumerateArray()
                .Select(Proposed)
                .Where(one => one.EndsWith("SAVED_MAPPING", StringComparison.Ordinal))
                .ToArray()
        );
        var id = import.GetProperty("id").GetString();
        var proposed = (JsonObject)JsonNode.Parse(import.GetProperty("proposal").GetRawText())!;
        proposed["importId"] = id;
        proposed["dryRun"] = true;
        var tried = await server.Client.RunImportAsync(proposed);
        Assert.Equal("SUCCEEDED 2 0 0 0 0 0", RunWorld.Counts(tried));
        await server.Client.RunImportAsync(
            new JsonObject
            {
                ["importId"] = id,
                ["mappingId"] = mapping,
                ["mode"] = "CREATE",
            }
        );

        var found = await server.Client.AskAsync(
            """{ cases(where: {externalReference: {in: ["R3", "R4"]}}, order: [{externalReference: ASC}]) { nodes { subject priority description type } } }"""
        );
        Assert.Equal(
            """[{"subject":"Mouse!","priority":"HIGH","description":"lost","type":"USER"},{"subject":"Keyboard!","priority":"MEDIUM","description":"wet","type":"USER"}]""",
            found.GetProperty("cases").GetProperty("nodes").GetRawText()
        );
    }

    [Fact]
    public async Task What_a_mapping_cannot_find_or_bring_any_more_is_refused_whole_with_its_place()
    {
        var mapping = await SaveAsync();
        var import = (await AnalyseAsync("c1;t;note\nR5;Chair;red\n")).GetProperty("id").GetString()!;
        Assert.Equal(
            ["input.mappingId.fields.1.from.column NOT_FOUND", "input.mappingId.fields.3.from.column NOT_FOUND"],
            (await StartAsync(import, mapping)).Errors
        );

        var next = (await AnalyseAsync(Next)).GetProperty("id").GetString()!;
        await using (var db = server.Database.CreateDb())
        {
            var kept = await db.Set<ImportMapping>().AsTracking().OrderByDescending(one => one.Id).FirstAsync();
            kept.Fields = kept.Fields.Replace("\"externalReference\"", "\"gone\"", StringComparison.Ordinal);
            await db.SaveChangesAsync();
        }
        Assert.Equal(["input.mappingId.fields.0.field INVALID_VALUE"], (await StartAsync(next, mapping)).Errors);
        var fields = new JsonArray(JsonNode.Parse("""{"field":"subject","from":{"column":1}}"""));
        Assert.Equal(["input.mappingId CONFLICT"], (await StartAsync(next, mapping, fields)).Errors);
        Assert.Equal(["input.fields REQUIRED"], (await StartAsync(next, mapping: null)).Errors);
        var deleted = await server.Client.MutateAsync(
            "deleteImportMapping",
            new { id = mapping },
            selection: "deletedId"
        );
        Assert.Empty(deleted.Errors);
        Assert.Equal(["input.mappingId NOT_FOUND"], (await StartAsync(next, mapping)).Errors);
    }

    private async Task<string> SaveAsync()
    {
        var import = await AnalyseAsync(First);
        var saved = await server.Client.MutateAsync(
            "saveImportMapping",
            new
            {
                name = "Old desk",
                importId = import.GetProperty("id").GetString(),
                fields = Fields,
            },
            selection: "importMapping { id headers fields }"
        );
        var mapping = saved.Object("importMapping");
        Assert.Equal("""["c1","c2","t","note","note"]""", mapping.GetProperty("headers").GetRawText());
        return mapping.GetProperty("id").GetString()!;
    }

    private async Task<JsonElement> AnalyseAsync(string text, string? mapping = null)
    {
        var import = await server.Client.AnalyseAsync("a.csv", Encoding.UTF8.GetBytes(text), dialect: Dialect);
        if (mapping is null)
            return import;
        var again = await server.Client.PrepareAsync(
            new JsonObject
            {
                ["importId"] = import.GetProperty("id").GetString(),
                ["mappingId"] = mapping,
                ["dialect"] = Dialect,
            }
        );
        return await server.Client.AnalysedAsync(again);
    }

    private Task<Payload> StartAsync(string import, string? mapping, JsonArray? fields = null) =>
        server.Client.StartImportAsync(
            new JsonObject
            {
                ["importId"] = import,
                ["mappingId"] = mapping,
                ["fields"] = fields,
                ["mode"] = "CREATE",
                ["dryRun"] = true,
            }
        );

    private static string Proposed(JsonElement column)
    {
        var best = column
            .GetProperty("proposals")
            .EnumerateArray()
            .Select(one => $"{one.GetProperty("field")} {one.GetProperty("certain")} {one.GetProperty("because")}");
        return $"{column.GetProperty("header")}: {best.FirstOrDefault()}";
    }
}
