using System.Text;
using System.Text.Json;
using CasesGraph.Query;
using CasesGraph.Serving;
using GraphQL;
using GraphQL.Execution;
using GraphQL.SystemTextJson;
using GraphQL.Types;
using GraphQLParser.AST;

namespace CasesGraph.Graph;

/// <summary>
/// What the schema says of itself: the one thing that the engine executes. Tools ask for all of it in the same words, and
/// the schema does not change, so answers are kept.
/// </summary>
internal sealed class Introspection(ApiSchema schema) : IDisposable
{
    /// <summary>Of one answer. What the usual tools ask for has a quarter of it.</summary>
    private const int MostValues = 200_000;
    private const long MostBytes = 16 * 1024 * 1024;
    private const int BytesOfEach = 16 * 1024;

    private readonly BoundedCache<Question, IReadOnlyDictionary<string, byte[]>> kept = new(MostBytes);
    private readonly GraphQLSerializer serializer = new();
    private readonly DocumentExecuter executer = new(
        new GraphQLDocumentBuilder(),
        new GraphQL.Validation.DocumentValidator(),
        new MetaFieldsOnly(),
        []
    );

    private readonly Lazy<string> sdl = new(() => SdlPrinter.Print(schema));

    public string Sdl => sdl.Value;

    /// <summary>The values of the meta fields at the root as JSON, by their keys.</summary>
    public async ValueTask<IReadOnlyDictionary<string, byte[]>> RunAsync(
        GraphQLDocument document,
        GraphRequest request,
        CancellationToken token
    )
    {
        var variables = request.Variables.ValueKind is JsonValueKind.Object ? request.Variables.GetRawText() : "";
        var key = new Question(request.Query!, request.OperationName, variables);
        if (kept.Find(key) is { } known)
            return known;
        var answer = await ExecuteAsync(document, request, token);
        kept.Keep(
            key,
            answer,
            BytesOfEach + 2 * (key.Text.Length + variables.Length) + answer.Values.Sum(v => v.Length)
        );
        return answer;
    }

    public void Dispose() => kept.Dispose();

    private async Task<Dictionary<string, byte[]>> ExecuteAsync(
        GraphQLDocument document,
        GraphRequest request,
        CancellationToken token
    )
    {
        var result = await executer.ExecuteAsync(
            new ExecutionOptions
            {
                Schema = schema,
                Document = document,
                OperationName = request.OperationName,
                Query = request.Query,
                ValidationRules = [],
                Variables =
                    request.Variables.ValueKind is JsonValueKind.Object
                        ? serializer.ReadNode<Inputs>(request.Variables)
                        : Inputs.Empty,
                CancellationToken = token,
                ThrowOnUnhandledException = true,
            }
        );
        using var stream = new MemoryStream();
        await serializer.WriteAsync(stream, result, token);
        using var answer = JsonDocument.Parse(stream.GetBuffer().AsMemory(0, (int)stream.Length));
        return answer
            .RootElement.GetProperty("data")
            .EnumerateObject()
            .ToDictionary(
                field => field.Name,
                field => Encoding.UTF8.GetBytes(field.Value.GetRawText()),
                StringComparer.Ordinal
            );
    }

    private sealed record Question(string Text, string? Operation, string Variables);

    private sealed class MetaFieldsOnly : IExecutionStrategySelector
    {
        public IExecutionStrategy Select(GraphQL.Execution.ExecutionContext context) => new Strategy();
    }

    /// <summary>Of one execution.</summary>
    private sealed class Strategy : ParallelExecutionStrategy
    {
        private int values;

        protected override bool ShouldIncludeNode<TASTNode>(
            GraphQL.Execution.ExecutionContext context,
            TASTNode node
        ) => !(node is GraphQLField field && IsPlanned(context.Schema, field)) && base.ShouldIncludeNode(context, node);

        /// <summary>Types lead to fields and fields to types, so that few words can ask for any number of them.</summary>
        protected override Task ExecuteNodeAsync(GraphQL.Execution.ExecutionContext context, ExecutionNode node)
        {
            if (Interlocked.Increment(ref values) > MostValues)
            {
                throw new RequestErrorException(
                    GraphErrorCode.LimitExceeded,
                    $"The request asks for too much of the schema: an answer has at most {MostValues} values of __schema and __type together."
                );
            }
            return base.ExecuteNodeAsync(context, node);
        }

        /// <summary>Names of root fields and of introspection types do not overlap.</summary>
        private static bool IsPlanned(ISchema schema, GraphQLField field) =>
            schema.Query.HasField((string)field.Name.Value) || schema.Mutation!.HasField((string)field.Name.Value);
    }
}
