using GraphQL;
using GraphQL.Types;
using GraphQL.Validation;
using GraphQLParser.AST;

namespace CasesGraph.Graph.Reading;

/// <summary>A validated operation with its coerced variables, as everything that reads it needs it.</summary>
internal sealed class RequestReading(
    ISchema schema,
    GraphQLDocument document,
    IValidationResult validation,
    WrittenOrder written,
    Limits limits,
    DateTime now
)
{
    public FieldCollector Fields { get; } = new(document, schema, validation.Variables);
    public Limits Limits => limits;

    /// <summary>The one moment that relative times of the request are measured from.</summary>
    public DateTime Now => now;

    public IObjectGraphType ObjectType(string name) => (IObjectGraphType)schema.AllTypes[name]!;

    /// <summary>The field's coerced arguments; one that was not given, or by an unset variable, is absent.</summary>
    public Dictionary<string, object?> Arguments(GraphQLField field)
    {
        var given = new Dictionary<string, object?>(StringComparer.Ordinal);
        if (validation.ArgumentValues?.TryGetValue(field, out var values) is not true)
            return given;
        foreach (var (name, value) in values!)
            given[name] = value.Value;
        if (given.TryGetValue("order", out var order) && order is IEnumerable<object> keys)
            given["order"] = written.Sorted(field, [.. keys]);
        return given;
    }
}
