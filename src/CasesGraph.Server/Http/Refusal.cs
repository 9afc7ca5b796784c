using CasesGraph.Access;
using CasesGraph.Serving;

namespace CasesGraph.Server.Http;

/// <summary>Why a request does not reach the API, and the status that says so whatever the media type.</summary>
internal sealed record Refusal(int Status, string Code, string Message)
{
    /// <summary>The methods that the resource has, where that is the mistake.</summary>
    public string? Allow { get; init; }

    /// <summary>When to try again, where that helps.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Who nobody is linked to, where that is the reason.</summary>
    public HashedIdentity? Identity { get; init; }

    public static Refusal BadRequest(string message) =>
        new(StatusCodes.Status400BadRequest, GraphErrorCode.BadRequest, message);

    /// <summary>The body ended early or is not valid HTTP; mostly its sender has left.</summary>
    public static Refusal BrokenBody(int status) =>
        new(status, GraphErrorCode.BadRequest, "The request is not complete or not valid HTTP.");

    public static Refusal UnknownHost(string name) =>
        BadRequest(
            $"This server does not answer to the host '{name}'. Whoever runs it can add that name to the setting {HostNames.Setting}."
        );

    public static Refusal NoHost { get; } =
        BadRequest($"The request names no host: its header Host must have a name of the setting {HostNames.Setting}.");

    public static Refusal MethodNotAllowed { get; } =
        new(
            StatusCodes.Status405MethodNotAllowed,
            GraphErrorCode.MethodNotAllowed,
            "Send queries and subscriptions by GET or POST, mutations by POST."
        )
        {
            Allow = "GET, POST",
        };

    public static Refusal NotAcceptable { get; } =
        new(
            StatusCodes.Status406NotAcceptable,
            GraphErrorCode.BadRequest,
            $"Accept {AnswerType.GraphResponse.Name} or {AnswerType.Json.Name}, or {AnswerType.EventStream.Name} for a stream: there is no other answer."
        );

    public static Refusal ForeignOrigin { get; } =
        new(
            StatusCodes.Status403Forbidden,
            GraphErrorCode.Forbidden,
            "Pages of this origin may not connect (Cors:Origins)."
        );

    public static Refusal Unauthenticated { get; } =
        new(
            StatusCodes.Status401Unauthorized,
            GraphErrorCode.Unauthenticated,
            "Sign in by one API key or token that works: Authorization: Bearer …, or Api-Key: cgk_…."
        );

    public static Refusal TokenExpired { get; } =
        new(StatusCodes.Status401Unauthorized, GraphErrorCode.TokenExpired, "The token has expired.");

    public static Refusal UnknownIdentity(HashedIdentity identity) =>
        new(
            StatusCodes.Status403Forbidden,
            GraphErrorCode.UnknownIdentity,
            "Nobody is linked to whom the token names. Give the issuer and the hash of the subject to an administrator."
        )
        {
            Identity = identity,
        };

    public static Refusal KeyRevoked { get; } =
        new(StatusCodes.Status401Unauthorized, GraphErrorCode.KeyRevoked, "The API key was revoked.");

    public static Refusal KeyExpired { get; } =
        new(StatusCodes.Status401Unauthorized, GraphErrorCode.KeyExpired, "The API key, or its secret, has expired.");

    public static Refusal Inactive { get; } =
        new(
            StatusCodes.Status403Forbidden,
            GraphErrorCode.Inactive,
            "The user is not active, or the contact may not use the portal."
        );

    public static Refusal ForbiddenNetwork { get; } =
        new(
            StatusCodes.Status403Forbidden,
            GraphErrorCode.ForbiddenNetwork,
            "The API key does not work from this address."
        );

    public static Refusal ViewForbidden { get; } =
        new(StatusCodes.Status403Forbidden, GraphErrorCode.Forbidden, $"{ViewAs.Header} needs the right VIEW_AS.");

    public static Refusal ViewOfNobody { get; } =
        new(
            StatusCodes.Status400BadRequest,
            GraphErrorCode.InvalidId,
            $"{ViewAs.Header} takes user: and the id of a user, or contact: and that of a contact, and there is nobody of it."
        );

    public static Refusal ViewOfInactive { get; } =
        new(
            StatusCodes.Status403Forbidden,
            GraphErrorCode.Inactive,
            $"Whoever {ViewAs.Header} names is not active, or is a contact who may not use the portal."
        );

    public static Refusal ViewAndAct { get; } = BadRequest($"{ViewAs.Header} and {ActAs.Header} do not go together.");

    public static Refusal ActForbidden { get; } =
        new(
            StatusCodes.Status403Forbidden,
            GraphErrorCode.Forbidden,
            $"{ActAs.Header} needs an API key with the right ACT_AS_CONTACT."
        );

    public static Refusal ActOfNobody { get; } =
        new(
            StatusCodes.Status400BadRequest,
            GraphErrorCode.InvalidId,
            $"{ActAs.Header} takes contact: and the id of a contact."
        );

    public static Refusal ActOfInactive { get; } =
        new(
            StatusCodes.Status403Forbidden,
            GraphErrorCode.Inactive,
            $"The contact whom {ActAs.Header} names does not exist or may not use the portal."
        );

    public static Refusal TooManyFailures(TimeSpan wait) =>
        new(
            StatusCodes.Status429TooManyRequests,
            GraphErrorCode.RateLimited,
            "Too many sign-ins from this address have failed; try again later."
        )
        {
            RetryAfter = wait,
        };

    public static Refusal TooManyConnections { get; } =
        new(
            StatusCodes.Status429TooManyRequests,
            GraphErrorCode.RateLimited,
            "Too many connections are open; close one of them first."
        );

    public static Refusal Unavailable(UnavailableException outage) =>
        new(StatusCodes.Status503ServiceUnavailable, GraphErrorCode.Unavailable, outage.Message)
        {
            RetryAfter = outage.RetryAfter,
        };

    public static Refusal TooSlow { get; } =
        new(
            StatusCodes.Status408RequestTimeout,
            GraphErrorCode.Timeout,
            "The request did not arrive completely within the time limit."
        );

    public static Refusal BodyTooLarge(long limit) =>
        new(
            StatusCodes.Status413PayloadTooLarge,
            GraphErrorCode.LimitExceeded,
            $"The body is larger than the limit of {limit} bytes."
        );

    public static Refusal PartTooLarge(string name, int limit) =>
        new(
            StatusCodes.Status413PayloadTooLarge,
            GraphErrorCode.LimitExceeded,
            $"The part '{name}' is larger than the limit of {limit} bytes."
        );

    public static Refusal UnsupportedMediaType { get; } =
        new(
            StatusCodes.Status415UnsupportedMediaType,
            GraphErrorCode.BadRequest,
            "Send the request as application/json in UTF-8, or with files as multipart/form-data; not compressed."
        );

    public static Refusal SomebodyElse { get; } =
        new(StatusCodes.Status403Forbidden, GraphErrorCode.Forbidden, "You are somebody else by now; connect anew.");

    public static Refusal StreamOver { get; } =
        new(
            StatusCodes.Status504GatewayTimeout,
            GraphErrorCode.Timeout,
            "The stream has been open for as long as one may be (Access:MaxStreamHours); open another."
        );

    public static Refusal TimedOut(int seconds) =>
        new(StatusCodes.Status504GatewayTimeout, GraphErrorCode.Timeout, GraphError.TimedOut(seconds).Message);
}

/// <summary>Ends the reading of a request.</summary>
internal sealed class RefusedException(Refusal refusal) : Exception(refusal.Message)
{
    public Refusal Refusal => refusal;
}
