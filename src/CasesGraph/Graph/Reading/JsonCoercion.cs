using System.Collections;
using System.Globalization;
using System.Text.Json;
using CasesGraph.Model;
using CasesGraph.Query;
using GraphQL;
using GraphQL.SystemTextJson;
using GraphQL.Types;

namespace CasesGraph.Graph.Reading;

/// <summary>
/// Brings JSON that was kept into the form that a variable of an input type has, by the same types of the schema. What does
/// not fit is told with its path, all of it.
/// </summary>
internal sealed class JsonCoercion
{
    private static readonly GraphQLSerializer Serializer = new();
    private readonly List<ConditionMistake> mistakes = [];

    public IReadOnlyList<ConditionMistake> Mistakes => mistakes;

    /// <summary>The value; what it is where there are mistakes says nothing.</summary>
    /// <param name="name">With which paths begin.</param>
    public object? Read(string name, string json, IGraphType type)
    {
        try
        {
            // The engine makes its own numbers of those of JSON.
            var given = Serializer.ReadNode<Inputs>(JsonElement.Parse($$"""{"{{name}}":{{json}}}"""))!;
            return Value(given[name], type, [name]);
        }
        catch (JsonException)
        {
            return Mistake([name], "This is no JSON.");
        }
    }

    private object? Value(object? given, IGraphType? type, IReadOnlyList<string> path) =>
        type switch
        {
            NonNullGraphType when given is null => Mistake(path, "A value is needed."),
            NonNullGraphType needed => Value(given, needed.ResolvedType, path),
            _ when given is null => null,
            ListGraphType list => Items(given, list, path),
            IInputObjectGraphType input => Object(given, input, path),
            ScalarGraphType scalar when scalar.CanParseValue(given) => scalar.ParseValue(given),
            _ => Mistake(path, $"This is no {type?.Name}: {Quotation.Of(given)}."),
        };

    /// <summary>One value stands for a list of it.</summary>
    private List<object?> Items(object given, ListGraphType list, IReadOnlyList<string> path)
    {
        IEnumerable<object?> items = given is string or IDictionary<string, object?> or not IEnumerable
            ? [given]
            : ((IEnumerable)given).Cast<object?>();
        return
        [
            .. items
                .Index()
                .Select(one =>
                    Value(one.Item, list.ResolvedType, [.. path, one.Index.ToString(CultureInfo.InvariantCulture)])
                ),
        ];
    }

    private object? Object(object given, IInputObjectGraphType input, IReadOnlyList<string> path)
    {
        if (given is not IDictionary<string, object?> fields)
            return Mistake(path, $"It takes an object, {input.Name}.");
        var read = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (name, value) in fields)
        {
            if (input.GetField(name) is { } field)
                read[name] = Value(value, field.ResolvedType, [.. path, name]);
            else
                Mistake([.. path, name], $"{input.Name} has no field {Quotation.Of(name)}.");
        }
        foreach (var field in input.Fields.Where(field => !read.ContainsKey(field.Name)))
        {
            if (field.DefaultValue is not null)
                read[field.Name] = field.DefaultValue;
            else if (field.ResolvedType is NonNullGraphType)
                Mistake([.. path, field.Name], "A value is needed.");
        }
        if (input.IsOneOf && (read.Count != 1 || read.ContainsValue(null)))
            Mistake(path, $"{input.Name} takes exactly one field.");
        return read;
    }

    private object? Mistake(IReadOnlyList<string> path, string message)
    {
        mistakes.Add(new(path, message));
        return null;
    }
}
