using CasesGraph.Access;
using CasesGraph.Attachments;
using CasesGraph.Data;
using CasesGraph.Imports.Reading;
using CasesGraph.Jobs;
using CasesGraph.Serving;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Imports;

/// <summary>Work that goes through the file of an import.</summary>
internal abstract class ImportFileWork(CasesDatabase database, IAttachmentStorage storage) : LongWork
{
    public override AccessAction Needs => AccessAction.CaseImport;

    protected CasesDatabase Database => database;

    public sealed override async Task RunAsync(LongRun run, CancellationToken stop)
    {
        var id = run.Job.ImportId;
        Import? import;
        await using (var db = database.CreateDb())
            import = await db.Set<Import>().AsNoTracking().FirstOrDefaultAsync(one => one.Id == id, stop);
        if (import is null || storage.OpenRead(import.StorageKey) is not { } file)
            throw new LongWorkFailedException(
                run.Job.FilesUntil is null ? "The file has been removed." : ForgottenImports.Why
            );
        await using (file)
        {
            try
            {
                await RunAsync(import, file, run, stop);
            }
            catch (UnreadableFileException unreadable)
            {
                throw new LongWorkFailedException(unreadable.Message, unreadable);
            }
            catch (IOException failure)
            {
                throw new UnavailableException("A file cannot be read or written now.", Written.No, failure);
            }
        }
    }

    /// <summary>Goes through it.</summary>
    protected abstract Task RunAsync(Import import, Stream file, LongRun run, CancellationToken stop);
}
