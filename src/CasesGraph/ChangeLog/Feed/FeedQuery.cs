using CasesGraph.Query;

namespace CasesGraph.ChangeLog.Feed;

/// <summary>What subscribers ask of the log: a planned list behind a position that every run brings anew.</summary>
/// <param name="Identity">
/// Equal for two queries when one text answers both: the selection, the filter with its values, the response key. What
/// a caller may not see is to be a part of the filter, so that callers who see less never share with those who see more.
/// </param>
/// <param name="After">The slot of the position.</param>
/// <param name="BatchSize">Events read at once, as the plan's list has it.</param>
internal sealed record FeedQuery(
    string Identity,
    RowPlan Plan,
    EventWriter Writer,
    RequestValues Values,
    Slot After,
    int BatchSize
)
{
    /// <summary>The next events behind a position.</summary>
    /// <param name="last">The newest position in the session's snapshot.</param>
    public async Task<FeedBatch> ReadAsync(ReadSession session, long after, long last, CancellationToken token)
    {
        var read = await Plan.RunAsync(session, Values.With(After, after), [RowPlan.SoleOwner], token);
        var rows = read.Rows!;
        var events = new FeedEvent[Math.Min(rows.Count, BatchSize)];
        for (var row = 0; row < events.Length; row++)
            events[row] = new FeedEvent(Writer.PositionOf(rows, row), Writer.Write(rows, row));
        return new FeedBatch(events, rows.Count > events.Length ? events[^1].Position : Math.Max(last, after));
    }
}
