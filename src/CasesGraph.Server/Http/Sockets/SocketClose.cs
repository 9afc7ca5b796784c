namespace CasesGraph.Server.Http.Sockets;

/// <summary>Why a socket is closed: the codes of graphql-transport-ws and of RFC 6455.</summary>
internal sealed record SocketClose(int Code, string Reason)
{
    public static SocketClose TooBig(int limit) => new(1009, $"Messages have at most {limit} bytes");

    public static SocketClose Failed { get; } = new(1011, "The server failed");
    public static SocketClose Restart { get; } = new(1012, "The server restarts; come back");

    public static SocketClose Invalid(string mistake) => new(4400, $"Invalid message: {mistake}");

    public static SocketClose Unauthorized { get; } = new(4401, "Unauthorized");
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
