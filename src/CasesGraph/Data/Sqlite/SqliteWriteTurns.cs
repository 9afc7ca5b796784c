using System.Diagnostics;
using CasesGraph.Serving;

namespace CasesGraph.Data.Sqlite;

/// <summary>
/// Taking turns with other processes that write to the same file. SQLite has no queue for its lock: who asks often gets
/// it, and who has just released it would take it again. So one asks often, and steps back while others are about.
/// </summary>
internal sealed class SqliteWriteTurns
{
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(1);
    private long? lastMet;

    public async Task BeginAsync(SqliteWriter writer)
    {
        if (lastMet is { } met && Stopwatch.GetElapsedTime(met) < Remembered)
            await Task.Delay(2 * Step);
        var start = Stopwatch.GetTimestamp();
        while (!writer.TryBegin())
        {
            if (Stopwatch.GetElapsedTime(start) > writer.Patience)
                throw new UnavailableException("Another program has locked the database; try again later.");
            lastMet = Stopwatch.GetTimestamp();
            await Task.Delay(Step);
        }
    }
}
