using System.Globalization;
using CasesGraph.Attachments;
using CasesGraph.Data;
using CasesGraph.Imports.Analyzing;
using CasesGraph.Imports.Mappings;
using CasesGraph.Imports.Proposing;
using CasesGraph.JobFiles;
using CasesGraph.Jobs;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Imports;

/// <summary>Looks at all rows of a file. What it finds it writes at the end, so that a process that goes on begins anew.</summary>
internal sealed class ImportAnalysisWork(CasesDatabase database, IAttachmentStorage storage, ImportSettings limits)
    : ImportFileWork(database, storage)
{
    public override JobKind Kind => JobKind.ImportAnalysis;

    public override string Told(Job job) => string.Create(CultureInfo.InvariantCulture, $"{job.Done} rows were read.");

    protected override async Task RunAsync(Import import, Stream file, LongRun run, CancellationToken stop)
    {
        var chosen = ImportJson.Read<ImportDialectInput>(import.Chosen);
        var analysis = new FileAnalysis(file, chosen, TargetFields.Of(import.Records), limits)
        {
            Mapped = ImportJson.Read<MappedFields>(import.Mapped),
        };
        var report = await analysis.RunAsync((part, rows) => run.TellAsync(part, rows, stop), stop);
        await run.WriteAsync(
            part: 1,
            report.Rows,
            async (db, _, token) =>
            {
                if (await JobFileStore.IsOutdatedAsync(db, run.Job.Id, token))
                    throw new LongWorkFailedException(ForgottenImports.Why);
                await SettleAsync(db, run.Job, found => Fill(found, report), token);
            },
            stop
        );
    }

    public override Task GiveUpAsync(CasesDb db, Job job, CancellationToken token) =>
        SettleAsync(db, job, found => found.State = ImportState.Failed, token);

    private static void Fill(Import import, AnalysisReport report)
    {
        ImportJson.Fill(import, report);
        (import.State, import.Part) = (ImportState.Ready, LongRun.Whole);
    }

    /// <summary>Unless another analysis has been asked for since.</summary>
    private static async Task SettleAsync(CasesDb db, Job job, Action<Import> settle, CancellationToken token)
    {
        var import = await db.Set<Import>()
            .AsTracking()
            .FirstOrDefaultAsync(one => one.Id == job.ImportId && one.AnalysisId == job.Id, token);
        if (import is null)
            return;
        settle(import);
        await db.SaveChangesAsync(token);
    }
}
