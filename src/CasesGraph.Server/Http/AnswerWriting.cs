using System.Buffers;
using System.Globalization;
using CasesGraph.Serving;

namespace CasesGraph.Server.Http;

internal static class AnswerWriting
{
    public static Task WriteAnswerAsync(this HttpContext http, AnswerType type, GraphAnswer answer)
    {
        var status = AnswerStatus.Of(answer, type);
        if (status == StatusCodes.Status405MethodNotAllowed)
            http.Response.Headers.Allow = HttpMethods.Post;
        if (AnswerStatus.RetryAfter(answer) is { } wait)
            http.Response.TellToComeAgain(wait);
        return http.WriteAsync(type, status, answer);
    }

    public static Task WriteRefusalAsync(this HttpContext http, AnswerType type, Refusal refusal)
    {
        if (refusal.Allow is { } methods)
            http.Response.Headers.Allow = methods;
        if (refusal.RetryAfter is { } wait)
            http.Response.TellToComeAgain(wait);
        if (refusal.Status is StatusCodes.Status401Unauthorized)
            http.Response.Headers.WWWAuthenticate = "Bearer";
        var answer = GraphAnswer.Refused(new GraphError(refusal.Code, refusal.Message) { Identity = refusal.Identity });
        return http.WriteAsync(type, refusal.Status, answer);
    }

    private static void TellToComeAgain(this HttpResponse response, TimeSpan wait) =>
        response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);

    /// <summary>Several operations at once: each has its own errors, so the whole always went well.</summary>
    public static async Task WriteAnswersAsync(
        this HttpContext http,
        AnswerType type,
        IReadOnlyList<GraphAnswer> answers
    )
    {
        http.Begin(type, StatusCodes.Status200OK);
        var body = http.Response.BodyWriter;
        for (var index = 0; index < answers.Count; index++)
        {
            body.Write(index == 0 ? "["u8 : ","u8);
            answers[index].WriteTo(body);
        }
        body.Write("]"u8);
        await http.SendAsync();
    }

    private static Task WriteAsync(this HttpContext http, AnswerType type, int status, GraphAnswer answer)
    {
        // What does not become a stream is JSON, whatever the stream's client accepts.
        http.Begin(type == AnswerType.EventStream ? AnswerType.Json : type, status);
        answer.WriteTo(http.Response.BodyWriter);
        return http.SendAsync();
    }

    private static async Task SendAsync(this HttpContext http)
    {
        // Without a length an answer goes in chunks, whose end is sent by itself. Nothing is held for a client that has left.
        if (http.Response.BodyWriter.UnflushedBytes is > 0 and var length)
            http.Response.ContentLength = length;
        try
        {
            await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The client has left: nobody to answer, nothing to log.
        }
    }

    public static void Begin(this HttpContext http, AnswerType type, int status)
    {
        var response = http.Response;
        response.StatusCode = status;
        response.ContentType = type.ContentType;
        // Cases change: neither a browser nor a proxy may keep what a GET answered.
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
    }
}
