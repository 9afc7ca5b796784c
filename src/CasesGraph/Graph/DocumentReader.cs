using CasesGraph.Graph.Validation;
using CasesGraph.Serving;
using GraphQL;
using GraphQL.Execution;
using GraphQL.SystemTextJson;
using GraphQL.Validation;
using GraphQLParser.AST;

namespace CasesGraph.Graph;

/// <summary>From a request's text to a validated operation with its variables: the engine's part of every request.</summary>
internal sealed class DocumentReader(ApiSchema schema, DocumentCache cache, SchemaSettings settings, Limits limits)
{
    private readonly GraphQLDocumentBuilder builder = new();
    private readonly DocumentValidator validator = new();
    private readonly GraphQLSerializer serializer = new();
    private readonly IReadOnlyList<IValidationRule> rules = MergeableFields.Rules(limits);
    private readonly DocumentLimits sizes = new(limits);

    /// <summary>Reads one request.</summary>
    /// <param name="streams">Whether the transport can carry more than one answer.</param>
    public async ValueTask<ValidOperation> ReadAsync(GraphRequest request, bool streams, CancellationToken token)
    {
        if (string.IsNullOrWhiteSpace(request.Query))
            return ValidOperation.Refused(
                new GraphError(GraphErrorCode.BadRequest, "The request has no document: 'query' is missing or empty.")
            );
        var known = cache.Find(request.Query);
        GraphQLDocument document;
        try
        {
            document = known?.Document ?? Parse(request.Query);
        }
        catch (Exception mistake) when (mistake is SyntaxError or GraphQLParser.Exceptions.GraphQLParserException)
        {
            return ValidOperation.Refused(EngineErrors.Syntax(mistake));
        }
        var operation = known is null
            ? Operation(document, request.OperationName)
            : IsNamed(known.Operation, request.OperationName);
        if (operation is null)
            return ValidOperation.Refused(UnknownOperation(document, request.OperationName));
        if (request.QueriesOnly && operation.Operation is OperationType.Mutation)
            return ValidOperation.Refused(
                new GraphError(GraphErrorCode.MethodNotAllowed, "Mutations cannot be sent with GET; use POST.")
            );
        if (operation.Operation is OperationType.Subscription && !streams)
            return ValidOperation.Refused(
                new GraphError(
                    GraphErrorCode.ValidationFailed,
                    "A subscription is answered by a stream: ask with Accept: text/event-stream, or over a WebSocket (graphql-transport-ws)."
                )
            );
        if (UploadVariables.Mistake(request, operation) is { } misplaced)
            return ValidOperation.Refused(misplaced);
        return known is null
            ? await ValidateAsync(request, document, operation, token)
            : await CoerceAsync(request, known, token);
    }

    private async Task<ValidOperation> ValidateAsync(
        GraphRequest request,
        GraphQLDocument document,
        GraphQLOperationDefinition operation,
        CancellationToken token
    )
    {
        if (OutputVariable(document) is { } variable)
            return ValidOperation.Refused(variable);
        var byVariable = new VariableArguments();
        var result = await ValidateAsync(document, operation, [.. rules, byVariable], VariablesOf(request), token);
        if (!result.IsValid)
            return ValidOperation.Refused(Told(result.Errors));
        sizes.CheckOperation(document, operation);
        var prepared = new PreparedOperation(document, operation, result, byVariable.Found);
        if (document.Definitions.OfType<GraphQLOperationDefinition>().Count() == 1)
            cache.Keep(request.Query!, prepared);
        return new ValidOperation(prepared, result.Variables, result.ArgumentValues, []);
    }

    /// <summary>All of validation that a document which passed it once still needs.</summary>
    private async ValueTask<ValidOperation> CoerceAsync(
        GraphRequest request,
        PreparedOperation known,
        CancellationToken token
    )
    {
        if (!known.HasVariables)
            return new ValidOperation(known, Variables: null, ByVariable: null, []);
        var inputs = VariablesOf(request);
        var (variables, errors) = await known.CoerceAsync(schema, inputs);
        if (errors.Count > 0)
            return ValidOperation.Refused(Told(errors));
        try
        {
            return new ValidOperation(known, variables, known.Arguments(variables), []);
        }
        catch (ValidationError)
        {
            // The engine tells all mistakes of all fields, in its order.
            var result = await ValidateAsync(known.Document, known.Operation, [], inputs, token);
            return ValidOperation.Refused(Told(result.Errors));
        }
    }

    private Task<IValidationResult> ValidateAsync(
        GraphQLDocument document,
        GraphQLOperationDefinition operation,
        IEnumerable<IValidationRule> rules,
        Inputs variables,
        CancellationToken token
    ) =>
        validator.ValidateAsync(
            new ValidationOptions
            {
                Schema = schema,
                Document = document,
                Operation = operation,
                Rules = rules,
                Variables = variables,
                Extensions = Inputs.Empty,
                UserContext = new Dictionary<string, object?>(StringComparer.Ordinal),
                CancellationToken = token,
            }
        );

    private IReadOnlyList<GraphError> Told(IEnumerable<ExecutionError> errors) =>
        EngineErrors.Validation(errors, schema, settings.Public);

    private Inputs VariablesOf(GraphRequest request) =>
        UploadVariables.Place(
            request,
            request.Variables.ValueKind is System.Text.Json.JsonValueKind.Object
                ? serializer.ReadNode<Inputs>(request.Variables) ?? Inputs.Empty
                : Inputs.Empty
        );

    private GraphQLDocument Parse(string query)
    {
        var text = WithLineFeeds(query);
        sizes.CheckText(text);
        return builder.Build(text);
    }

    /// <summary>
    /// The same document: where a line may end, one end is as good as another. The engine loses count of lines that end
    /// in a carriage return alone and fails when it has to say where a syntax error is.
    /// </summary>
    public static string WithLineFeeds(string text) =>
        text.Contains('\r', StringComparison.Ordinal)
            ? text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n')
            : text;

    /// <summary>The engine's rule on default values throws where another rule should speak: a variable of an output type.</summary>
    private GraphError? OutputVariable(GraphQLDocument document) =>
        document
            .Definitions.OfType<GraphQLOperationDefinition>()
            .SelectMany(operation => operation.Variables?.Items ?? [])
            .Where(variable =>
                variable.DefaultValue is not null
                && schema.AllTypes[NameOf(variable.Type)] is { } type
                && !type.IsInputType()
            )
            .Select(variable => new GraphError(
                GraphErrorCode.ValidationFailed,
                $"Variable '${variable.Variable.Name.Value}' cannot be of type '{NameOf(variable.Type)}', which is no input type."
            ))
            .FirstOrDefault();

    private static string NameOf(GraphQLType type) =>
        type switch
        {
            GraphQLNonNullType { Type: var inner } => NameOf(inner),
            GraphQLListType { Type: var item } => NameOf(item),
            _ => (string)((GraphQLNamedType)type).Name.Value,
        };

    private static GraphQLOperationDefinition? Operation(GraphQLDocument document, string? name)
    {
        var operations = document.Definitions.OfType<GraphQLOperationDefinition>().ToList();
        return string.IsNullOrEmpty(name)
            ? operations is [var only]
                ? only
                : null
            : operations.Find(operation => operation.Name?.Value == name);
    }

    private static GraphQLOperationDefinition? IsNamed(GraphQLOperationDefinition only, string? name) =>
        string.IsNullOrEmpty(name) || only.Name?.Value == name ? only : null;

    private static GraphError UnknownOperation(GraphQLDocument document, string? name)
    {
        var count = document.Definitions.OfType<GraphQLOperationDefinition>().Count();
        return new GraphError(
            GraphErrorCode.UnknownOperation,
            count == 0 ? "The document has no operation."
                : string.IsNullOrEmpty(name) ? "The document has several operations; say by operationName which to run."
                : "The document has no operation of that name."
        );
    }
}
