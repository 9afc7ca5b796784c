using CasesGraph.Access;
using CasesGraph.Data;
using CasesGraph.Graph.Reading;
using CasesGraph.Graph.Running;
using CasesGraph.Query;
using CasesGraph.Serving;
using GraphQL.Types;
using GraphQLParser.AST;

namespace CasesGraph.Graph;

/// <summary>The one door to the API, whatever the transport.</summary>
internal sealed class GraphService(
    ApiSchema schema,
    DocumentTexts texts,
    DocumentReader documents,
    OperationSteps operations,
    Buckets buckets,
    Admission admission,
    CasesDatabase database,
    WriteGate gate,
    AccessTrail trail,
    Introspection introspection,
    Limits limits,
    FailureReports failures
)
{
    private readonly OperationRuns runs = new(failures, limits);

    /// <summary>The schema in SDL, as committed in schema/schema.graphql.</summary>
    public string Sdl => introspection.Sdl;

    public AnswerBound Bound(CancellationToken token) => new(limits.AnswerBytes, token);

    /// <summary>Parses, validates, plans and runs one operation. Mistakes of the caller come back as an answer.</summary>
    public async Task<GraphAnswer> ExecuteAsync(
        GraphRequest request,
        Caller caller,
        AnswerBound bound,
        CancellationToken token
    ) =>
        bound.Exceeded is { } earlier
            ? GraphAnswer.Refused(GraphError.Of(earlier) with { Written = Written.No })
            : (await AskAsync(request, caller, bound, streams: false, token)).Answer!;

    /// <summary>The same on a transport that can stream: what a subscription answers is a stream of events.</summary>
    /// <param name="token">Ends the run of a query or mutation, or the acceptance of a subscription, not its stream.</param>
    public Task<GraphReply> SubscribeAsync(GraphRequest request, Caller caller, CancellationToken token) =>
        AskAsync(request, caller, Bound(token), streams: true, token);

    /// <summary>
    /// The request with the text of its document, which may be forgotten where it was sent by its hash; as it is where that is so.
    /// </summary>
    public GraphRequest Whole(GraphRequest request, Caller caller)
    {
        try
        {
            return texts.Resolve(request, caller);
        }
        catch (RequestErrorException)
        {
            return request;
        }
    }

    /// <summary>What a request would be refused with before any of it ran; null when it would run.</summary>
    public async Task<GraphAnswer?> CheckAsync(GraphRequest request, Caller caller, CancellationToken token)
    {
        var charge = buckets.Begin(caller);
        try
        {
            charge.Begin();
            var whole = texts.Resolve(request, caller);
            var validated = await documents.ReadAsync(whole, streams: false, token);
            if (validated.Errors.Count > 0)
                return GraphAnswer.Refused(validated.Errors);
            CheckView(validated, caller);
            await operations.PrepareAsync(validated, whole, caller, charge, token);
            charge.Return();
            return null;
        }
        catch (RequestErrorException mistake)
        {
            return GraphAnswer.Refused(GraphError.Of(mistake));
        }
        catch (UnavailableException full)
        {
            return GraphAnswer.Refused(failures.Report(full));
        }
        finally
        {
            charge.Settle(actual: 0);
        }
    }

    /// <summary>Whether it is one mutation, of a file that has a limit of its own.</summary>
    public async Task<bool> TakesLargeFileAsync(GraphRequest request, Caller caller, CancellationToken token)
    {
        var validated = await documents.ReadAsync(texts.Resolve(request, caller), streams: false, token);
        return validated.Errors.Count == 0
            && validated.Prepared.Operation
                is { Operation: OperationType.Mutation, SelectionSet.Selections: [GraphQLField { Name: var name }] }
            && schema.TakesLargeFile((string)name.Value);
    }

    private async Task<GraphReply> AskAsync(
        GraphRequest request,
        Caller caller,
        AnswerBound bound,
        bool streams,
        CancellationToken token
    )
    {
        using var span = Telemetry.Source.StartActivity("graphql");
        span?.SetTag("graphql.operation.name", request.OperationName);
        var reply = request.Refused is { } refused
            ? new GraphReply(refused, Events: null)
            : await ChargeAsync(request, caller, bound, streams, token);
        Telemetry.Count(reply);
        NoteLimit(reply, caller);
        return caller is { Viewer: not null, Actor: var seen } && reply.Answer is { } answer
            ? reply with
            {
                Answer = answer.SeenAs(ViewAs.Text(seen)),
            }
            : reply;
    }

    /// <summary>Whoever looks as another does nothing in that one's place, and follows nothing.</summary>
    private static void CheckView(ValidOperation valid, Caller caller)
    {
        if (caller.Viewer is not null && valid.Prepared.Operation.Operation is not OperationType.Query)
            throw new RequestErrorException(
                GraphErrorCode.Forbidden,
                $"With {ViewAs.Header} only queries are answered, no mutations or subscriptions."
            );
    }

    private void NoteLimit(GraphReply reply, Caller caller)
    {
        if (reply.Answer is not { Errors: { Count: > 0 } errors })
            return;
        var limit = errors.FirstOrDefault(error =>
            error.Code is GraphErrorCode.RateLimited or GraphErrorCode.LimitExceeded
        );
        if (limit is not null)
            trail.LimitRefused(caller, limit.Code, limit.Exceeded?.Limit);
    }

    private async Task<GraphReply> ChargeAsync(
        GraphRequest request,
        Caller caller,
        AnswerBound bound,
        bool streams,
        CancellationToken token
    )
    {
        var charge = buckets.Begin(caller);
        GraphRequest whole;
        try
        {
            charge.Begin();
            if (caller.Viewer is not null)
                await trail.ViewsAsync(caller, token);
            whole = texts.Resolve(request, caller);
        }
        catch (RequestErrorException mistake)
        {
            return GraphReply.Refused(GraphError.Of(mistake));
        }
        catch (UnavailableException outage)
        {
            return GraphReply.Refused(failures.Report(outage));
        }
        await using var execution = new Execution(whole, caller, charge, bound, database, gate, trail, token);
        var reply = await RunAsync(execution, streams, token);
        // What has not begun to run costs no more than its coming.
        if (reply.Answer is { Executed: false })
            charge.Settle(actual: 0);
        return reply;
    }

    private async Task<GraphReply> RunAsync(Execution execution, bool streams, CancellationToken token)
    {
        var request = execution.Request;
        RootSteps steps;
        try
        {
            var validated = await documents.ReadAsync(request, streams, token);
            if (validated.Errors.Count > 0)
                return GraphReply.Refused(validated.Errors);
            texts.Keep(request, execution.Caller);
            CheckView(validated, execution.Caller);
            if (validated.Prepared.Operation.Operation is OperationType.Subscription)
                return await SubscribeAsync(validated, execution, token);
            execution.Valid = validated;
            steps = await operations.PrepareAsync(validated, request, execution.Caller, execution.Charge, token);
            if (request.CostReport is CostReport.Validate)
                return CostAlone(steps.Cost, execution.Charge);
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
            place = await admission.EnterAsync(steps, token);
        }
        catch (UnavailableException full)
        {
            return GraphReply.Refused(failures.Report(full));
        }
        using (place)
            return new GraphReply(await runs.RunAsync(steps, execution, token), Events: null);
    }

    /// <summary>An answer of a request that was to be judged, not run.</summary>
    private static GraphReply CostAlone(double requested, Charge charge) =>
        new(
            GraphAnswer.Complete(
                "null"u8.ToArray(),
                [],
                new OperationCost(
                    OperationCost.Whole(requested),
                    Actual: null,
                    charge.Most.Points,
                    charge.Bucket?.Remaining
                )
            ),
            Events: null
        );

    private async Task<GraphReply> SubscribeAsync(ValidOperation valid, Execution execution, CancellationToken token)
    {
        var reading = operations.Reading(valid, execution.Request, execution.Caller);
        var fields = reading.Fields.Collect((IObjectGraphType)schema.Subscription!, valid.Prepared.Root);
        if (fields is not [var only] || schema.FindSubscription(only.Name) is not { } field)
        {
            throw new RequestErrorException(
                GraphErrorCode.ValidationFailed,
                "A subscription has exactly one field at its root, and not one of introspection."
            );
        }
        PreparedSubscription prepared;
        try
        {
            reading.At(only.Field);
            field.Right.Check(execution.Caller.Access, $"{schema.Subscription!.Name}.{field.Name}");
            await reading.Varying.LoadConditionsAsync(only.Field, token);
            prepared = field.Prepare(only, new FieldReading(reading), execution);
        }
        catch (RequestErrorException mistake) when (mistake.IsOfField)
        {
            throw reading.Located(mistake);
        }
        reading.Cost.Check(execution.Charge.Most);
        if (execution.Request.CostReport is CostReport.Validate)
            return CostAlone(reading.Cost.Requested, execution.Charge);
        execution.Charge.Take(reading.Cost.Requested);
        await operations.CheckPlacesAsync(reading, token);
        await reading.Plans.MakeAsync(token);
        return new GraphReply(Answer: null, await prepared(token));
    }
}
