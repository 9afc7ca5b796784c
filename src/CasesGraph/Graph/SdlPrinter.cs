using System.Text;
using System.Text.Json;
using CasesGraph.Model;
using GraphQL.Types;

namespace CasesGraph.Graph;

/// <summary>
/// Prints the schema as people and linters like to read it: the roots first, descriptions as block strings, every
/// argument on a line of its own, @oneOf and @specifiedBy, which the engine's printer leaves out.
/// </summary>
internal sealed class SdlPrinter
{
    private static readonly string[] BuiltIn = ["String", "Int", "Float", "Boolean", "ID"];
    private readonly StringBuilder sdl = new();
    private readonly ISchema schema;

    private SdlPrinter(ISchema schema) => this.schema = schema;

    public static string Print(ISchema schema)
    {
        schema.Initialize();
        var printer = new SdlPrinter(schema);
        printer.Schema();
        return printer.sdl.ToString();
    }

    private void Schema()
    {
        Describe(schema.Description, "");
        sdl.Append("schema {\n  query: Query\n  mutation: Mutation\n}\n");
        IGraphType[] roots = [schema.Query, schema.Mutation!];
        var types = schema
            .AllTypes.Where(type => !type.Name.StartsWith("__", StringComparison.Ordinal))
            .Where(type => !BuiltIn.Contains(type.Name) && !roots.Contains(type))
            .OrderBy(type => type.Name, StringComparer.Ordinal);
        foreach (var type in roots.Concat(types))
            Type(type);
    }

    private void Type(IGraphType type)
    {
        sdl.Append('\n');
        Describe(type.Description, "");
        switch (type)
        {
            case EnumerationGraphType values:
                Block($"enum {type.Name}", values.Values, value => Line(value.Description, value.Name));
                break;
            case ScalarGraphType:
                sdl.Append("scalar ").Append(type.Name);
                if (type.GetMetadata<string>(SpecifiedBy) is { } url)
                    sdl.Append(" @specifiedBy(url: \"").Append(url).Append("\")");
                sdl.Append('\n');
                break;
            case UnionGraphType union:
                sdl.Append("union ").Append(type.Name).Append(" = ");
                sdl.AppendJoin(" | ", union.PossibleTypes.Select(member => member.Name)).Append('\n');
                break;
            case IInputObjectGraphType input:
                Block($"input {type.Name}{(input.IsOneOf ? " @oneOf" : "")}", input.Fields, Field);
                break;
            case IInterfaceGraphType fields:
                Block($"interface {type.Name}", fields.Fields, Field);
                break;
            case IObjectGraphType fields:
                var interfaces = string.Join(" & ", fields.ResolvedInterfaces.Select(one => one.Name));
                Block(
                    $"type {type.Name}{(interfaces.Length > 0 ? $" implements {interfaces}" : "")}",
                    fields.Fields,
                    Field
                );
                break;
        }
    }

    /// <summary>Where a scalar keeps the address of its specification.</summary>
    public const string SpecifiedBy = "specifiedBy";

    private void Block<TItem>(string head, IEnumerable<TItem> items, Action<TItem> print)
    {
        sdl.Append(head).Append(" {\n");
        var first = true;
        foreach (var item in items)
        {
            if (!first)
                sdl.Append('\n');
            first = false;
            print(item);
        }
        sdl.Append("}\n");
    }

    private void Field(FieldType field)
    {
        Describe(field.Description, "  ");
        sdl.Append("  ").Append(field.Name);
        if (field.Arguments is { Count: > 0 } arguments)
        {
            sdl.Append("(\n");
            foreach (var argument in arguments)
            {
                Describe(argument.Description, "    ");
                sdl.Append("    ").Append(argument.Name).Append(": ").Append(argument.ResolvedType);
                Default(argument.DefaultValue);
                sdl.Append('\n');
            }
            sdl.Append("  )");
        }
        sdl.Append(": ").Append(field.ResolvedType);
        Default(field.DefaultValue);
        if (field.DeprecationReason is { } reason)
            sdl.Append(" @deprecated(reason: ").Append(JsonSerializer.Serialize(reason)).Append(')');
        sdl.Append('\n');
    }

    private void Default(object? value)
    {
        var text = value switch
        {
            null => null,
            bool boolean => boolean ? "true" : "false",
            Enum member => Naming.UpperSnake(member.ToString()),
            _ => JsonSerializer.Serialize(value),
        };
        if (text is not null)
            sdl.Append(" = ").Append(text);
    }

    private void Line(string? description, string text)
    {
        Describe(description, "  ");
        sdl.Append("  ").Append(text).Append('\n');
    }

    private void Describe(string? description, string indent)
    {
        if (string.IsNullOrEmpty(description))
            return;
        var text = description.Replace("\"\"\"", "\\\"\"\"", StringComparison.Ordinal);
        sdl.Append(indent)
            .Append("\"\"\"\n")
            .Append(indent)
            .Append(text)
            .Append('\n')
            .Append(indent)
            .Append("\"\"\"\n");
    }
}
