using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Jobs;

namespace CasesGraph.Tests.Import;

/// <summary>Imports as tests start them, and what comes of each row.</summary>
internal static class RunWorld
{
    public const string Fields = """
        id status dryRun done created updated unchanged rejected duplicates skipped message total progress
        rowGroups { outcome code field column value count firstRow } changeSet { id }
        rows(first: 100) { nodes { row line key outcome reasons { message field code column header value otherRow existingId candidateIds } } }
        """;

    private static readonly string[] Counted =
    [
        "status",
        "created",
        "updated",
        "unchanged",
        "rejected",
        "duplicates",
        "skipped",
    ];

    private const string Document = """
        mutation($input: StartImportInput!) {
          startImport(input: $input) {
            job { id }
            errors {
              __typename ... on Error { message }
              ... on ValidationError { issues { field code message } }
              ... on ImportUnansweredError { dates { index header } values { index header } missing }
            }
          }
        }
        """;

    extension(HttpClient server)
    {
        /// <summary>Begins to bring a file in.</summary>
        public async Task<Payload> StartImportAsync(JsonObject input)
        {
            using var response = await server.PostAsJsonAsync(
                "/graphql",
                new JsonObject
                {
                    ["query"] = Document,
                    ["variables"] = new JsonObject { ["input"] = input.DeepClone() },
                }
            );
            var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
            Assert.False(answer.TryGetProperty("errors", out var errors), errors.ToString());
            return new Payload(answer.GetProperty("data").EnumerateObject().Single().Value);
        }

        /// <summary>The same, and the job once it has ended.</summary>
        public async Task<JsonElement> RunImportAsync(JsonObject input)
        {
            var payload = await server.StartImportAsync(input);
            var errors = payload.Data.GetProperty("errors");
            Assert.True(errors.ValueKind is JsonValueKind.Null, errors.ToString());
            return await server.EndedJobAsync(
                payload.Object("job").GetProperty("id").GetString()!,
                $"finishedAt {Fields}"
            );
        }

        /// <summary>A file from its arrival to its end, by what is proposed for it.</summary>
        /// <param name="change">What is said otherwise.</param>
        public async Task<JsonElement> RunImportAsync(
            string name,
            byte[] content,
            Action<JsonObject>? change = null,
            string records = "CASES"
        ) => await server.RunImportAsync(await server.ProposalAsync(name, content, change, records));

        public Task<JsonElement> RunImportAsync(string name, string content, Action<JsonObject>? change = null) =>
            server.RunImportAsync(name, Encoding.UTF8.GetBytes(content), change);

        /// <summary>What is proposed for a file, as the input of an import.</summary>
        public async Task<JsonObject> ProposalAsync(
            string name,
            byte[] content,
            Action<JsonObject>? change = null,
            string records = "CASES"
        )
        {
            var import = await server.AnalyseAsync(name, content, records);
            var input = (JsonObject)JsonNode.Parse(import.GetProperty("proposal").GetRawText())!;
            change?.Invoke(input);
            return input;
        }
    }

    /// <summary>Rejects rows with values of which it is not certain what they become.</summary>
    /// <param name="import">The file, as it was looked at.</param>
    public static void RejectOpen(this JsonObject input, JsonElement import)
    {
        var columns = import.GetProperty("columns").EnumerateArray().ToList();
        foreach (var field in input["fields"]!.AsArray().OfType<JsonObject>().Where(one => one["values"] is not null))
        {
            var column = columns[(int)field["from"]!["column"]!];
            foreach (var value in column.GetProperty("values").EnumerateArray())
            {
                if (!value.GetProperty("certain").GetBoolean())
                    input.Answer((string)field["field"]!, value.GetProperty("value").GetString()!, to: null);
            }
        }
    }

    /// <summary>A field of an input.</summary>
    public static JsonObject Field(this JsonObject input, string name) =>
        input["fields"]!
            .AsArray()
            .OfType<JsonObject>()
            .Single(field => name.Equals((string?)field["field"], StringComparison.Ordinal));

    /// <summary>Answers what becomes of a value.</summary>
    public static void Answer(this JsonObject input, string field, string value, string? to)
    {
        var answer = new JsonObject { ["value"] = value };
        if (to is null)
            answer["reject"] = true;
        else
            answer["to"] = to;
        var values = input.Field(field)["values"] as JsonArray ?? [];
        input.Field(field)["values"] = new JsonArray([answer, .. values.Select(one => one!.DeepClone())]);
    }

    /// <summary>How many rows came to what: created, updated, unchanged, rejected, duplicates, skipped.</summary>
    public static string Counts(JsonElement job) =>
        string.Join(' ', Counted.Select(name => job.GetProperty(name).ToString()));

    /// <summary>A line for each row that is told: 9 REJECTED status INVALID_VALUE.</summary>
    public static IReadOnlyList<string> Rows(JsonElement job) =>
        [
            .. job.GetProperty("rows")
                .GetProperty("nodes")
                .EnumerateArray()
                .Select(row =>
                    string.Join(
                        ' ',
                        [
                            row.GetProperty("row").ToString(),
                            row.GetProperty("outcome").ToString(),
                            .. row.GetProperty("reasons")
                                .EnumerateArray()
                                .Select(reason =>
                                    $"{string.Join('.', reason.GetProperty("field").EnumerateArray())} {reason.GetProperty("code")}".Trim()
                                )
                                .Order(StringComparer.Ordinal),
                        ]
                    )
                ),
        ];
}
