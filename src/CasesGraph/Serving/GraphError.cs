namespace CasesGraph.Serving;

/// <summary>An entry of the answer's top-level errors: a protocol error or a bug of ours, never a rule of cases.</summary>
/// <param name="Code">One of <see cref="GraphErrorCode"/>, sent as extensions.code.</param>
public sealed record GraphError(string Code, string Message)
{
    public IReadOnlyList<GraphLocation> Locations { get; init; } = [];

    /// <summary>Response keys, or null for an error of the whole request.</summary>
    public IReadOnlyList<string>? Path { get; init; }

    /// <summary>What a <see cref="GraphErrorCode.LimitExceeded"/> was about, where a setting bounds it.</summary>
    public ExceededLimit? Exceeded { get; init; }

    /// <summary>What a <see cref="GraphErrorCode.RateLimited"/> was about, where points were short.</summary>
    public Shortage? Shortage { get; init; }

    /// <summary>What a <see cref="GraphErrorCode.Forbidden"/> was about, in a document.</summary>
    public ForbiddenPlace? Forbidden { get; init; }

    /// <summary>Who an <see cref="GraphErrorCode.UnknownIdentity"/> is.</summary>
    public HashedIdentity? Identity { get; init; }

    /// <summary>Finds the log entry of an INTERNAL_ERROR.</summary>
    public string? TraceId { get; init; }

    /// <summary>Whether the field's effect is kept although there is no answer; null where that cannot be in question.</summary>
    public Written? Written { get; init; }

    /// <summary>Response keys of all root fields whose effects are kept although the operation has no data.</summary>
    public IReadOnlyList<string> WrittenFields { get; init; } = [];

    /// <summary>Of UNAVAILABLE: what may have been written, and when to try again.</summary>
    public UnavailableException? Outage { get; private init; }

    public static GraphError TimedOut(int seconds) =>
        new(GraphErrorCode.Timeout, $"The request took longer than the limit of {seconds} seconds.");

    public static GraphError Unavailable(UnavailableException outage)
    {
        return new GraphError(GraphErrorCode.Unavailable, outage.Message) { Outage = outage, Written = outage.Written };
    }

    internal static GraphError Of(RequestErrorException mistake) =>
        new(mistake.Code, mistake.Message)
        {
            Exceeded = mistake.Exceeded,
            Shortage = mistake.Shortage,
            Forbidden = mistake.Forbidden,
            Locations = mistake.Location is { } location ? [location] : [],
        };
}

/// <summary>A place in the document, counted from 1.</summary>
public sealed record GraphLocation(int Line, int Column);

/// <summary>The codes that clients can rely on (docs/api.md#errors).</summary>
public static class GraphErrorCode
{
    public const string BadRequest = "BAD_REQUEST";
    public const string SyntaxError = "SYNTAX_ERROR";
    public const string ValidationFailed = "VALIDATION_FAILED";
    public const string InvalidVariable = "INVALID_VARIABLE";
    public const string InvalidId = "INVALID_ID";
    public const string InvalidCursor = "INVALID_CURSOR";
    public const string InvalidPageSize = "INVALID_PAGE_SIZE";
    public const string InvalidFilter = "INVALID_FILTER";
    public const string SavedFilterInvalid = "SAVED_FILTER_INVALID";
    public const string PersistedQueryNotFound = "PERSISTED_QUERY_NOT_FOUND";
    public const string PersistedQueryNotSupported = "PERSISTED_QUERY_NOT_SUPPORTED";
    public const string DocumentNotTrusted = "DOCUMENT_NOT_TRUSTED";
    public const string UnknownOperation = "UNKNOWN_OPERATION";
    public const string LimitExceeded = "LIMIT_EXCEEDED";
    public const string Unauthenticated = "UNAUTHENTICATED";
    public const string TokenExpired = "TOKEN_EXPIRED";
    public const string UnknownIdentity = "UNKNOWN_IDENTITY";
    public const string KeyRevoked = "KEY_REVOKED";
    public const string KeyExpired = "KEY_EXPIRED";
    public const string Inactive = "INACTIVE";
    public const string ForbiddenNetwork = "FORBIDDEN_NETWORK";
    public const string RateLimited = "RATE_LIMITED";
    public const string Forbidden = "FORBIDDEN";
    public const string MethodNotAllowed = "METHOD_NOT_ALLOWED";
    public const string Timeout = "TIMEOUT";
    public const string IdempotencyKeyReused = "IDEMPOTENCY_KEY_REUSED";
    public const string IdempotencyInProgress = "IDEMPOTENCY_IN_PROGRESS";
    public const string IdempotentAnswerGone = "IDEMPOTENT_ANSWER_GONE";
    public const string Unavailable = "UNAVAILABLE";
    public const string InternalError = "INTERNAL_ERROR";
}
