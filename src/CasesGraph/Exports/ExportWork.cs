using System.Buffers;
using System.Globalization;
using System.Text.Json;
using CasesGraph.Access;
using CasesGraph.Data;
using CasesGraph.Exports.Writing;
using CasesGraph.Graph.Running;
using CasesGraph.JobFiles;
using CasesGraph.Jobs;
using CasesGraph.Model;
using CasesGraph.Query;
using CasesGraph.Serving;

namespace CasesGraph.Exports;

/// <summary>
/// Writes rows into a file: all of them as they were at one moment, page by page, as whoever asked for it reads them, with
/// what that caller may do yet.
/// </summary>
internal sealed class ExportWork(
    CasesDatabase database,
    JobFileStore files,
    ListPages pages,
    CallerRights rights,
    SheetSize size,
    TimeProvider clock
) : LongWork
{
    private const string Outdated = "Something was taken out for good while the file was written; ask for it again.";

    public override JobKind Kind => JobKind.Export;
    public override AccessAction Needs => AccessAction.CaseExport;

    public override string Told(Job job) =>
        string.Create(CultureInfo.InvariantCulture, $"{job.Done} rows were written.");

    public override async Task RunAsync(LongRun run, CancellationToken stop)
    {
        var task = ExportTask.Read(run.Job.Work);
        try
        {
            await run.WriteAsync(
                part: 0,
                done: 0,
                (db, _, token) => JobFileStore.BeginReadingAsync(db, run.Job.Id, token),
                stop
            );
            await using var file = await files.BeginAsync(stop);
            await using var table = TableFile.Of(task, size);
            var rows = await WriteAsync(task, table, file, run, stop);
            var name = string.Create(
                CultureInfo.InvariantCulture,
                $"{Naming.Camel(task.Model().Plural)}-{clock.GetUtcNow():yyyy-MM-dd}.{table.Extension}"
            );
            var kept = await file.KeepAsync(name, table.ContentType, stop);
            var told = new ExportTold(run.Job, task, rows);
            await run.WriteAsync(
                part: 1,
                rows,
                async (db, now, token) =>
                {
                    if (await JobFileStore.IsOutdatedAsync(db, run.Job.Id, token))
                        throw new LongWorkFailedException(Outdated);
                    told.AddTo(db, now, table.Cut);
                    await files.AddAsync(db, run.Job.Id, now, kept, static (job, key) => job.DownloadId = key, token);
                },
                stop
            );
        }
        catch (RequestErrorException mistake)
        {
            throw new LongWorkFailedException(mistake.Message, mistake);
        }
        catch (IOException failure)
        {
            throw new UnavailableException("A file cannot be written now.", Written.No, failure);
        }
    }

    public override Task GiveUpAsync(CasesDb db, Job job, CancellationToken token) => Task.CompletedTask;

    /// <summary>Returns how many rows there were.</summary>
    private async Task<int> WriteAsync(
        ExportTask task,
        TableFile table,
        JobFileStream file,
        LongRun run,
        CancellationToken stop
    )
    {
        var query = new ExportQuery(task);
        var now = clock.GetUtcNow().UtcDateTime;
        var first = await NowAsync(run, stop);
        await using var connection = await database.OpenAsync(stop);
        using var interruption = connection.InterruptOn(stop);
        await using var snapshot = await connection.BeginSnapshotAsync(stop);
        var reading = new PageReading(pages, new ReadSession(connection, first), first, now);
        var total = await CountAsync(query, reading, stop);
        await table.BeginAsync(stop);
        await using var rows = new RowsWriter(task, query, table, file, reading);
        var (done, after) = (0, default(string));
        do
        {
            if (!(await NowAsync(run, stop)).MayAsBefore(first))
                throw new LongWorkFailedException("What whoever asked for it may see has changed meanwhile.");
            (var count, after) = await rows.WriteAsync(after, written => TellAsync(done + written), stop);
            done += count;
        } while (after is not null);
        await rows.EndAsync(stop);
        return done;

        Task TellAsync(int written) => run.TellAsync(total == 0 ? 0 : (double)written / total, written, stop);
    }

    private async Task<Caller> NowAsync(LongRun run, CancellationToken stop) =>
        (await rights.NowAsync(run.Job.Caller!, stop)).Exporting;

    private static async Task<long> CountAsync(ExportQuery query, PageReading reading, CancellationToken stop)
    {
        var answer = new ArrayBufferWriter<byte>();
        await reading.ReadAsync(query.Count(), [0], answer, stop);
        return JsonElement.Parse(answer.WrittenSpan).GetProperty("totalCount").GetInt64();
    }
}
