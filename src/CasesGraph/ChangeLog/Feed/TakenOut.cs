using CasesGraph.Data;
using CasesGraph.Model;
using CasesGraph.Query;

namespace CasesGraph.ChangeLog.Feed;

/// <summary>Changes that take something out of the log, whoever it is told to.</summary>
internal static class TakenOut
{
    private static readonly Statement Behind = Lookup.CountBehind(
        EntityModel.Log,
        nameof(RecordChange.Kind),
        (int)ChangeKind.Purged,
        (int)ChangeKind.Redacted
    );

    /// <summary>Whether there are any behind a position, as the session sees the log.</summary>
    public static async Task<bool> IsBehindAsync(long position, ReadSession session, CancellationToken token) =>
        (await session.ReadAsync(Behind, RequestValues.Of(position), [], limit: 0, token))[0, 0].Number > 0;
}
