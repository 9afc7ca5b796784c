using CasesGraph.Data;
using CasesGraph.Query;
using CasesGraph.Serving;

namespace CasesGraph.ChangeLog.Feed;

/// <summary>What subscribers ask of the log: a planned list behind a position that every run brings anew.</summary>
/// <param name="Identity">
/// Equal for two queries when one text answers both: the selection, the filter with its values, the response key. What
/// a caller may not see is to be a part of the filter, so that callers who see less never share with those who see more.
/// </param>
/// <param name="After">The slot of the position.</param>
/// <param name="BatchSize">Events read at once, as the plan's list has it.</param>
/// <param name="MostBytes">Of an event, and of the rows that are read at once.</param>
internal sealed record FeedQuery(
    string Identity,
    RowPlan Plan,
    EventWriter Writer,
    RequestValues Values,
    Slot After,
    int BatchSize,
    int MostBytes
)
{
    /// <summary>The next events behind a position.</summary>
    /// <param name="last">The newest position in the session's snapshot.</param>
    public async Task<FeedBatch> ReadAsync(ReadSession session, long after, long last, CancellationToken token)
    {
        for (var size = BatchSize; ; size /= 2)
        {
            var values = Values.With(After, after).With(After.List, size);
            try
            {
                // Of one event the next is read too, to see that there is one: it may be as large.
                var bound = new AnswerBound(MostBytes, token, size == 1 ? 2L * MostBytes : MostBytes);
                var rows = await RowsAsync(Plan, session.Within(bound), values, token);
                return Batch(rows, size, Math.Max(last, after), row => Write(rows, row, token));
            }
            catch (RequestErrorException) when (size > 1)
            {
                // Fewer events at once.
            }
            catch (RequestErrorException tooLarge)
            {
                // Without what is below it one event is small enough; others are not to miss what comes behind it.
                var rows = await RowsAsync(Plan with { Children = [] }, session.Within(bound: null), values, token);
                return Batch(rows, size, Math.Max(last, after), _ => Writer.Refuse(tooLarge));
            }
        }
    }

    private byte[] Write(RowSet rows, int row, CancellationToken token) =>
        Writer.Write(rows, row, new AnswerBound(MostBytes, token));

    private static async Task<RowSet> RowsAsync(
        RowPlan plan,
        ReadSession session,
        RequestValues values,
        CancellationToken token
    ) => (await plan.RunAsync(session, values, [RowPlan.SoleOwner], token)).Rows!;

    private FeedBatch Batch(RowSet rows, int size, long last, Func<int, byte[]> write)
    {
        var events = new List<FeedEvent>();
        var bytes = 0L;
        // Together they may be as large as one.
        for (var row = 0; row < Math.Min(rows.Count, size) && bytes <= MostBytes; row++)
        {
            events.Add(new FeedEvent(Writer.PositionOf(rows, row), write(row)));
            bytes += events[row].Answer.Length;
        }
        return new FeedBatch([.. events], rows.Count > events.Count ? events[^1].Position : last);
    }
}
