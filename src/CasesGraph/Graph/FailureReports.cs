using System.Diagnostics;
using CasesGraph.Data;
using Microsoft.Extensions.Logging;

namespace CasesGraph.Graph;

/// <summary>What a failure is to the caller: an outage, which passes, or a bug of ours. The log gets everything.</summary>
internal sealed partial class FailureReports(TimeProvider clock, ILogger<FailureReports> logger)
{
    /// <summary>An outage fails every request: the log has one of them now and then.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private long? logged;

    /// <summary>The error that the caller gets.</summary>
    /// <param name="path">The field that failed; null for a whole request.</param>
    public GraphError Report(Exception failure, IReadOnlyList<object>? path = null)
    {
        if (failure is UnavailableException outage)
        {
            LogNowAndThen(outage);
            return GraphError.Unavailable(outage) with { Path = path };
        }
        var traceId = Activity.Current?.TraceId.ToHexString() ?? Guid.NewGuid().ToString("N");
        LogBug(traceId, failure);
        return new GraphError(
            GraphErrorCode.InternalError,
            "Something went wrong on our side. The trace id finds it in the log."
        )
        {
            Path = path,
            TraceId = traceId,
        };
    }

    private void LogNowAndThen(UnavailableException outage)
    {
        if (logged is { } last && clock.GetElapsedTime(last) < Pause)
            return;
        logged = clock.GetTimestamp();
        LogOutage(outage.Message, outage.InnerException);
    }

    [LoggerMessage(LogLevel.Error, "A request failed, trace id {TraceId}.")]
    private partial void LogBug(string traceId, Exception failure);

    [LoggerMessage(LogLevel.Warning, "Requests are not answered: {Reason}")]
    private partial void LogOutage(string reason, Exception? failure);
}
