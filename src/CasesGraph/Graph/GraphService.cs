using System.Buffers;
using System.Text.Json;
using CasesGraph.Access;
using CasesGraph.Data;
using CasesGraph.Data.Sqlite;
using CasesGraph.Graph.Reading;
using CasesGraph.Graph.Running;
using CasesGraph.Query;
using GraphQL.Types;
using GraphQLParser.AST;
using Microsoft.Extensions.Logging;

namespace CasesGraph.Graph;

/// <summary>The one door to the API, whatever the transport.</summary>
internal sealed partial class GraphService(
    ApiSchema schema,
    DocumentReader documents,
    PlanCache plans,
    SqliteConnections connections,
    WriteGate gate,
    Introspection introspection,
    Limits limits,
    TimeProvider clock,
    ILogger<GraphService> logger
)
{
    /// <summary>The schema in SDL, as committed in schema/schema.graphql.</summary>
    public string Sdl => introspection.Sdl;

    /// <summary>Parses, validates, plans and runs one operation. Mistakes of the caller come back as an answer.</summary>
    public async Task<GraphAnswer> ExecuteAsync(GraphRequest request, Caller caller, CancellationToken token)
    {
        using var execution = new Execution(request, caller, plans, connections, gate, token);
        List<RootStep> steps;
        try
        {
            var validated = await documents.ReadAsync(request, token);
            if (validated.Errors.Count > 0)
                return GraphAnswer.Refused(validated.Errors);
            steps = await PrepareAsync(validated, execution, token);
        }
        catch (RequestErrorException mistake)
        {
            return GraphAnswer.Refused(new GraphError(mistake.Code, mistake.Message));
        }
        catch (Exception bug) when (bug is not OperationCanceledException)
        {
            return GraphAnswer.Refused(Report(bug, path: null));
        }
        try
        {
            return await RunAsync(steps, token);
        }
        catch (Exception interrupted)
            when (token.IsCancellationRequested && interrupted is not OperationCanceledException)
        {
            throw new OperationCanceledException("The statement was interrupted.", interrupted, token);
        }
    }

    private async Task<List<RootStep>> PrepareAsync(ValidDocument valid, Execution execution, CancellationToken token)
    {
        var written = new WrittenOrder(valid.Operation, execution.Request.Variables);
        var reading = new RequestReading(
            schema,
            valid.Document,
            valid.Result,
            written,
            limits,
            clock.GetUtcNow().UtcDateTime
        );
        var root = valid.Operation.Operation is OperationType.Mutation ? schema.Mutation! : schema.Query!;
        var steps = new List<RootStep>();
        foreach (var field in reading.Fields.Collect(root, [valid.Operation.SelectionSet]))
        {
            var nullable = root.GetField(field.Name)?.ResolvedType is not NonNullGraphType;
            steps.Add(new RootStep(field, await PrepareAsync(field, root, valid, reading, execution, token), nullable));
        }
        return steps;
    }

    private async Task<PreparedField> PrepareAsync(
        CollectedField field,
        IObjectGraphType root,
        ValidDocument valid,
        RequestReading reading,
        Execution execution,
        CancellationToken token
    )
    {
        if (field.Name is "__typename")
            return _ => Task.FromResult<Action<Utf8JsonWriter>>(json => json.WriteStringValue(root.Name));
        if (schema.Find(root, field.Name) is { } own)
            return own.Prepare(field, reading, execution);
        if (limits.Introspection is false)
        {
            throw new RequestErrorException(
                GraphErrorCode.ValidationFailed,
                "Introspection is off here; the schema is at /graphql/schema.graphql."
            );
        }
        var answer = await introspection.RunAsync(valid, execution.Request, field.Key, token);
        return _ =>
            Task.FromResult<Action<Utf8JsonWriter>>(json => json.WriteRawValue(answer, skipInputValidation: true));
    }

    /// <summary>One field after the other: queries share a snapshot, mutations are each a transaction of their own.</summary>
    private async Task<GraphAnswer> RunAsync(List<RootStep> steps, CancellationToken token)
    {
        var errors = new List<GraphError>();
        var data = new ArrayBufferWriter<byte>(4096);
        await using (var json = new Utf8JsonWriter(data, JsonText.Options))
        {
            json.WriteStartObject();
            foreach (var (field, prepared, nullable) in steps)
            {
                var (write, error) = await RunAsync(field, prepared, token);
                if (error is not null)
                    errors.Add(error);
                if (write is null && !nullable)
                    return GraphAnswer.Complete("null"u8.ToArray(), errors);
                json.WritePropertyName(field.Key);
                if (write is null)
                    json.WriteNullValue();
                else
                    write(json);
            }
            json.WriteEndObject();
        }
        return GraphAnswer.Complete(data.WrittenMemory, errors);
    }

    private async Task<(Action<Utf8JsonWriter>? Write, GraphError? Error)> RunAsync(
        CollectedField field,
        PreparedField prepared,
        CancellationToken token
    )
    {
        IReadOnlyList<object> path = [field.Key];
        try
        {
            return (await prepared(token), null);
        }
        catch (RequestErrorException mistake)
        {
            return (null, new GraphError(mistake.Code, mistake.Message) { Path = path });
        }
        catch (Exception bug) when (!token.IsCancellationRequested)
        {
            return (null, Report(bug, path));
        }
    }

    /// <summary>Our bug: the caller gets a trace id, the log gets everything.</summary>
    private GraphError Report(Exception bug, IReadOnlyList<object>? path)
    {
        var traceId = System.Diagnostics.Activity.Current?.TraceId.ToString() ?? Guid.NewGuid().ToString("N");
        LogBug(traceId, bug);
        return new GraphError(
            GraphErrorCode.InternalError,
            "Something went wrong on our side. The trace id finds it in the log."
        )
        {
            Path = path,
            TraceId = traceId,
        };
    }

    [LoggerMessage(LogLevel.Error, "A request failed, trace id {TraceId}.")]
    private partial void LogBug(string traceId, Exception exception);

    private sealed record RootStep(CollectedField Field, PreparedField Prepared, bool Nullable);
}
