using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Jobs;

namespace CasesGraph.Tests.Import;

/// <summary>Imports as tests send and see them.</summary>
internal static class ImportWorld
{
    public const string Detected = "{ value certain alternatives witnessRow }";

    public const string Fields = $$"""
        id fileName size sha256 state format records progress rowCount missing proposal
        dialect {
          encoding {{Detected}} delimiter {{Detected}} quote {{Detected}} headerRow {{Detected}} decimalMark {{Detected}}
          byteOrderMark lineEnding nullMarkers formulaQuotes sheet
        }
        sheets { name hidden }
        columns {
          index letter header repeats kind filled distinct longest samples(first: 5)
          values(first: 1000) { value count firstRow target certain }
          dateFormats { format fits firstMisfit } proposals { field certain because }
        }
        notes { code message rows columns count }
        """;

    public const string Document = $$"""
        mutation($input: PrepareImportInput!) {
          prepareImport(input: $input) {
            import { {{Fields}} } job { id kind status }
            errors { __typename ... on Error { message } ... on ValidationError { issues { field code message } } }
          }
        }
        """;

    extension(HttpClient server)
    {
        /// <summary>Sends a file; what its beginning shows.</summary>
        public async Task<Payload> PrepareAsync(
            string name,
            byte[] content,
            string records = "CASES",
            JsonObject? dialect = null
        )
        {
            using var request = Request(name, content, records, dialect);
            using var response = await server.SendAsync(request);
            var answer = JsonElement.Parse(await response.Content.ReadAsStringAsync());
            Assert.False(answer.TryGetProperty("errors", out var errors), errors.ToString());
            return new Payload(answer.GetProperty("data").EnumerateObject().Single().Value);
        }

        /// <summary>The same of input that has no file in it.</summary>
        public async Task<Payload> PrepareAsync(JsonObject input)
        {
            using var response = await server.PostAsJsonAsync(
                "/graphql",
                new JsonObject
                {
                    ["query"] = Document,
                    ["variables"] = new JsonObject { ["input"] = input },
                }
            );
            var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
            Assert.False(answer.TryGetProperty("errors", out var errors), errors.ToString());
            return new Payload(answer.GetProperty("data").EnumerateObject().Single().Value);
        }

        /// <summary>The same, and what all rows show.</summary>
        public async Task<JsonElement> AnalyseAsync(
            string name,
            byte[] content,
            string records = "CASES",
            JsonObject? dialect = null
        ) => await server.AnalysedAsync(await server.PrepareAsync(name, content, records, dialect));

        /// <summary>An import once its job has ended.</summary>
        public async Task<JsonElement> AnalysedAsync(Payload prepared)
        {
            var job = prepared.Object("job").GetProperty("id").GetString()!;
            await server.EndedJobAsync(job, "finishedAt");
            return await server.ImportAsync(prepared.Object("import").GetProperty("id").GetString()!);
        }

        public async Task<JsonElement> ImportAsync(string id, string fields = Fields) =>
            (await server.AskAsync($$"""{ import(id: "{{id}}") { {{fields}} } }""")).GetProperty("import");
    }

    public static HttpRequestMessage Request(string name, byte[] content, string records, JsonObject? dialect)
    {
        var input = new JsonObject { ["file"] = null, ["records"] = records };
        if (dialect is not null)
            input["dialect"] = dialect;
        var operations = new JsonObject
        {
            ["query"] = Document,
            ["variables"] = new JsonObject { ["input"] = input },
        };
        var body = new MultipartFormDataContent
        {
            { new StringContent(operations.ToJsonString()), "operations" },
            { new StringContent("""{"0": ["variables.input.file"]}"""), "map" },
            Uploading.File("0", name, content),
        };
        return Uploading.Request(body);
    }
}
