using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using CasesGraph.Model;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Query.Hidden;
using CasesGraph.Tests.Query.Plain;
using CasesGraph.Tests.Query.Requests;

namespace CasesGraph.Tests.Access.Matrix;

/// <summary>
/// Asks for a mutation as anybody, with all that its payload itself has, and ids of the objects that it shows: what must not
/// be told would be there.
/// </summary>
internal sealed class Mutator(ApiShape shape)
{
    /// <summary>With it nothing is written by whoever may: it is longer than a reason can be.</summary>
    public static readonly string TooLong = new('x', 1001);

    private readonly Dictionary<string, string> documents = new(StringComparer.Ordinal);

    /// <summary>The whole answer as it stands on the wire.</summary>
    /// <param name="reason">Null where contacts ask, who give none.</param>
    public async Task<string> AskAsync(HttpClient client, string mutation, JsonObject input, string? reason = "Any")
    {
        var given = (JsonObject)input.DeepClone();
        var takesReason = shape[$"{Naming.Pascal(mutation)}Input"].InputFields.ContainsKey("reason");
        if (reason is not null && takesReason)
            given["reason"] = reason;
        // What is not in the log has no reason: a file for an import, of which something else is too long.
        else if (!takesReason && string.Equals(reason, TooLong, StringComparison.Ordinal))
            given["dialect"] = new JsonObject { ["delimiter"] = TooLong };
        var files = new List<string>();
        TakeFiles(given, "variables.input", files);
        var operations = new JsonObject
        {
            ["query"] = Document(mutation),
            ["variables"] = new JsonObject { ["input"] = given },
        };
        using var request =
            files.Count == 0
                ? new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = JsonContent.Create(operations) }
                : WithFiles(operations, files);
        using var response = await client.SendAsync(request);
        return await response.Content.ReadAsStringAsync();
    }

    /// <summary>Why somebody is refused; null where nothing is forbidden.</summary>
    public static string? ForbiddenAction(string answer)
    {
        var payload = Payload(answer);
        if (payload is not { ValueKind: JsonValueKind.Object } || Errors(payload.Value) is not { } errors)
            return null;
        return errors
            .Where(error => error.TryGetProperty(Key("ForbiddenError", "action"), out _))
            .Select(error => error.GetProperty(Key("ForbiddenError", "action")).GetString())
            .FirstOrDefault();
    }

    public static JsonElement? Payload(string answer) =>
        JsonElement.Parse(answer).TryGetProperty("data", out var data) && data.ValueKind is JsonValueKind.Object
            ? data.EnumerateObject().Single().Value
            : null;

    /// <summary>Null where nothing is wrong.</summary>
    public static IReadOnlyList<JsonElement>? Errors(JsonElement payload) =>
        payload.EnumerateObject().Single(member => member.Name.EndsWith("_errors", StringComparison.Ordinal)).Value
            is { ValueKind: JsonValueKind.Array } errors
            ? [.. errors.EnumerateArray()]
            : null;

    private static string Key(string type, string field) => CoordinateWalk.KeyOf(type, field);

    private string Document(string mutation)
    {
        if (documents.TryGetValue(mutation, out var known))
            return known;
        var field = shape["Mutation"].Fields[mutation];
        var made =
            $"mutation ($input: {field.Arguments["input"].Text}) {{ {mutation}(input: $input) {Selection(field.Type.Named)} }}";
        documents.Add(mutation, made);
        return made;
    }

    private string Selection(string name)
    {
        var types = shape[name].Objects.Select(one => shape[one]).ToList();
        if (types.TrueForAll(type => World.Names.Contains(type.Name, StringComparer.Ordinal)))
            return types is [_] ? "{ id }" : "{ __typename }";
        return $"{{ {string.Concat(types.Select(type => $"... on {type.Name} {{ {Fields(type)} }} "))}}}";
    }

    private string Fields(ApiType type) =>
        string.Join(
            ' ',
            type.Fields.Values.Select(field =>
                $"{Key(type.Name, field.Name)}: {field.Name} {(shape[field.Type.Named].Objects.Count == 0 ? "" : Selection(field.Type.Named))}"
            )
        );

    private static HttpRequestMessage WithFiles(JsonObject operations, List<string> files)
    {
        var map = new JsonObject();
        var body = new MultipartFormDataContent { { new StringContent(operations.ToJsonString()), "operations" } };
        foreach (var (index, path) in files.Index())
            map[$"{index}"] = new JsonArray(path);
        body.Add(new StringContent(map.ToJsonString()), "map");
        foreach (var (index, _) in files.Index())
            body.Add(Uploading.File($"{index}", "a.txt", "text"u8.ToArray()));
        return Uploading.Request(body);
    }

    private static void TakeFiles(JsonNode? node, string path, List<string> files)
    {
        switch (node)
        {
            case JsonObject one:
                foreach (var (name, value) in one.ToList())
                    if (IsFile(value))
                        (one[name], _) = (null, Take($"{path}.{name}"));
                    else
                        TakeFiles(value, $"{path}.{name}", files);
                break;
            case JsonArray several:
                for (var at = 0; at < several.Count; at++)
                    if (IsFile(several[at]))
                        (several[at], _) = (null, Take($"{path}.{at}"));
                    else
                        TakeFiles(several[at], $"{path}.{at}", files);
                break;
            default:
                break;
        }

        bool Take(string place)
        {
            files.Add(place);
            return true;
        }

        static bool IsFile(JsonNode? value) =>
            value is JsonValue text && text.TryGetValue<string>(out var one) && one is InputWalk.File;
    }
}
