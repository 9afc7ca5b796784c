using GraphQL;
using GraphQL.Execution;
using GraphQL.SystemTextJson;
using GraphQL.Validation;
using GraphQLParser.AST;

namespace CasesGraph.Graph;

/// <summary>From a request's text to a validated operation with its variables: the engine's part of every request.</summary>
internal sealed class DocumentReader(ApiSchema schema, DocumentCache cache, Limits limits)
{
    private readonly DocumentValidator validator = new();
    private readonly GraphQLSerializer serializer = new();
    private readonly DocumentLimits sizes = new(limits);

    /// <summary>Reads one request.</summary>
    /// <param name="streams">Whether the transport can carry more than one answer.</param>
    public async Task<ValidDocument> ReadAsync(GraphRequest request, bool streams, CancellationToken token)
    {
        if (string.IsNullOrWhiteSpace(request.Query))
            return Refuse(
                new GraphError(GraphErrorCode.BadRequest, "The request has no document: 'query' is missing or empty.")
            );
        var known = cache.Find(request.Query);
        GraphQLDocument document;
        try
        {
            var text = WithLineFeeds(request.Query);
            if (known is null)
                sizes.CheckText(text);
            document = known ?? cache.Parse(text);
        }
        catch (Exception mistake) when (mistake is SyntaxError or GraphQLParser.Exceptions.GraphQLParserException)
        {
            return Refuse(EngineErrors.Syntax(mistake));
        }
        var operation = Operation(document, request.OperationName);
        if (operation is null)
            return Refuse(UnknownOperation(document, request.OperationName));
        if (request.QueriesOnly && operation.Operation is OperationType.Mutation)
            return Refuse(
                new GraphError(GraphErrorCode.MethodNotAllowed, "Mutations cannot be sent with GET; use POST.")
            );
        if (operation.Operation is OperationType.Subscription && !streams)
            return Refuse(
                new GraphError(
                    GraphErrorCode.ValidationFailed,
                    "A subscription is answered by a stream: ask with Accept: text/event-stream, or over a WebSocket (graphql-transport-ws)."
                )
            );
        if (known is null && OutputVariable(document) is { } variable)
            return Refuse(variable);
        if (UploadVariables.Mistake(request, operation) is { } misplaced)
            return Refuse(misplaced);
        var result = await ValidateAsync(request, document, operation, isKnown: known is not null, token);
        if (!result.IsValid)
            return Refuse([.. result.Errors.Select(EngineErrors.Validation)]);
        if (known is null)
        {
            sizes.CheckOperation(document, operation);
            if (document.Definitions.OfType<GraphQLOperationDefinition>().Count() == 1)
                cache.Keep(request.Query, document);
        }
        return new ValidDocument(document, operation, result, []);
    }

    private async Task<IValidationResult> ValidateAsync(
        GraphRequest request,
        GraphQLDocument document,
        GraphQLOperationDefinition operation,
        bool isKnown,
        CancellationToken token
    )
    {
        var variables =
            request.Variables.ValueKind is System.Text.Json.JsonValueKind.Object
                ? serializer.ReadNode<Inputs>(request.Variables) ?? Inputs.Empty
                : Inputs.Empty;
        return await validator.ValidateAsync(
            new ValidationOptions
            {
                Schema = schema,
                Document = document,
                Operation = operation,
                Rules = isKnown ? [] : DocumentValidator.CoreRules,
                Variables = UploadVariables.Place(request, variables),
                Extensions = Inputs.Empty,
                UserContext = new Dictionary<string, object?>(StringComparer.Ordinal),
                CancellationToken = token,
            }
        );
    }

    /// <summary>
    /// The same document: where a line may end, one end is as good as another. The engine loses count of lines that end
    /// in a carriage return alone and fails when it has to say where a syntax error is.
    /// </summary>
    private static string WithLineFeeds(string text) =>
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

    private static ValidDocument Refuse(params IReadOnlyList<GraphError> errors) => new(null!, null!, null!, errors);
}

/// <summary>An operation that may run, or the errors for which it may not.</summary>
internal sealed record ValidDocument(
    GraphQLDocument Document,
    GraphQLOperationDefinition Operation,
    IValidationResult Result,
    IReadOnlyList<GraphError> Errors
);
