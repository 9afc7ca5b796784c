using System.Text.Json;
using GraphQL;
using GraphQL.Execution;
using GraphQL.SystemTextJson;
using GraphQL.Types;
using GraphQLParser.AST;

namespace CasesGraph.Graph;

/// <summary>What the schema says of itself: the one thing that the engine executes.</summary>
internal sealed class Introspection(ApiSchema schema)
{
    private readonly GraphQLSerializer serializer = new();
    private readonly DocumentExecuter executer = new(
        new GraphQLDocumentBuilder(),
        new GraphQL.Validation.DocumentValidator(),
        new MetaFieldsOnly(),
        []
    );

    private readonly Lazy<string> sdl = new(() => SdlPrinter.Print(schema));

    public string Sdl => sdl.Value;

    /// <summary>The value of one meta field of the root as JSON.</summary>
    public async Task<byte[]> RunAsync(
        GraphQLDocument document,
        GraphRequest request,
        string key,
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
        using var answer = JsonDocument.Parse(stream.ToArray());
        return System.Text.Encoding.UTF8.GetBytes(answer.RootElement.GetProperty("data").GetProperty(key).GetRawText());
    }

    private sealed class MetaFieldsOnly : IExecutionStrategySelector
    {
        private readonly Strategy strategy = new();

        public IExecutionStrategy Select(GraphQL.Execution.ExecutionContext context) => strategy;
    }

    private sealed class Strategy : ParallelExecutionStrategy
    {
        protected override bool ShouldIncludeNode<TASTNode>(
            GraphQL.Execution.ExecutionContext context,
            TASTNode node
        ) => !(node is GraphQLField field && IsPlanned(context.Schema, field)) && base.ShouldIncludeNode(context, node);

        /// <summary>Names of root fields and of introspection types do not overlap.</summary>
        private static bool IsPlanned(ISchema schema, GraphQLField field) =>
            schema.Query.HasField((string)field.Name.Value) || schema.Mutation!.HasField((string)field.Name.Value);
    }
}
