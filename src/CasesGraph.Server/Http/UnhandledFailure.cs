using CasesGraph.Graph;
using CasesGraph.Serving;
using Microsoft.AspNetCore.Diagnostics;

namespace CasesGraph.Server.Http;

/// <summary>A bug of ours, or an outage: everything goes to the log, nothing of its insides to the client.</summary>
internal sealed class UnhandledFailure(FailureReports failures) : IExceptionHandler
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
        await httpContext.WriteAnswerAsync(type, GraphAnswer.Refused(failures.Report(exception)));
        return true;
    }
}
