using CasesGraph.Graph.Reading;
using CasesGraph.Graph.Running;
using CasesGraph.Serving;
using GraphQL;
using GraphQL.Execution;
using GraphQL.Types;
using GraphQL.Validation;
using GraphQLParser.AST;

namespace CasesGraph.Graph;

/// <summary>
/// A validated operation with all that was read of it and does not depend on variables. It is kept with its document,
/// so that each request reads only what it brings itself.
/// </summary>
/// <param name="first">What validation found, with the variables of the request that brought the document.</param>
/// <param name="byVariable">Fields with arguments that need variables, and the arguments that they can have.</param>
internal sealed class PreparedOperation(
    GraphQLDocument document,
    GraphQLOperationDefinition operation,
    IValidationResult first,
    IReadOnlyDictionary<GraphQLField, QueryArguments> byVariable
)
{
    private readonly Dictionary<GraphQLField, IDictionary<string, ArgumentValue>> literals = (
        first.ArgumentValues ?? new Dictionary<GraphQLField, IDictionary<string, ArgumentValue>>()
    )
        .Where(of => !byVariable.ContainsKey(of.Key))
        .ToDictionary();
    private ValidationContext? spare;
    private IReadOnlyList<GraphQLField>? naming;

    public GraphQLDocument Document => document;
    public GraphQLOperationDefinition Operation => operation;
    public MergedSelection Root { get; } = new([operation.SelectionSet]);
    public bool HasVariables => operation.Variables is { Count: > 0 };

    /// <summary>The root fields, once it is known that they are the same for every request of those who may do the same.</summary>
    public KnownSteps Steps { get; } = new();

    public bool NeedsVariables(GraphQLField field) => byVariable.ContainsKey(field);

    public IDictionary<string, ArgumentValue>? Literals(GraphQLField field) => literals.GetValueOrDefault(field);

    /// <summary>Fields that have one of some arguments, which are the same for each request; below the root too.</summary>
    public IReadOnlyList<GraphQLField> FieldsWith(Func<string, bool> isSought) =>
        naming ??= [
            .. literals
                .Keys.Concat(byVariable.Keys)
                .Where(field => field.Arguments?.Any(one => isSought(one.Name.StringValue)) is true),
        ];

    /// <summary>Coerces a request's variables, or tells what is wrong with them.</summary>
    public async ValueTask<(Variables Variables, IReadOnlyList<ValidationError> Errors)> CoerceAsync(
        ISchema schema,
        Inputs inputs
    )
    {
        // The context remembers how the operation uses its variables, for which it walks through the document.
        var context = Interlocked.Exchange(ref spare, value: null) ?? Context(schema);
        context.Variables = inputs;
        var (variables, errors) = await context.GetVariablesValuesAsync();
        context.Variables = Inputs.Empty;
        spare = context;
        return (variables, errors ?? []);
    }

    /// <summary>The arguments that need variables; throws where the engine's validation would tell of a mistake.</summary>
    public Dictionary<GraphQLField, IDictionary<string, ArgumentValue>> Arguments(Variables variables)
    {
        var arguments = new Dictionary<GraphQLField, IDictionary<string, ArgumentValue>>(byVariable.Count);
        foreach (var (field, definition) in byVariable)
        {
            if (
                ExecutionHelper.GetArguments(
                    definition,
                    field.Arguments,
                    variables,
                    document,
                    field,
                    directive: null
                ) is
                { } values
            )
                arguments.Add(field, values);
        }
        return arguments;
    }

    private ValidationContext Context(ISchema schema) =>
        new()
        {
            Schema = schema,
            TypeInfo = new TypeInfo(schema),
            Document = document,
            Operation = operation,
            UserContext = new Dictionary<string, object?>(StringComparer.Ordinal),
            Extensions = Inputs.Empty,
        };
}

/// <summary>An operation that may run with its variables, or the errors for which it may not.</summary>
/// <param name="ByVariable">The values of arguments that need variables.</param>
internal sealed record ValidOperation(
    PreparedOperation Prepared,
    Variables? Variables,
    IReadOnlyDictionary<GraphQLField, IDictionary<string, ArgumentValue>>? ByVariable,
    IReadOnlyList<GraphError> Errors
)
{
    public static ValidOperation Refused(params IReadOnlyList<GraphError> errors) =>
        new(null!, Variables: null, ByVariable: null, errors);

    public IDictionary<string, ArgumentValue>? Arguments(GraphQLField field) =>
        ByVariable is not null && ByVariable.TryGetValue(field, out var values) ? values : Prepared.Literals(field);
}
