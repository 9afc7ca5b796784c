using CasesGraph.Operations;
using CasesGraph.Query;
using GraphQL.Types;
using GraphQLParser.AST;

namespace CasesGraph.Graph.Types;

internal sealed class DurationType : ScalarGraphType
{
    public DurationType()
    {
        Name = "Duration";
        Description = "A length of time as ISO 8601 writes it, such as P7D, -PT12H or P1M; a sign may stand before it.";
        Metadata[SdlPrinter.SpecifiedBy] = "https://www.iso.org/standard/70907.html";
    }

    public override object? ParseLiteral(GraphQLValue value) =>
        value switch
        {
            GraphQLNullValue => null,
            GraphQLStringValue text => ParseValue((string)text.Value),
            _ => ThrowLiteralConversionError(value),
        };

    public override object? ParseValue(object? value) =>
        value is null ? null
        : value is string text && CalendarDuration.TryParse(text) is { } duration ? duration
        : ThrowValueConversionError(value);
}

/// <summary>Any JSON value; only in answers.</summary>
internal sealed class AnyType : ScalarGraphType
{
    public AnyType()
    {
        Name = "Any";
        Description = "Any JSON value: text for plain fields, an object with id and role for links.";
        Metadata[SdlPrinter.SpecifiedBy] = "https://www.rfc-editor.org/rfc/rfc8259";
    }

    public override object? ParseLiteral(GraphQLValue value) => ThrowLiteralConversionError(value);

    public override object? ParseValue(object? value) => ThrowValueConversionError(value!);
}

/// <summary>A file of a multipart request; it is put in the place of the null that the variables hold for it.</summary>
internal sealed class UploadType : ScalarGraphType
{
    public UploadType()
    {
        Name = nameof(Upload);
        Description =
            "A file: a variable that is null in a multipart/form-data request whose map names it. It cannot be written as JSON.";
        Metadata[SdlPrinter.SpecifiedBy] = "https://github.com/jaydenseric/graphql-multipart-request-spec";
    }

    public override object? ParseLiteral(GraphQLValue value) =>
        value is GraphQLNullValue ? null : ThrowLiteralConversionError(value);

    public override object? ParseValue(object? value) =>
        value is null or Upload ? value : ThrowValueConversionError(value);
}

internal sealed class LongType : LongGraphType
{
    public LongType()
    {
        Description = "A whole number of 64 bits, such as a case number.";
        Metadata[SdlPrinter.SpecifiedBy] = "https://scalars.graphql.org/chillicream/long.html";
    }
}
