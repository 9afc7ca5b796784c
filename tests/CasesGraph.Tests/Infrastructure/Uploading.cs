using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CasesGraph.Tests.Infrastructure;

/// <summary>Requests with files, as a client of the multipart request specification sends them.</summary>
internal static class Uploading
{
    public const string AttachedFiles = "id fileName contentType size sha256 url";

    /// <summary>attachToCase with its usual selection.</summary>
    public static async Task<Payload> AttachAsync(
        this HttpClient client,
        string caseId,
        params IReadOnlyList<(string Name, byte[] Content)> files
    )
    {
        var query = Mutating.Document(
            "attachToCase",
            $"attachments {{ {AttachedFiles} caseUpdate {{ id }} case {{ id }} }} case {{ version }}"
        );
        return await client.SendFilesAsync(query, new JsonObject { ["caseId"] = caseId }, "files", files);
    }

    /// <summary>A mutation of one root field whose input has files in one of its fields.</summary>
    public static async Task<Payload> SendFilesAsync(
        this HttpClient client,
        string query,
        JsonObject input,
        string field,
        params IReadOnlyList<(string Name, byte[] Content)> files
    )
    {
        using var request = Request(query, input, field, files);
        using var response = await client.SendAsync(request);
        var answer = JsonElement.Parse(await response.Content.ReadAsStringAsync());
        Assert.False(answer.TryGetProperty("errors", out var errors), errors.ToString());
        return new Payload(answer.GetProperty("data").EnumerateObject().Single().Value);
    }

    public static HttpRequestMessage Request(
        string query,
        JsonObject input,
        string field,
        params IReadOnlyList<(string Name, byte[] Content)> files
    )
    {
        input[field] = new JsonArray([.. files.Select(_ => (JsonNode?)null)]);
        var operations = new JsonObject
        {
            ["query"] = query,
            ["variables"] = new JsonObject { ["input"] = input },
        };
        var map = new JsonObject();
        for (var index = 0; index < files.Count; index++)
            map[$"{index}"] = new JsonArray($"variables.input.{field}.{index}");
        var body = new MultipartFormDataContent
        {
            { new StringContent(operations.ToJsonString()), "operations" },
            { new StringContent(map.ToJsonString()), "map" },
        };
        foreach (var (index, file) in files.Index())
            body.Add(File($"{index}", file.Name, file.Content));
        return Request(body);
    }

    public static HttpRequestMessage Request(HttpContent body) =>
        new(HttpMethod.Post, "/graphql") { Content = body, Headers = { { "GraphQL-Preflight", "1" } } };

    /// <summary>A body as it stands, its lines ended as they must be.</summary>
    public static StringContent Raw(string body, string contentType = "multipart/form-data; boundary=B")
    {
        var content = new StringContent(body.ReplaceLineEndings("\r\n"), Encoding.UTF8);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        return content;
    }

    /// <summary>A file's part; its name can hold anything.</summary>
    public static ByteArrayContent File(string part, string name, byte[] bytes)
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentDisposition = new ContentDispositionHeaderValue("form-data")
        {
            Name = $"\"{part}\"",
            FileNameStar = name,
        };
        return content;
    }
}
