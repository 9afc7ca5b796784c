using CasesGraph.Access;
using CasesGraph.Graph;
using CasesGraph.Users;

namespace CasesGraph.Server.Http;

/// <summary>/graphql, by the GraphQL over HTTP specification.</summary>
internal sealed class GraphEndpoint(GraphService graph, Limits limits)
{
    /// <summary>Whoever gets here without credentials was let in by the settings (HostSteps.CheckAccess).</summary>
    private static readonly Caller DemoAdministrator = new(Actor.User(1));

    public async Task HandleAsync(HttpContext http)
    {
        var type = AcceptHeader.Choose(http.Request.Headers.Accept);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
        limit.CancelAfter(TimeSpan.FromSeconds(limits.RequestSeconds));
        GraphRequest? request = null;
        try
        {
            request = await ReadAsync(http.Request, type, limit.Token);
            var answer = await graph.ExecuteAsync(request, DemoAdministrator, limit.Token);
            await http.WriteAnswerAsync(type!, answer);
        }
        catch (RefusedException refused)
        {
            await http.WriteRefusalAsync(type ?? AnswerType.Json, refused.Refusal);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The client has left: nobody to answer, nothing to log.
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            var refusal = request is null ? Refusal.TooSlow : Refusal.TimedOut(limits.RequestSeconds);
            await http.WriteRefusalAsync(type!, refusal);
        }
    }

    private async Task<GraphRequest> ReadAsync(HttpRequest request, AnswerType? type, CancellationToken token)
    {
        var isPost = HttpMethods.IsPost(request.Method);
        if (!isPost && !HttpMethods.IsGet(request.Method))
            throw new RefusedException(Refusal.MethodNotAllowed);
        if (type is null)
            throw new RefusedException(Refusal.NotAcceptable);
        if (!isPost)
            return RequestReading.FromQueryString(request.Query, request.Headers);
        if (!request.HasJsonBody())
            throw new RefusedException(Refusal.UnsupportedMediaType);
        return RequestReading.FromBody(await request.ReadBodyAsync(limits.BodyBytes, token), request.Headers);
    }
}
