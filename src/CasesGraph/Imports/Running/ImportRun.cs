using CasesGraph.Imports.Reading;
using CasesGraph.Imports.Starting;
using CasesGraph.Jobs;

namespace CasesGraph.Imports.Running;

/// <summary>One job as it is done: the next rows are read while those before them are written.</summary>
/// <param name="only">The rows that it goes through; null for all.</param>
internal sealed class ImportRun(
    ImportPlan plan,
    ImportChunks chunks,
    ImportPace pace,
    LongRun run,
    Stream file,
    ImportSettings limits,
    IReadOnlySet<int>? only
)
{
    private readonly RowReading reading = new(plan);
    private readonly FileKeys keys = new(plan);

    public async Task RunAsync(CancellationToken stop)
    {
        var place = chunks.Place;
        await RecallAsync(place.Row, stop);
        using var rows = new FileRows(plan, file, limits, place, only);
        var next = ReadAsync(rows);
        try
        {
            while (chunks.TooMany is null && await next is { Count: > 0 } chunk)
            {
                stop.ThrowIfCancellationRequested();
                next = ReadAsync(rows);
                await pace.RunAsync(chunk.Count, () => chunks.RunAsync(chunk, pace, run, stop));
            }
        }
        finally
        {
            // The file is closed behind this.
            await Task.WhenAny(next);
        }
    }

    private Task<IReadOnlyList<GivenRow>> ReadAsync(FileRows rows)
    {
        var size = pace.Size;
        return Task.Run(IReadOnlyList<GivenRow> () =>
        {
            var read = rows.Read(size).Select(reading.Read).ToList();
            read.ForEach(keys.Take);
            return read;
        });
    }

    /// <summary>Knows the rows before a place, where the job goes on there.</summary>
    private async Task RecallAsync(long before, CancellationToken stop)
    {
        if (before <= Checkpoint.Start.Row)
            return;
        var left = plan.Order.DuplicateCheck is null ? null : await chunks.LeftAsync(stop);
        using var rows = new FileRows(plan, file, limits, Checkpoint.Start, only);
        while (rows.Read(pace.Size) is { Count: > 0 } some && some[0].Row < before)
        {
            stop.ThrowIfCancellationRequested();
            foreach (var row in some.Where(row => row.Row < before).Select(reading.Read))
            {
                keys.Take(row);
                if (left is not null)
                    chunks.Recall(row, left);
            }
        }
    }
}
