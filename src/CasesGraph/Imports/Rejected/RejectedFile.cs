using System.Runtime.CompilerServices;
using System.Text.Json;
using CasesGraph.Data;
using CasesGraph.Imports.Reading;
using CasesGraph.Imports.Starting;
using CasesGraph.JobFiles;
using CasesGraph.Jobs;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Imports.Rejected;

/// <summary>The rows that an import has rejected, as a file to be put right and sent again.</summary>
internal sealed class RejectedFile(
    Import import,
    ImportPlan plan,
    Stream file,
    ImportSettings limits,
    CasesDatabase database,
    JobFileStore files
)
{
    private const int PageSize = 1_000;
    private const int LongestStem = 200;

    /// <summary>Writes it, and gives it to the job; it has none where something was taken out for good since the job was asked for.</summary>
    /// <param name="done">How many rows the job has gone through.</param>
    public async Task WriteAsync(LongRun run, int done, CancellationToken stop)
    {
        var id = run.Job.Id;
        await using var written = await files.BeginAsync(stop);
        var copy = RowCopy.Of(import, plan);
        await CopyAsync(copy, written, run, done, stop);
        var kept = await written.KeepAsync(NameFor(copy), copy.ContentType, stop);
        await run.WriteAsync(
            part: 1,
            done,
            async (db, now, token) =>
            {
                if (!await JobFileStore.IsOutdatedAsync(db, id, token))
                    await files.AddAsync(db, id, now, kept, static (job, key) => job.RejectedRowsId = key, token);
            },
            stop
        );
    }

    private async Task CopyAsync(RowCopy copy, JobFileStream written, LongRun run, int done, CancellationToken stop)
    {
        using var reader = plan.Dialect.Open(file, limits, Checkpoint.Start, plan.Headers);
        await written.WriteAsync(copy.Mark, stop);
        copy.Begin(plan.Dialect.HeaderRow > 0 && Reach(reader, plan.Dialect.HeaderRow) ? reader : null);
        await foreach (var (row, reason) in RowsAsync(run.Job.Id, stop))
        {
            if (Reach(reader, row))
                copy.Add(reader, reason);
            if (!copy.IsFull)
                continue;
            await written.WriteAsync(copy.Take(), stop);
            await run.TellAsync(part: 1, done, stop);
        }
        await written.WriteAsync(copy.Take(), stop);
    }

    private static bool Reach(TableReader reader, long row)
    {
        while (reader.Row < row && reader.Read()) { }
        return reader.Row == row;
    }

    /// <summary>In the order of the file, in which they were written.</summary>
    private async IAsyncEnumerable<(int Row, string Reason)> RowsAsync(
        long job,
        [EnumeratorCancellation] CancellationToken stop
    )
    {
        await using var db = database.CreateDb();
        for (var last = 0L; ; )
        {
            var after = last;
            var page = await db.Set<JobRow>()
                .Where(row => row.JobId == job && row.Id > after && row.Outcome == JobRowOutcome.Rejected)
                .OrderBy(row => row.Id)
                .Take(PageSize)
                .Select(row => new
                {
                    row.Id,
                    row.Row,
                    row.Reasons,
                })
                .ToListAsync(stop);
            foreach (var row in page)
                yield return (row.Row, Told(row.Reasons));
            if (page.Count < PageSize)
                yield break;
            last = page[^1].Id;
        }
    }

    private static string Told(string reasons) =>
        string.Join(
            "; ",
            JsonSerializer
                .Deserialize<IReadOnlyList<JobRowReason>>(reasons, JobJson.Options)!
                .Select(reason => reason.Message)
        );

    private string NameFor(RowCopy copy)
    {
        var stem = Path.GetFileNameWithoutExtension(import.FileName);
        return $"{(stem.Length > LongestStem ? stem[..LongestStem] : stem)}-rejected.{copy.Extension}";
    }
}
