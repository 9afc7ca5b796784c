using CasesGraph.Access;
using CasesGraph.ChangeLog.Following;
using CasesGraph.Data;
using CasesGraph.Query;
using CasesGraph.Serving;

namespace CasesGraph.ChangeLog.Feed;

/// <summary>What a subscriber asks: of the log, and of a list whose changes it follows.</summary>
/// <param name="Query">Without the list, which is decided in memory for all who ask alike.</param>
/// <param name="InList">With the list as a condition, for whoever catches up; the same where no list is followed.</param>
/// <param name="List">Null for the whole log.</param>
/// <param name="Sight">Null where <paramref name="Query"/> reads only what the subscriber is told.</param>
internal sealed record FollowedQuery(FeedQuery Query, FeedQuery InList, FollowedList? List, FeedSight? Sight);

/// <summary>What subscribers ask of the log: a planned list behind a position that every run brings anew.</summary>
/// <param name="Identity">
/// Equal for two queries when one text answers both: the selection, the filter with its values, the response key. What
/// a caller may not see is to be a part of the filter, so that callers who see less never share with those who see more.
/// </param>
/// <param name="After">The slot of the position.</param>
/// <param name="Caller">Who asks first; the others of the same identity get the same.</param>
/// <param name="BatchSize">Events read at once, as the plan's list has it.</param>
/// <param name="MostBytes">Of an event, and of the rows that are read at once.</param>
internal sealed record FeedQuery(
    string Identity,
    RowPlan Plan,
    EventWriter Writer,
    RequestValues Values,
    Slot After,
    Caller Caller,
    int BatchSize,
    int MostBytes
)
{
    /// <summary>The same for those whom the records left, where it is read for many; null where one statement has both.</summary>
    public FeedQuery? Left { get; init; }

    /// <summary>Null for whom every entry can concern (<see cref="CallersConcerned"/>).</summary>
    public SeenBy? SeenBy { get; init; }

    /// <summary>The next events behind a position.</summary>
    /// <param name="last">The newest position in the session's snapshot.</param>
    public async Task<FeedBatch> ReadAsync(ReadSession session, long after, long last, CancellationToken token)
    {
        var batch = await ReadOwnAsync(session, after, last, token);
        return Left is null ? batch : batch.With(await Left.ReadOwnAsync(session, after, last, token));
    }

    private async Task<FeedBatch> ReadOwnAsync(ReadSession session, long after, long last, CancellationToken token)
    {
        for (var size = BatchSize; ; size /= 2)
        {
            var values = Values.With(After, after).With(After.List, size);
            try
            {
                // Of one event the next is read too, to see that there is one: it may be as large.
                var bound = new AnswerBound(MostBytes, token, size == 1 ? 2L * MostBytes : MostBytes);
                var rows = await RowsAsync(Plan, session.Within(bound), values, token);
                return Batch(rows, size, Math.Max(last, after), (row, effect) => Write(rows, row, effect, token));
            }
            catch (RequestErrorException) when (size > 1)
            {
                // Fewer events at once.
            }
            catch (RequestErrorException tooLarge)
            {
                // Without what is below it one event is small enough; others are not to miss what comes behind it.
                var rows = await RowsAsync(Plan with { Children = [] }, session.Within(bound: null), values, token);
                return Batch(rows, size, Math.Max(last, after), (_, _) => Writer.Refuse(tooLarge));
            }
        }
    }

    private byte[] Write(RowSet rows, int row, ListEffect? effect, CancellationToken token) =>
        Writer.Write(rows, row, effect, new AnswerBound(MostBytes, token));

    private async Task<RowSet> RowsAsync(
        RowPlan plan,
        ReadSession session,
        RequestValues values,
        CancellationToken token
    ) => (await plan.RunAsync(session.As(Caller), values, [RowPlan.SoleOwner], token)).Rows!;

    private FeedBatch Batch(RowSet rows, int size, long last, Func<int, ListEffect?, byte[]> write)
    {
        var entries = Enumerable
            .Range(0, Math.Min(rows.Count, size))
            .Select(row => new FeedEntry(
                Writer.PositionOf(rows, row),
                new FeedFacts(Writer.FactsOf(rows, row)),
                effect => write(row, effect)
            ))
            .ToList();
        return new FeedBatch(entries, rows.Count > entries.Count ? entries[^1].Position : last);
    }
}
