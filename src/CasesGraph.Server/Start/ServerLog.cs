namespace CasesGraph.Server.Start;

internal static partial class ServerLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "CasesGraph is ready: {Address}/graphql")]
    public static partial void Ready(ILogger logger, string address);

    [LoggerMessage(Level = LogLevel.Information, Message = "CasesGraph has stopped")]
    public static partial void Stopped(ILogger logger);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path} failed, traceId {TraceId}")]
    public static partial void RequestFailed(
        ILogger logger,
        Exception failure,
        string method,
        string path,
        string traceId
    );
}
