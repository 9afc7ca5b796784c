namespace CasesGraph.Server.Start;

internal static partial class ServerLog
{
    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "CasesGraph is ready: {Address}/graphql")]
    public static partial void Ready(ILogger logger, string address);

    [LoggerMessage(EventId = 2, Level = LogLevel.Information, Message = "CasesGraph has stopped")]
    public static partial void Stopped(ILogger logger);

    [LoggerMessage(EventId = 3, Level = LogLevel.Error, Message = "{Method} {Path} failed, traceId {TraceId}")]
    public static partial void RequestFailed(
        ILogger logger,
        Exception failure,
        string method,
        string path,
        string traceId
    );

    [LoggerMessage(EventId = 4, Level = LogLevel.Information, Message = "The database holds {Cases} demo cases")]
    public static partial void Seeded(ILogger logger, int cases);
}
