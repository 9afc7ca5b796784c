using CasesGraph.Graph;

namespace CasesGraph.Server.Http;

internal static class AnswerWriting
{
    public static Task WriteAnswerAsync(this HttpContext http, AnswerType type, GraphAnswer answer)
    {
        var status = AnswerStatus.Of(answer, type);
        if (status == StatusCodes.Status405MethodNotAllowed)
            http.Response.Headers.Allow = HttpMethods.Post;
        return http.WriteAsync(type, status, answer);
    }

    public static Task WriteRefusalAsync(this HttpContext http, AnswerType type, Refusal refusal)
    {
        if (refusal.Allow is { } methods)
            http.Response.Headers.Allow = methods;
        var answer = GraphAnswer.Refused(new GraphError(refusal.Code, refusal.Message));
        return http.WriteAsync(type, refusal.Status, answer);
    }

    private static async Task WriteAsync(this HttpContext http, AnswerType type, int status, GraphAnswer answer)
    {
        var response = http.Response;
        response.StatusCode = status;
        response.ContentType = type.ContentType;
        // Cases change: neither a browser nor a proxy may keep what a GET answered.
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        answer.WriteTo(response.BodyWriter);
        try
        {
            await response.BodyWriter.FlushAsync(http.RequestAborted);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The client has left: nobody to answer, nothing to log.
        }
    }
}
