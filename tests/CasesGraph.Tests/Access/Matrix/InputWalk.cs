using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CasesGraph.Tests.Query.Hidden;
using CasesGraph.Tests.Query.Requests;

namespace CasesGraph.Tests.Access.Matrix;

/// <summary>An input of a mutation.</summary>
/// <param name="Path">The field that it has beside those of the usual input, such as set.priority; empty for that one.</param>
internal sealed record GivenInput(string Path, JsonObject Input);

/// <summary>The usual input of a mutation with each field that it can have, one at a time; read off the schema.</summary>
/// <param name="keys">The key of an entity's row that ids name.</param>
internal sealed partial class InputWalk(ApiShape shape, Func<string, long> keys)
{
    /// <summary>Stands for a file.</summary>
    public const string File = "@file";

    /// <summary>Another way to name what an id names as well.</summary>
    private const string Ref = "RefInput";

    private readonly ArgumentWalk values = new(shape, entity => [keys(entity)]);

    public IEnumerable<GivenInput> Of(string mutation, JsonObject usual)
    {
        var field = shape["Mutation"].Fields[mutation];
        return Fields(shape[field.Arguments["input"].Named], usual, field.Type.Named)
            .Prepend(new("", (JsonObject)usual.DeepClone()));
    }

    private IEnumerable<GivenInput> Fields(ApiType type, JsonObject given, string of)
    {
        foreach (var (name, value) in type.InputFields)
        {
            if (name is "reason" or "order" or "where" || (type.IsOneOf && !given.ContainsKey(name)))
                continue;
            var inner = shape[value.Named];
            var isInput = inner.InputFields.Count > 0 && !value.Named.EndsWith(Ref, StringComparison.Ordinal);
            // Of what is given already the other names are tried.
            if (!given.ContainsKey(name) || inner.EnumValues.Count > 0)
            {
                foreach (var (path, one) in isInput ? [("", Needed(inner, of))] : Leaves(name, value, of))
                    yield return new(name + path, With(given, name, Listed(value, one)));
            }
            if (!isInput || inner.IsOneOf)
                continue;
            var part = Part(given[name]) ?? Needed(inner, of);
            foreach (var below in Fields(inner, part, of))
                yield return new($"{name}.{below.Path}", With(given, name, Listed(value, below.Input)));
        }
    }

    /// <summary>Each value that a field without fields of its own can have; names of an enum are told apart.</summary>
    private IEnumerable<(string Path, JsonNode? Value)> Leaves(string name, TypeText type, string of)
    {
        var item = type.IsList ? type.Item : type;
        if (item.Named is "Boolean")
            return [(": true", true), (": false", false)];
        var all = values.Values(name, item, of).Select(Json);
        return shape[item.Named].EnumValues.Count > 0
            ? all.Select(one => ($": {one}", (JsonNode?)one))
            : all.Take(1).Select(one => ("", (JsonNode?)one));
    }

    /// <summary>An input with what it needs alone; a flag has a default.</summary>
    private JsonObject Needed(ApiType type, string of)
    {
        var made = new JsonObject();
        foreach (var (name, value) in type.InputFields)
        {
            if (!(value.IsRequired || type.IsOneOf) || value.Named is "Boolean")
                continue;
            var inner = shape[value.Named];
            made[name] =
                inner.InputFields.Count > 0
                    ? Listed(value, Needed(inner, of))
                    : Listed(value, Leaves(name, value, of).First().Value);
            if (type.IsOneOf)
                break;
        }
        return made;
    }

    private static JsonObject? Part(JsonNode? value) =>
        value switch
        {
            JsonArray { Count: > 0 } list => list[0] as JsonObject,
            JsonObject one => one,
            _ => null,
        };

    private static JsonNode? Listed(TypeText type, JsonNode? one) =>
        type.IsList ? new JsonArray(one?.DeepClone()) : one;

    private static JsonObject With(JsonObject given, string name, JsonNode? value)
    {
        var made = (JsonObject)given.DeepClone();
        made[name] = value?.DeepClone();
        return made;
    }

    /// <summary>A literal of the query language.</summary>
    private static JsonNode Json(string literal) =>
        string.Equals(literal, ArgumentWalk.File, StringComparison.Ordinal)
            ? JsonValue.Create(File)
            : JsonNode.Parse(Name().Replace(Field().Replace(literal, "\"${name}\":"), "\"${name}\""))!;

    [GeneratedRegex(@"(?<=[{,]\s*)(?<name>\w+):", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Field();

    [GeneratedRegex(
        @"(?<![\w""-])(?<name>[A-Z_]+)(?![\w""-])",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Name();
}
