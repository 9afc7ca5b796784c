using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CasesGraph.Tests.Query.Requests;

/// <summary>A value of an argument: it can be written as a literal, sent as a variable, and read by plain code.</summary>
public abstract record InputValue
{
    public abstract void Write(StringBuilder document);

    public abstract JsonNode? Json { get; }

    /// <summary>Null, long, bool, string (texts, enums, ids), a list, or a dictionary in the order written.</summary>
    public abstract object? Plain { get; }
}

public sealed record NullValue : InputValue
{
    public override JsonNode? Json => null;
    public override object? Plain => null;

    public override void Write(StringBuilder document) => document.Append("null");
}

public sealed record TextValue(string Text) : InputValue
{
    public override JsonNode Json => JsonValue.Create(Text);
    public override object Plain => Text;

    public override void Write(StringBuilder document) => document.Append(JsonSerializer.Serialize(Text));
}

public sealed record EnumValue(string Name) : InputValue
{
    public override JsonNode Json => JsonValue.Create(Name);
    public override object Plain => Name;

    public override void Write(StringBuilder document) => document.Append(Name);
}

public sealed record NumberValue(long Number) : InputValue
{
    public override JsonNode Json => JsonValue.Create(Number);
    public override object Plain => Number;

    public override void Write(StringBuilder document) => document.Append(CultureInfo.InvariantCulture, $"{Number}");
}

public sealed record FlagValue(bool Flag) : InputValue
{
    public override JsonNode Json => JsonValue.Create(Flag);
    public override object Plain => Flag;

    public override void Write(StringBuilder document) => document.Append(Flag ? "true" : "false");
}

public sealed record ListValue(IReadOnlyList<InputValue> Items) : InputValue
{
    public override JsonNode Json => new JsonArray([.. Items.Select(item => item.Json)]);
    public override object Plain => Items.Select(item => item.Plain).ToList();

    public override void Write(StringBuilder document)
    {
        document.Append('[');
        foreach (var item in Items)
        {
            item.Write(document);
            document.Append(' ');
        }
        document.Append(']');
    }
}

public sealed record ObjectValue(IReadOnlyList<(string Name, InputValue Value)> Fields) : InputValue
{
    public override JsonNode Json =>
        new JsonObject(Fields.Select(pair => KeyValuePair.Create(pair.Name, pair.Value.Json)));

    public override object Plain
    {
        get
        {
            var plain = new Dictionary<string, object?>(StringComparer.Ordinal);
            foreach (
                var (name, value) in Fields.Where(pair => pair.Value is not VariableValue { Variable.Value: null })
            )
                plain.Add(name, value.Plain);
            return plain;
        }
    }

    public override void Write(StringBuilder document)
    {
        document.Append('{');
        foreach (var (name, value) in Fields)
        {
            document.Append(name).Append(':');
            value.Write(document);
            document.Append(' ');
        }
        document.Append('}');
    }
}

/// <summary>A declared variable.</summary>
/// <param name="Value">Null when it is never set.</param>
/// <param name="AsDefault">Whether the value stands in the declaration instead of the request.</param>
public sealed record Variable(string Name, string Type, InputValue? Value, bool AsDefault);

public sealed record VariableValue(Variable Variable) : InputValue
{
    public override JsonNode? Json => throw new NotSupportedException("A variable's value holds no variables.");
    public override object? Plain => Variable.Value?.Plain;

    public override void Write(StringBuilder document) => document.Append('$').Append(Variable.Name);
}
