using CasesGraph.Serving;

namespace CasesGraph.Server.Http.Sockets;

/// <summary>Why a socket is closed: the codes of graphql-transport-ws and of RFC 6455.</summary>
internal sealed record SocketClose(int Code, string Reason)
{
    public static SocketClose TooBig(int limit) => new(1009, $"Messages have at most {limit} bytes");

    public static SocketClose Failed { get; } = new(1011, "The server failed");
    public static SocketClose Restart { get; } = new(1012, "The server restarts; come back");

    public static SocketClose Invalid(string mistake) => new(4400, $"Invalid message: {mistake}");

    public static SocketClose Unauthorized { get; } = new(4401, "Unauthorized");

    /// <summary>As whoever is not let in hears it.</summary>
    public static SocketClose Of(Refusal refusal) =>
        new(
            refusal.Status switch
            {
                _ when string.Equals(refusal.Code, GraphErrorCode.Unauthenticated, StringComparison.Ordinal) => 4401,
                StatusCodes.Status429TooManyRequests => 4429,
                StatusCodes.Status503ServiceUnavailable => 1013,
                _ => 4403,
            },
            $"{refusal.Code}: {refusal.Message}"
        );

    public static SocketClose Subprotocol { get; } = new(4406, "Subprotocol not acceptable");
    public static SocketClose InitTimeout { get; } = new(4408, "Connection initialisation timeout");
    public static SocketClose TooManyInits { get; } = new(4429, "Too many initialisation requests");

    public static SocketClose Duplicate(string id) => new(4409, $"Subscriber for {id} already exists");
}

/// <summary>Ends a connection from within the handling of a message.</summary>
internal sealed class SocketClosedException(SocketClose close) : Exception(close.Reason)
{
    public SocketClose Close => close;
}
