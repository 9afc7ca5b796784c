using System.Threading.Channels;
using CasesGraph.Access;
using CasesGraph.Data;
using CasesGraph.Query;
using Microsoft.Extensions.Logging;

namespace CasesGraph.ChangeLog.Feed;

/// <summary>
/// The process's one reader at the end of the log: woken by commits and now and then by a clock, it reads what is new
/// once for each group.
/// </summary>
internal sealed partial class FeedReader(
    CasesDatabase database,
    Func<IReadOnlyList<FeedGroup>> groups,
    Action<FeedGroup, Exception> giveUp,
    ILogger logger
)
{
    private const int MostFailures = 3;

    /// <summary>Writes are short: soon it is known what comes before what.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(20);

    private readonly Channel<bool> bell = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true }
    );
    private ReadConnection? connection;
    private long? seenVersion;
    private bool isOut;

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
            await CloseAsync();
        }
    }

    private async Task FollowAsync(CancellationToken token)
    {
        if (groups().Count == 0)
            return;
        try
        {
            connection ??= await database.OpenAsync(token);
            var version = connection.ReadVersion();
            if (version is not null && version == seenVersion)
                return;
            var round = await ReadRoundAsync(connection, token);
            while (round is Round.More or Round.Unsettled)
            {
                if (round is Round.Unsettled)
                    await Task.Delay(Settling, token);
                round = await ReadRoundAsync(connection, token);
            }
            isOut = false;
            seenVersion = round is Round.Complete ? version : null;
        }
        catch (Exception failure) when (!token.IsCancellationRequested)
        {
            if (database.AsOutage(failure) is null)
                LogFailure(failure);
            else if (!isOut)
                LogOutage(failure);
            isOut = true;
            await CloseAsync();
        }
    }

    private async Task CloseAsync()
    {
        if (connection is not null)
            await connection.DisposeAsync();
        (connection, seenVersion) = (null, null);
    }

    /// <summary>All groups in one snapshot, a batch each; those too that came while an older write was waited for.</summary>
    private async Task<Round> ReadRoundAsync(ReadConnection open, CancellationToken token)
    {
        if (groups() is not { Count: > 0 } followed)
            return Round.Complete;
        await using var snapshot = await open.BeginSnapshotAsync(token);
        var session = new ReadSession(open, Caller.System);
        var (last, newest, _) = await session.ReadLogEndsAsync(token);
        var result = newest > last ? Round.Unsettled : Round.Complete;
        var behind = followed.Where(group => group.UpTo < last && group.Failures < MostFailures).ToList();
        var forgets = behind.Count > 0 && await TakenOut.IsBehindAsync(behind.Min(group => group.UpTo), session, token);
        var concerned = await CallersConcerned.ReadAsync(behind, newest, session, token);
        foreach (var group in behind)
        {
            try
            {
                var batch = concerned.Has(group)
                    ? await group.Query.ReadAsync(session, group.UpTo, last, token)
                    : new FeedBatch([], last);
                group.Publish(batch, forgets);
                group.Failures = 0;
                if (group.UpTo < last && result is not Round.Failed)
                    result = Round.More;
            }
            catch (Exception failure) when (!token.IsCancellationRequested && database.AsOutage(failure) is null)
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

    [LoggerMessage(LogLevel.Error, "The change feed could not read the log; it tries again.")]
    private partial void LogFailure(Exception failure);

    [LoggerMessage(LogLevel.Warning, "The change feed waits for the database; subscribers wait with it.")]
    private partial void LogOutage(Exception failure);

    private enum Round
    {
        Complete,

        /// <summary>There are changes before which others may still come: an older write has not ended.</summary>
        Unsettled,
        More,
        Failed,
    }
}
