using System.Diagnostics;
using CasesGraph.Data;
using CasesGraph.Serving;
using Microsoft.Extensions.Logging;

namespace CasesGraph.Graph;

/// <summary>What a failure is to the caller: an outage, which passes, or a bug of ours. The log gets everything.</summary>
internal sealed partial class FailureReports(CasesDatabase database, TimeProvider clock, ILogger<FailureReports> logger)
{
    /// <summary>An outage fails every request: the log has one of them now and then.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private long? logged;

    /// <summary>The error that the caller gets.</summary>
    /// <param name="path">The field that failed; null for a whole request.</param>
    /// <param name="hasWritten">The request has written something before it failed.</param>
    public GraphError Report(Exception failure, IReadOnlyList<string>? path = null, bool hasWritten = false)
    {
        if (AsOutage(failure) is { } outage)
        {
            LogNowAndThen(outage);
            var told = hasWritten ? AfterWriting(outage) : outage;
            return GraphError.Unavailable(told) with { Path = path };
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

    /// <summary>Of the database, or of the disk that files are on.</summary>
    private UnavailableException? AsOutage(Exception failure) =>
        database.AsOutage(failure)
        ?? (
            failure is IOException and not FileNotFoundException or UnauthorizedAccessException
                ? new UnavailableException("Files cannot be kept or read; try again later.", Written.No, failure)
                : null
        );

    private static UnavailableException AfterWriting(UnavailableException outage) =>
        new(
            "It failed after something of the request was written. Repeat it with its idempotency key.",
            Written.Unknown,
            outage
        )
        {
            RetryAfter = outage.RetryAfter,
        };

    private void LogNowAndThen(UnavailableException outage)
    {
        // That a request's time ended, or that its client left, while it waited, is no outage yet.
        if (outage.InnerException is OperationCanceledException)
            return;
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
