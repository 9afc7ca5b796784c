using System.ComponentModel;
using System.Globalization;
using System.Reflection;
using CasesGraph.Model;
using CasesGraph.Query;
using GraphQL.Types;
using GraphQLParser.AST;

namespace CasesGraph.Graph.Types;

/// <summary>A scalar that reads and writes as the kind of value says that it stands for.</summary>
internal sealed class PlainType : ScalarGraphType
{
    private readonly Scalar scalar;

    public PlainType(Scalar scalar)
    {
        this.scalar = scalar;
        Name = scalar.Name;
        Description = scalar.Description;
        Metadata[SdlPrinter.SpecifiedBy] = scalar.SpecifiedBy;
    }

    public override object? ParseLiteral(GraphQLValue value) =>
        value switch
        {
            GraphQLNullValue => null,
            GraphQLStringValue text when !scalar.IsNumber => Parse((string)text.Value, value),
            GraphQLIntValue number when scalar.IsNumber => Parse((string)number.Value, value),
            GraphQLFloatValue number when scalar.IsNumber => Parse((string)number.Value, value),
            _ => ThrowLiteralConversionError(value),
        };

    public override object? ParseValue(object? value) =>
        value switch
        {
            null => null,
            string text when !scalar.IsNumber => Parse(text),
            IFormattable number when scalar.IsNumber => Parse(
                number.ToString(format: null, CultureInfo.InvariantCulture)
            ),
            _ => ThrowValueConversionError(value),
        };

    private object? Parse(string text, GraphQLValue literal) =>
        scalar.Parse(text) ?? ThrowLiteralConversionError(literal);

    private object? Parse(string text) => scalar.Parse(text) ?? ThrowValueConversionError(text);
}

internal static class PlainTypes
{
    /// <summary>
    /// Makes the type of a plain value, where it is an enum or a scalar that the schema has only as far as something uses
    /// it; says its name.
    /// </summary>
    public static string Ensure(this TypeRegistry types, Scalar scalar)
    {
        if (scalar.Names is not null)
            types.Ensure(scalar.Type);
        else if (scalar.Description is not null)
            types.Ensure(scalar.Name, () => new PlainType(scalar));
        return scalar.Name;
    }

    /// <summary>The name that the API gives other than the code, to look like what its clients know.</summary>
    private static string NameOf(Type type) => type == typeof(SortDirection) ? "SortEnumType" : type.Name;

    public static void Ensure(this TypeRegistry types, Type type) => types.Ensure(NameOf(type), () => Make(type));

    private static EnumerationGraphType Make(Type type)
    {
        var scalar = Scalar.Of(type);
        var made = new EnumerationGraphType
        {
            Name = NameOf(type),
            Description = scalar.Description ?? type.GetCustomAttribute<DescriptionAttribute>()?.Description,
        };
        foreach (var (name, value, description) in scalar.Names!)
            made.Add(name, value, description);
        return made;
    }
}
