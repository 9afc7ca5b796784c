using System.Threading.Channels;
using CasesGraph.Data.Sqlite;
using CasesGraph.Query;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace CasesGraph.ChangeLog.Feed;

/// <summary>
/// The process's one reader at the end of the log: woken by commits and now and then by a clock, it reads what is new
/// once for each group.
/// </summary>
internal sealed partial class FeedReader(
    SqliteConnections connections,
    FeedLog log,
    Func<IReadOnlyList<FeedGroup>> groups,
    Action<FeedGroup, Exception> giveUp,
    ILogger logger
)
{
    private const int MostFailures = 3;

    private readonly Channel<bool> bell = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true }
    );
    private SqliteConnection? connection;
    private long? seenVersion;

    /// <summary>Never waits: any number of rings before the next read are one.</summary>
    public void Ring() => bell.Writer.TryWrite(item: true);

    public async Task RunAsync(CancellationToken token)
    {
        try
        {
            await foreach (var _ in bell.Reader.ReadAllAsync(token))
                await FollowAsync(token);
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            // The feed ends.
        }
        finally
        {
            connection?.Dispose();
        }
    }

    private async Task FollowAsync(CancellationToken token)
    {
        if (groups() is not { Count: > 0 } followed)
            return;
        try
        {
            connection ??= connections.Open();
            var version = DataVersion(connection);
            if (version == seenVersion)
                return;
            var round = await ReadRoundAsync(connection, followed, token);
            while (round is Round.More)
                round = await ReadRoundAsync(connection, followed, token);
            seenVersion = round is Round.Complete ? version : null;
        }
        catch (Exception failure) when (!token.IsCancellationRequested)
        {
            LogFailure(failure);
            connection?.Dispose();
            (connection, seenVersion) = (null, null);
        }
    }

    /// <summary>All groups in one snapshot, a batch each.</summary>
    private async Task<Round> ReadRoundAsync(
        SqliteConnection open,
        IReadOnlyList<FeedGroup> followed,
        CancellationToken token
    )
    {
        using var snapshot = SqliteConnections.BeginSnapshot(open);
        var session = new ReadSession(open, snapshot, connections.PreparedOn(open));
        var last = await log.LastAsync(session, token);
        var result = Round.Complete;
        foreach (var group in followed)
        {
            if (group.Tail.UpTo >= last || group.Failures >= MostFailures)
                continue;
            try
            {
                group.Publish(await group.Query.ReadAsync(session, group.Tail.UpTo, last, token));
                group.Failures = 0;
                if (group.Tail.UpTo < last && result is Round.Complete)
                    result = Round.More;
            }
            catch (Exception failure) when (!token.IsCancellationRequested)
            {
                // One group's trouble must not hold the others; what passes by itself is tried again.
                result = Round.Failed;
                LogFailure(failure);
                if (++group.Failures == MostFailures)
                    giveUp(group, failure);
            }
        }
        return result;
    }

    /// <summary>Changes whenever another connection has committed, of whichever process; asking reads no page.</summary>
    private static long DataVersion(SqliteConnection open)
    {
        using var command = open.CreateCommand();
        command.CommandText = "PRAGMA data_version";
        return (long)command.ExecuteScalar()!;
    }

    [LoggerMessage(LogLevel.Error, "The change feed could not read the log; it tries again.")]
    private partial void LogFailure(Exception failure);

    private enum Round
    {
        Complete,
        More,
        Failed,
    }
}
