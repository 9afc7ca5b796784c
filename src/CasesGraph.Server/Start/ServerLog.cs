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

    [LoggerMessage(EventId = 5, Level = LogLevel.Error, Message = "The content {Key} of attachment {Id} is missing")]
    public static partial void ContentMissing(ILogger logger, string id, string key);

    [LoggerMessage(EventId = 6, Level = LogLevel.Information, Message = "{Count} contents without attachment removed")]
    public static partial void OrphansRemoved(ILogger logger, int count);

    [LoggerMessage(EventId = 7, Level = LogLevel.Error, Message = "Contents without attachment could not be removed")]
    public static partial void SweepFailed(ILogger logger, Exception failure);

    [LoggerMessage(EventId = 8, Level = LogLevel.Information, Message = "Database: {Database}; files: {Folder}")]
    public static partial void Places(ILogger logger, string database, string folder);

    [LoggerMessage(
        EventId = 9,
        Level = LogLevel.Information,
        Message = "Cleaned up; {Count} contents without attachment removed. What the database leaves in free room is VACUUM's"
    )]
    public static partial void Cleaned(ILogger logger, int count);

    [LoggerMessage(
        EventId = 12,
        Level = LogLevel.Warning,
        Message = "The signing keys of {Issuer} could not be read: {Reason}"
    )]
    public static partial void SigningKeysUnread(ILogger logger, string reason, string issuer);

    [LoggerMessage(EventId = 13, Level = LogLevel.Error, Message = "The database's statistics could not be refreshed")]
    public static partial void StatisticsFailed(ILogger logger, Exception failure);

    [LoggerMessage(EventId = 14, Level = LogLevel.Information, Message = "{Count} old events of the audit removed")]
    public static partial void OldEventsRemoved(ILogger logger, int count);

    [LoggerMessage(
        EventId = 20,
        Level = LogLevel.Warning,
        Message = "Requests for the host {Name} are refused: {Setting} does not have it"
    )]
    public static partial void UnknownHost(ILogger logger, string name, string setting);
}
