using System.Buffers;
using CasesGraph.Exports.Parts;
using CasesGraph.Exports.Writing;
using CasesGraph.JobFiles;

namespace CasesGraph.Exports;

/// <summary>
/// Brings the rows of pages into a file, each with its parts behind its columns. Never more is in memory than a page and
/// the next, and of each part as much as is read at once.
/// </summary>
internal sealed class RowsWriter : IAsyncDisposable
{
    /// <summary>What is held before the file takes it.</summary>
    private const int MostHeld = 256 * 1024;

    private readonly ExportQuery query;
    private readonly TableFile table;
    private readonly JobFileStream file;
    private readonly PageReading reading;
    private readonly RowCells cells;
    private readonly PageRows rows;
    private readonly IReadOnlyList<PartReader> parts;
    private readonly PageSizes size = new();
    private ArrayBufferWriter<byte> answer = new();
    private ArrayBufferWriter<byte> other = new();

    /// <summary>The next page on its way, while rows without parts, for which nothing is read, are written.</summary>
    private Task? ahead;

    public RowsWriter(ExportTask task, ExportQuery query, TableFile table, JobFileStream file, PageReading reading)
    {
        (this.query, this.table, this.file, this.reading) = (query, table, file, reading);
        var times = new ZonedTimes(TimeZoneInfo.FindSystemTimeZoneById(task.TimeZone));
        var included = task.Parts();
        cells = new RowCells(task.Columns(), included.Count, times);
        rows = new PageRows(query.Places, cells);
        parts = [.. included.Select(part => new PartReader(task.Model(), part, reading, times))];
    }

    /// <summary>Writes a page; returns how many rows it had, and the cursor behind the last, null where there are no more.</summary>
    /// <param name="tell">Is told how many of them are written.</param>
    public async Task<(int Count, string? Next)> WriteAsync(string? after, Func<int, Task> tell, CancellationToken stop)
    {
        if (ahead is null)
            await ReadAsync(after, stop);
        else
            await ahead;
        (answer, other, ahead) = (other, answer, null);
        var next = rows.Next(answer.WrittenMemory);
        if (next is not null && parts.Count == 0)
            ahead = Task.Run(() => ReadAsync(next, stop), stop);
        var count =
            parts.Count == 0
                ? rows.Give(answer.WrittenMemory, _ => table.Add(cells))
                : await WithPartsAsync(tell, stop);
        await table.FlushAsync(stop);
        await TakeAsync(stop);
        await tell(count);
        return (count, next);
    }

    /// <summary>Ends the file.</summary>
    public async Task EndAsync(CancellationToken stop)
    {
        await table.EndAsync(stop);
        await TakeAsync(stop);
    }

    public async ValueTask DisposeAsync()
    {
        // What it reads from is closed behind this.
        if (ahead is not null)
            await Task.WhenAny(ahead);
        foreach (var part in parts)
            part.Dispose();
    }

    private async Task ReadAsync(string? after, CancellationToken stop)
    {
        other.ResetWrittenCount();
        var asked = size.Next;
        await reading.ReadAsync(query.Page(after), [asked], other, stop);
        size.Note(asked, other.WrittenCount);
    }

    private async Task<int> WithPartsAsync(Func<int, Task> tell, CancellationToken stop)
    {
        var starts = new List<int>();
        var counts = parts.Select(_ => new List<(long Key, long Count)>()).ToList();
        var given = rows.Give(
            answer.WrittenMemory,
            start =>
            {
                starts.Add(start);
                foreach (var (part, of) in counts.Index())
                    of.Add((cells.Key, cells.CountOf(part) ?? 0));
            }
        );
        foreach (var part in parts)
            part.Begin();
        foreach (var (row, start) in starts.Index())
        {
            rows.Take(answer.WrittenMemory, start);
            table.Begin(cells);
            foreach (var (index, part) in parts.Index())
            {
                // What the caller may not see is no list.
                table.BeginPart(isGiven: cells.CountOf(index) is not null);
                await foreach (var item in part.ReadAsync(counts[index], row, stop))
                {
                    table.Add(item.Span);
                    if (table.Output.WrittenCount > MostHeld)
                        await TakeAsync(stop);
                }
                table.EndPart();
            }
            table.End();
            await table.FlushAsync(stop);
            if (table.Output.WrittenCount > MostHeld)
                await TakeAsync(stop);
            await tell(row);
        }
        return given;
    }

    private async Task TakeAsync(CancellationToken stop)
    {
        await file.WriteAsync(table.Output.WrittenMemory, stop);
        table.Output.ResetWrittenCount();
    }
}
