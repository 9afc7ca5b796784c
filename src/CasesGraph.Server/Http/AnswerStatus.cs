using CasesGraph.Serving;

namespace CasesGraph.Server.Http;

internal static class AnswerStatus
{
    public static int Of(GraphAnswer answer, AnswerType type)
    {
        // What a retry finds is told by the status even if other root fields have run.
        if (answer.Errors.Any(IsConflict))
            return StatusCodes.Status409Conflict;
        if (answer.Errors.Any(error => error.Outage is not null))
            return StatusCodes.Status503ServiceUnavailable;
        if (answer.Errors.Any(error => error.Shortage is not null))
            return StatusCodes.Status429TooManyRequests;
        if (answer.Errors.Any(error => error.Code is GraphErrorCode.Timeout))
            return StatusCodes.Status504GatewayTimeout;
        if (answer.Executed)
            return StatusCodes.Status200OK;
        return answer.Errors[0].Code switch
        {
            GraphErrorCode.BadRequest => StatusCodes.Status400BadRequest,
            GraphErrorCode.MethodNotAllowed => StatusCodes.Status405MethodNotAllowed,
            GraphErrorCode.InternalError => StatusCodes.Status500InternalServerError,
            _ => type.RefusedIsBad ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK,
        };
    }

    /// <summary>When to try again; null where nothing was unavailable or short.</summary>
    public static TimeSpan? RetryAfter(GraphAnswer answer) =>
        answer.Errors.Max(error => error.Outage?.RetryAfter ?? error.Shortage?.Wait);

    private static bool IsConflict(GraphError error) =>
        error.Code
            is GraphErrorCode.IdempotencyKeyReused
                or GraphErrorCode.IdempotencyInProgress
                or GraphErrorCode.IdempotentAnswerGone;
}
