using System.Text.Json.Nodes;

namespace CasesGraph.Bench.Texts;

/// <summary>
/// Draws a text: fields in any order, some under another name, values in the document or as variables. Equal random
/// numbers give equal texts.
/// </summary>
internal sealed class TextDraft(Random random, IReadOnlyDictionary<string, JsonNode> values)
{
    private readonly List<string> declared = [];
    private readonly Dictionary<string, JsonNode> inline = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<string>> variables = new(StringComparer.Ordinal);
    private int aliases;

    public bool Coin() => random.Next(2) == 0;

    /// <summary>An argument's value: itself or a variable.</summary>
    public string Value(string name, string type) => Value(name, type, asVariable: Coin());

    public string Value(string name, string type, bool asVariable)
    {
        if (asVariable)
        {
            declared.Add($"${name}: {type}");
            variables.Add(name, [name]);
            return $"${name}";
        }
        inline.Add(name, values[name]);
        var isEnum = type.TrimEnd('!') is not ("ID" or "Int" or "String");
        return isEnum ? values[name].GetValue<string>() : ClientJson.Of(values[name]);
    }

    /// <summary>An argument that is an input object and arrives whole, as one variable.</summary>
    public string Whole(string name, string type, params IEnumerable<(string Name, IEnumerable<string> Path)> parts)
    {
        declared.Add($"${name}: {type}");
        foreach (var (part, path) in parts)
            variables.Add(part, [name, .. path]);
        return $"${name}";
    }

    /// <summary>The same, whole or with its fields in any order, each a value or a variable.</summary>
    public string Input(string type, params (string Name, string Type)[] fields) =>
        Coin()
            ? Whole("input", type, fields.Select(field => (field.Name, new[] { field.Name }.AsEnumerable())))
            : $"{{ {Shuffled(", ", [.. fields.Select(field => $"{field.Name}: {Value(field.Name, field.Type)}")])} }}";

    public string Shuffled(string separator, params string[] parts)
    {
        random.Shuffle(parts);
        return string.Join(separator, parts);
    }

    /// <summary>A field, under its own or another name, with the fields below it in any order.</summary>
    public SelectedField Field(string name, params SelectedField[] fields)
    {
        random.Shuffle(fields);
        return new(name, random.Next(4) == 0 ? $"{name}_{++aliases}" : name, fields);
    }

    public SelectedField[] Fields(params string[] names) => [.. names.Select(name => Field(name))];

    /// <summary>The drawn text.</summary>
    /// <param name="operation">query or mutation.</param>
    /// <param name="root">The root field.</param>
    /// <param name="arguments">Arguments of fields, in brackets, by the field's name.</param>
    public RequestText Text(string operation, SelectedField root, params (string Field, string Arguments)[] arguments)
    {
        var byField = arguments.ToDictionary(of => of.Field, of => of.Arguments, StringComparer.Ordinal);
        var name = $"Bench{random.Next(1000)}";
        var variablesText = declared.Count == 0 ? "" : $"({string.Join(", ", declared)})";
        var document = $"{operation} {name}{variablesText} {{ {Print(root, byField)} }}";
        return new RequestText(document, root, inline, variables);
    }

    private static string Print(SelectedField field, Dictionary<string, string> arguments)
    {
        var alias = string.Equals(field.Key, field.Name, StringComparison.Ordinal) ? "" : $"{field.Key}: ";
        var below = string.Join(' ', field.Fields.Select(inner => Print(inner, arguments)));
        return $"{alias}{field.Name}{arguments.GetValueOrDefault(field.Name)}{(below.Length == 0 ? "" : $" {{ {below} }}")}";
    }
}
