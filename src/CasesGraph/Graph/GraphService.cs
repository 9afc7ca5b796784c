using System.Text.Json;
using CasesGraph.Access;
using CasesGraph.Data;
using CasesGraph.Graph.Reading;
using CasesGraph.Graph.Running;
using CasesGraph.Query;
using GraphQL.Types;
using GraphQLParser.AST;

namespace CasesGraph.Graph;

/// <summary>The one door to the API, whatever the transport.</summary>
internal sealed class GraphService(
    ApiSchema schema,
    DocumentReader documents,
    PlanCache plans,
    Admission admission,
    CasesDatabase database,
    WriteGate gate,
    EventSources sources,
    Introspection introspection,
    Limits limits,
    TimeProvider clock,
    FailureReports failures
)
{
    private readonly AnswerBuffers buffers = new();

    /// <summary>The schema in SDL, as committed in schema/schema.graphql.</summary>
    public string Sdl => introspection.Sdl;

    /// <summary>Parses, validates, plans and runs one operation. Mistakes of the caller come back as an answer.</summary>
    public async Task<GraphAnswer> ExecuteAsync(GraphRequest request, Caller caller, CancellationToken token) =>
        (await AskAsync(request, caller, streams: false, token)).Answer!;

    /// <summary>The same on a transport that can stream: what a subscription answers is a stream of events.</summary>
    /// <param name="token">Ends the run of a query or mutation, or the acceptance of a subscription, not its stream.</param>
    public Task<GraphReply> SubscribeAsync(GraphRequest request, Caller caller, CancellationToken token) =>
        AskAsync(request, caller, streams: true, token);

    /// <summary>What a request would be refused with before any of it ran; null when it would run.</summary>
    public async Task<GraphAnswer?> CheckAsync(GraphRequest request, CancellationToken token)
    {
        try
        {
            var validated = await documents.ReadAsync(request, streams: false, token);
            if (validated.Errors.Count > 0)
                return GraphAnswer.Refused(validated.Errors);
            await PrepareAsync(validated, request, token);
            return null;
        }
        catch (RequestErrorException mistake)
        {
            return GraphAnswer.Refused(new GraphError(mistake.Code, mistake.Message));
        }
    }

    private async Task<GraphReply> AskAsync(GraphRequest request, Caller caller, bool streams, CancellationToken token)
    {
        using var span = Telemetry.Source.StartActivity("graphql");
        span?.SetTag("graphql.operation.name", request.OperationName);
        var reply = request.Refused is { } refused
            ? new GraphReply(refused, Events: null)
            : await RunAsync(request, caller, streams, token);
        Telemetry.Count(reply);
        return reply;
    }

    private async Task<GraphReply> RunAsync(GraphRequest request, Caller caller, bool streams, CancellationToken token)
    {
        await using var execution = new Execution(request, caller, database, gate, token);
        RootSteps steps;
        try
        {
            var validated = await documents.ReadAsync(request, streams, token);
            if (validated.Errors.Count > 0)
                return GraphReply.Refused(validated.Errors);
            if (validated.Prepared.Operation.Operation is OperationType.Subscription)
                return await SubscribeAsync(validated, execution, token);
            steps = await PrepareAsync(validated, request, token);
            if (request.CostReport is CostReport.Validate)
                return CostAlone(steps.Cost);
            execution.Statements = steps.Statements;
        }
        catch (RequestErrorException mistake)
        {
            return GraphReply.Refused(GraphError.Of(mistake));
        }
        catch (Exception bug) when (bug is not OperationCanceledException)
        {
            return GraphReply.Refused(failures.Report(bug));
        }
        try
        {
            return await AdmitAsync(steps, execution, token);
        }
        catch (Exception interrupted)
            when (token.IsCancellationRequested && interrupted is not OperationCanceledException)
        {
            throw new OperationCanceledException("The statement was interrupted.", interrupted, token);
        }
    }

    private async Task<GraphReply> AdmitAsync(RootSteps steps, Execution execution, CancellationToken token)
    {
        IDisposable? place;
        try
        {
            place = await admission.EnterAsync(steps.Cost, token);
        }
        catch (UnavailableException full)
        {
            return GraphReply.Refused(failures.Report(full));
        }
        using (place)
            return new GraphReply(await RunAsync(steps, execution, token), Events: null);
    }

    /// <summary>An answer of a request that was to be judged, not run.</summary>
    private GraphReply CostAlone(double requested) =>
        new(GraphAnswer.Complete("null"u8.ToArray(), [], Cost(requested, actual: null)), Events: null);

    private OperationCost Cost(double requested, double? actual) =>
        new(OperationCost.Whole(requested), actual is { } points ? OperationCost.Whole(points) : null, limits.Cost);

    private async Task<GraphReply> SubscribeAsync(ValidOperation valid, Execution execution, CancellationToken token)
    {
        var reading = Reading(valid, execution.Request);
        var fields = reading.Fields.Collect((IObjectGraphType)schema.Subscription!, valid.Prepared.Root);
        if (fields is not [var only] || schema.FindSubscription(only.Name) is not { } field)
        {
            throw new RequestErrorException(
                GraphErrorCode.ValidationFailed,
                "A subscription has exactly one field at its root, and not one of introspection."
            );
        }
        var prepared = field.Prepare(only, reading, execution);
        reading.Cost.Check(limits.Cost);
        if (execution.Request.CostReport is CostReport.Validate)
            return CostAlone(reading.Cost.Requested);
        await reading.Plans.MakeAsync(token);
        return new GraphReply(Answer: null, await prepared(sources, token));
    }

    private RequestReading Reading(ValidOperation valid, GraphRequest request) =>
        new(schema, valid, new WrittenOrder(valid.Prepared.Operation, request.Variables), plans, limits, clock);

    private async ValueTask<RootSteps> PrepareAsync(ValidOperation valid, GraphRequest request, CancellationToken token)
    {
        if (valid.Prepared.Steps is { } known)
            return known;
        var reading = Reading(valid, request);
        var isMutation = valid.Prepared.Operation.Operation is OperationType.Mutation;
        var root = isMutation ? schema.Mutation! : schema.Query!;
        var steps = new List<RootStep>();
        foreach (var field in reading.Fields.Collect(root, valid.Prepared.Root))
        {
            var nullable = root.GetField(field.Name)?.ResolvedType is not NonNullGraphType;
            steps.Add(
                new RootStep(field.Key, await PrepareAsync(field, root, valid, reading, request, token), nullable)
            );
        }
        reading.Cost.Check(limits.Cost);
        if (request.CostReport is CostReport.Validate)
            return new RootSteps(steps, 0, reading.Cost.Requested, reading.Cost.Fixed);
        await reading.Plans.MakeAsync(token);
        var made = new RootSteps(
            steps,
            reading.OwnStatements + reading.Plans.StatementCount,
            reading.Cost.Requested,
            reading.Cost.Fixed
        );
        if (!isMutation && reading.Variations.Count == 0)
            valid.Prepared.Steps = made;
        return made;
    }

    private async ValueTask<PreparedField> PrepareAsync(
        CollectedField field,
        IObjectGraphType root,
        ValidOperation valid,
        RequestReading reading,
        GraphRequest request,
        CancellationToken token
    )
    {
        if (field.Name is "__typename")
            return (_, _) => Task.FromResult<Action<Utf8JsonWriter>>(json => json.WriteStringValue(root.Name));
        if (schema.Find(root, field.Name) is { } own)
            return own.Prepare(field, reading);
        if (limits.Introspection is false)
        {
            throw new RequestErrorException(
                GraphErrorCode.ValidationFailed,
                "Introspection is off here; the schema is at /graphql/schema.graphql."
            );
        }
        // Too large an answer to be kept with the document.
        reading.Variations.Note();
        var answer = await introspection.RunAsync(valid.Prepared.Document, request, field.Key, token);
        return (_, _) =>
            Task.FromResult<Action<Utf8JsonWriter>>(json => json.WriteRawValue(answer, skipInputValidation: true));
    }

    /// <summary>One field after the other: queries share a snapshot, mutations are each a transaction of their own.</summary>
    private async Task<GraphAnswer> RunAsync(RootSteps steps, Execution execution, CancellationToken token)
    {
        var errors = new List<GraphError>();
        using var buffer = buffers.Rent();
        var json = buffer.Json;
        json.WriteStartObject();
        foreach (var (key, prepared, nullable) in steps.Steps)
        {
            var (write, error) = await RunAsync(key, prepared, execution, token);
            if (error is not null)
                errors.Add(error);
            // In an outage the rest would fail too, and half an answer is of no use.
            if (write is null && (!nullable || error!.Outage is not null))
                return GraphAnswer.Complete("null"u8.ToArray(), errors, Spent(steps, execution));
            json.WritePropertyName(key);
            if (write is null)
                json.WriteNullValue();
            else
                write(json);
        }
        json.WriteEndObject();
        return GraphAnswer.Complete(buffer.ToArray(), errors, Spent(steps, execution));
    }

    private OperationCost? Spent(RootSteps steps, Execution execution) =>
        execution.Tally is { } tally ? Cost(steps.Cost, steps.FixedCost + tally.Points) : null;

    private async Task<(Action<Utf8JsonWriter>? Write, GraphError? Error)> RunAsync(
        string key,
        PreparedField prepared,
        Execution execution,
        CancellationToken token
    )
    {
        IReadOnlyList<object> path = [key];
        try
        {
            return (await prepared(execution, token), null);
        }
        catch (RequestErrorException mistake)
        {
            return (null, GraphError.Of(mistake) with { Path = path });
        }
        catch (UnavailableException outage)
        {
            return (null, failures.Report(outage, path));
        }
        catch (Exception bug) when (!token.IsCancellationRequested)
        {
            return (null, failures.Report(bug, path));
        }
    }
}
