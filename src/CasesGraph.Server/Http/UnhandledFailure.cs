using System.Diagnostics;
using CasesGraph.Graph;
using CasesGraph.Server.Start;
using Microsoft.AspNetCore.Diagnostics;

namespace CasesGraph.Server.Http;

/// <summary>A bug of ours, or a broken machine: everything goes to the log, nothing but its trace id to the client.</summary>
internal sealed class UnhandledFailure(ILogger<UnhandledFailure> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(
        HttpContext httpContext,
        Exception exception,
        CancellationToken cancellationToken
    )
    {
        var type = AcceptHeader.Choose(httpContext.Request.Headers.Accept) ?? AnswerType.Json;
        // Kestrel's own refusals of a malformed request are the client's mistake.
        if (exception is BadHttpRequestException bad)
        {
            await httpContext.WriteRefusalAsync(type, Refusal.BrokenBody(bad.StatusCode));
            return true;
        }
        var traceId = Activity.Current?.TraceId.ToHexString() ?? httpContext.TraceIdentifier;
        ServerLog.RequestFailed(logger, exception, httpContext.Request.Method, httpContext.Request.Path, traceId);
        var error = new GraphError(GraphErrorCode.InternalError, "The server failed; the failure is in its log.")
        {
            TraceId = traceId,
        };
        await httpContext.WriteAnswerAsync(type, GraphAnswer.Refused(error));
        return true;
    }
}
