using System.Text.Json;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Query.Requests;

/// <summary>A type as the schema language writes it, such as [CaseSortInput!].</summary>
public sealed record TypeText(string Text)
{
    public string Named => Text.Trim('[', ']', '!');
    public bool IsList => Text.StartsWith('[');
    public bool IsRequired => Text.EndsWith('!');

    public TypeText Item => new(Text.TrimEnd('!')[1..^1]);
}

public sealed record ApiField(string Name, TypeText Type, IReadOnlyDictionary<string, TypeText> Arguments);

public sealed record ApiType(
    string Kind,
    string Name,
    IReadOnlyDictionary<string, ApiField> Fields,
    IReadOnlyDictionary<string, TypeText> InputFields,
    IReadOnlyList<string> EnumValues,
    IReadOnlyList<string> PossibleTypes
)
{
    /// <summary>Whether an input of it has exactly one of the fields.</summary>
    public bool IsOneOf { get; init; }

    public bool IsObject => Kind is "OBJECT";

    /// <summary>Whether an object of it is one of several.</summary>
    public bool IsUnion => Kind is "UNION" or "INTERFACE";

    /// <summary>The types that an object of it can have.</summary>
    public IReadOnlyList<string> Objects => IsObject ? [Name] : PossibleTypes;
}

/// <summary>The schema as a client sees it, by introspection: random requests cover whatever is added to it.</summary>
public sealed class ApiShape(IReadOnlyDictionary<string, ApiType> types)
{
    private const string Query = """
        query Shape { __schema { types { kind name isOneOf enumValues { name } possibleTypes { name }
          inputFields { name type { ...T } } fields { name type { ...T } args { name type { ...T } } } } } }
        fragment T on __Type { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name } } } } } }
        """;

    public ApiType this[string name] => types[name];

    public IEnumerable<ApiType> Types => types.Values;

    public ApiType? Find(string name) => types.GetValueOrDefault(name);

    public static async Task<ApiShape> ReadAsync(RunningServer server)
    {
        var answer = await server.QueryAsync(Query);
        var all = answer.GetProperty("data").GetProperty("__schema").GetProperty("types").EnumerateArray();
        var types = all.Select(Read).ToDictionary(type => type.Name, StringComparer.Ordinal);
        // Where objects show a Node it is a record: what has a log and a version.
        var records = types["Node"].PossibleTypes.Where(name => IsRecord(types[name]));
        types["Node"] = types["Node"] with { PossibleTypes = [.. records] };
        return new ApiShape(types);
    }

    private static bool IsRecord(ApiType type) =>
        type.Fields.ContainsKey("changes") && type.Fields.ContainsKey("version");

    private static ApiType Read(JsonElement type) =>
        new(
            type.GetProperty("kind").GetString()!,
            Name(type),
            Items(type, "fields").Select(Field).ToDictionary(field => field.Name, StringComparer.Ordinal),
            // A place in the log is no value that could be thought up: SinceTests.
            Typed(type, "inputFields")
                .Where(field => field.Key is not "since")
                .ToDictionary(field => field.Key, field => field.Value, StringComparer.Ordinal),
            [.. Items(type, "enumValues").Select(Name)],
            [.. Items(type, "possibleTypes").Select(Name)]
        )
        {
            IsOneOf = type.GetProperty("isOneOf").ValueKind is JsonValueKind.True,
        };

    private static ApiField Field(JsonElement field) =>
        new(Name(field), new TypeText(Text(field.GetProperty("type"))), Typed(field, "args"));

    private static Dictionary<string, TypeText> Typed(JsonElement of, string name) =>
        Items(of, name)
            .ToDictionary(Name, item => new TypeText(Text(item.GetProperty("type"))), StringComparer.Ordinal);

    private static JsonElement[] Items(JsonElement of, string name) =>
        of.GetProperty(name) is { ValueKind: JsonValueKind.Array } items ? [.. items.EnumerateArray()] : [];

    private static string Name(JsonElement of) => of.GetProperty("name").GetString()!;

    private static string Text(JsonElement type) =>
        type.GetProperty("kind").GetString() switch
        {
            "NON_NULL" => Text(type.GetProperty("ofType")) + "!",
            "LIST" => $"[{Text(type.GetProperty("ofType"))}]",
            _ => Name(type),
        };
}
