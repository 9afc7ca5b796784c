using CasesGraph.Access;
using CasesGraph.Attachments;
using CasesGraph.Graph;
using CasesGraph.Query;
using CasesGraph.Server.Http.Uploads;
using CasesGraph.Serving;

namespace CasesGraph.Server.Http;

/// <summary>/graphql, by the GraphQL over HTTP specification.</summary>
internal sealed class GraphEndpoint(
    GraphService graph,
    Entrance entrance,
    EventStreams streams,
    OpenConnections connections,
    RateLimitHeaders rateLimit,
    MultipartRequests multipart,
    UploadSettings uploads,
    Limits limits,
    TimeProvider clock
)
{
    public async Task HandleAsync(HttpContext http)
    {
        var type = AcceptHeader.Choose(http.Request.Headers.Accept);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
        limit.CancelAfter(TimeSpan.FromSeconds(limits.RequestSeconds));
        BodyOperations? operations = null;
        try
        {
            Check(http.Request, type);
            var signIn = await entrance.SignInAsync(new Credentials(http), limit.Token);
            rateLimit.TellWith(http.Response, signIn.Caller);
            operations = await ReadAsync(http.Request, signIn.Caller, limit);
            await AnswerAsync(http, type!, operations, signIn, limit.Token);
        }
        catch (RefusedException refused)
        {
            await http.WriteRefusalAsync(type ?? AnswerType.Json, refused.Refusal);
        }
        catch (RequestErrorException mistake)
        {
            await http.WriteAnswerAsync(type!, GraphAnswer.Refused(GraphError.Of(mistake)));
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The client has left: nobody to answer, nothing to log.
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            var refusal = operations is null ? Refusal.TooSlow : Refusal.TimedOut(limits.RequestSeconds);
            await http.WriteRefusalAsync(type!, refusal);
        }
    }

    private async Task AnswerAsync(
        HttpContext http,
        AnswerType type,
        BodyOperations operations,
        SignIn signIn,
        CancellationToken token
    )
    {
        if (type == AnswerType.EventStream)
        {
            await StreamAsync(http, operations, signIn, token);
            return;
        }
        // A body may have taken its time to arrive.
        var caller = await NowAsync(signIn, operations, token);
        var answers = await ExecuteAsync(operations, caller, token);
        await (
            operations.IsBatch ? http.WriteAnswersAsync(type, answers) : http.WriteAnswerAsync(type, answers.Single())
        );
    }

    private async Task StreamAsync(HttpContext http, BodyOperations operations, SignIn signIn, CancellationToken token)
    {
        using var ofAddress = connections.Open(new Credentials(http).Address);
        using var ofCaller = connections.Open(signIn.Caller);
        if (ofAddress is null || ofCaller is null)
        {
            await LeaveAsync(operations);
            throw new RefusedException(Refusal.TooManyConnections);
        }
        using var presence = new Presence(signIn, clock);
        using var followed = new FollowedOperation(graph, presence, operations.Requests[0], clock);
        var answer = await BeginAsync(operations, followed, token);
        // A client of streams takes an event for an answer, and comes again after a status.
        await (
            answer is null ? streams.WriteAsync(http, followed, presence)
            : AnswerStatus.RetryAfter(answer) is null ? EventStreams.WriteAsync(http, answer)
            : http.WriteAnswerAsync(AnswerType.EventStream, answer)
        );
    }

    private static async ValueTask<Caller> NowAsync(SignIn signIn, BodyOperations operations, CancellationToken token)
    {
        try
        {
            return await signIn.NowAsync(token);
        }
        catch
        {
            await LeaveAsync(operations);
            throw;
        }
    }

    private static ValueTask LeaveAsync(BodyOperations operations) =>
        operations.Files?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static async Task<GraphAnswer?> BeginAsync(
        BodyOperations operations,
        FollowedOperation followed,
        CancellationToken token
    )
    {
        await using var files = operations.Files;
        if (operations.IsBatch)
        {
            throw new RefusedException(
                Refusal.BadRequest("A batch cannot be answered by a stream; send each by itself.")
            );
        }
        var answer = await followed.BeginAsync(token);
        if (answer is not null)
            LeaveUnknown(files, answer);
        return answer;
    }

    private async Task<List<GraphAnswer>> ExecuteAsync(
        BodyOperations operations,
        Caller caller,
        CancellationToken token
    )
    {
        await using var files = operations.Files;
        var bound = graph.Bound(token);
        var answers = new List<GraphAnswer>();
        foreach (var request in operations.Requests)
        {
            answers.Add(await graph.ExecuteAsync(request, caller, bound, token));
            LeaveUnknown(files, answers[^1]);
        }
        return answers;
    }

    private static void LeaveUnknown(ReceivedFiles? files, GraphAnswer answer)
    {
        if (answer.Errors.Any(error => error.Outage is { Written: Written.Unknown }))
            files?.Leave();
    }

    private static void Check(HttpRequest request, AnswerType? type)
    {
        if (!HttpMethods.IsPost(request.Method) && !HttpMethods.IsGet(request.Method))
            throw new RefusedException(Refusal.MethodNotAllowed);
        if (type is null)
            throw new RefusedException(Refusal.NotAcceptable);
    }

    private async Task<BodyOperations> ReadAsync(HttpRequest request, Caller caller, CancellationTokenSource limit)
    {
        if (!HttpMethods.IsPost(request.Method) && request.ContentType is { Length: > 0 } && !request.HasJsonBody())
            throw new RefusedException(Refusal.UnsupportedMediaType);
        if (!HttpMethods.IsPost(request.Method))
            return new BodyOperations([RequestReading.FromQueryString(request.Query, request.Headers)], IsBatch: false);
        if (request.HasJsonBody())
        {
            var body = await request.ReadBodyAsync(limits.BodyBytes, limit.Token);
            return RequestReading.FromBody(body, request.Headers, limits);
        }
        if (!MultipartParts.Has(request))
            throw new RefusedException(Refusal.UnsupportedMediaType);
        // Files may take their time to arrive; what comes then has as long as any request.
        var time = new ArrivalTime(limit, TimeSpan.FromSeconds(uploads.Seconds));
        var operations = await multipart.ReadAsync(request, caller, time);
        limit.CancelAfter(TimeSpan.FromSeconds(limits.RequestSeconds));
        return operations;
    }
}
