using System.Text.Json;
using GraphQLParser.AST;

namespace CasesGraph.Graph.Reading;

/// <summary>
/// Coercion loses the order of an object's fields. For sort keys it matters: several in one object count as they were
/// written, in the document or in the raw variables.
/// </summary>
internal sealed class WrittenOrder(GraphQLOperationDefinition operation, JsonElement variables)
{
    /// <summary>The sort keys with one field an object, in the order written.</summary>
    public List<IReadOnlyDictionary<string, object?>> Sorted(GraphQLField field, IReadOnlyList<object> coerced)
    {
        var argument = field.Arguments?.Items.Find(argument => argument.Name.Value == "order");
        var single = new List<IReadOnlyDictionary<string, object?>>(coerced.Count);
        for (var index = 0; index < coerced.Count; index++)
            single.AddRange(
                Split(
                    (IReadOnlyDictionary<string, object?>)coerced[index],
                    Written(argument?.Value, index, coerced.Count)
                )
            );
        return single;
    }

    private static IEnumerable<IReadOnlyDictionary<string, object?>> Split(
        IReadOnlyDictionary<string, object?> coerced,
        IEnumerable<Name> written
    ) =>
        written
            .Where(name => coerced.GetValueOrDefault(name.Text) is not null)
            .SelectMany(name =>
                coerced[name.Text] is IReadOnlyDictionary<string, object?> inner
                    ? Split(inner, name.Inner()).Select(one => One(name.Text, one))
                    : [One(name.Text, coerced[name.Text])]
            );

    private static Dictionary<string, object?> One(string name, object? value) =>
        new(StringComparer.Ordinal) { [name] = value };

    /// <summary>The field names of one sort key; a list of one may be written without brackets.</summary>
    private IEnumerable<Name> Written(GraphQLValue? value, int index, int count) =>
        value switch
        {
            GraphQLListValue list => Written(list.Values?[index], 0, 1),
            GraphQLObjectValue literal => Names(literal),
            GraphQLVariable variable when Raw(variable) is { } raw => raw.ValueKind is JsonValueKind.Array
                ? Names(raw[index])
                : Names(raw),
            GraphQLVariable variable => Written(Default(variable), index, count),
            _ => [],
        };

    private IEnumerable<Name> Names(GraphQLObjectValue literal) =>
        (literal.Fields ?? []).Select(field => new Name((string)field.Name.Value, () => Written(field.Value, 0, 1)));

    private static IEnumerable<Name> Names(JsonElement raw) =>
        raw.ValueKind is JsonValueKind.Object
            ? raw.EnumerateObject().Select(field => new Name(field.Name, () => Names(field.Value)))
            : [];

    private JsonElement? Raw(GraphQLVariable variable) =>
        variables.ValueKind is JsonValueKind.Object
        && variables.TryGetProperty((string)variable.Name.Value, out var raw)
            ? raw
            : null;

    private GraphQLValue? Default(GraphQLVariable variable) =>
        operation
            .Variables?.Items.Find(definition => definition.Variable.Name.Value == variable.Name.Value)
            ?.DefaultValue;

    private sealed record Name(string Text, Func<IEnumerable<Name>> Inner);
}
