using System.ComponentModel;
using CasesGraph.Access;
using CasesGraph.Attachments;
using CasesGraph.Data;
using CasesGraph.Imports.Analyzing;
using CasesGraph.Imports.Mappings;
using CasesGraph.Imports.Proposing;
using CasesGraph.Imports.Reading;
using CasesGraph.JobFiles;
using CasesGraph.Jobs;
using CasesGraph.Model;
using CasesGraph.Operations;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Imports;

[Description("A new file, or one to look at again with other settings, which is not sent again.")]
public sealed record PrepareImportInput(
    [property: Description("The file: CSV, JSON Lines or XLSX. Either this or importId.")]
    [property: LargeFile]
        Upload? File,
    [property: Description("The file that was sent before.")] Ref<Import>? ImportId,
    [property: Description("What is to be taken as it is said here, and not found out.")] ImportDialectInput? Dialect,
    [property: Description("A saved mapping that is proposed where columns have its headers.")]
        Ref<ImportMapping>? MappingId,
    [property: Description("What the rows of the file are.")] ImportRecords Records = ImportRecords.Cases
);

[Description("The file as its beginning shows it, or why it cannot be imported.")]
[Errors(typeof(NotFoundError<Import>), typeof(ValidationError), typeof(ForbiddenError))]
public sealed record PrepareImportPayload(
    [property: Description("The file with what was found out; a job goes on with it.")] Ref<Import>? Import,
    [property: Description("The job that looks at all rows.")] Ref<Job>? Job
);

internal sealed class PrepareImport(
    CasesDatabase database,
    IAttachmentStorage storage,
    JobQueue jobs,
    ImportSettings limits,
    KeepSettings keep
) : IOperation<PrepareImportInput, PrepareImportPayload>, IPreparing<PrepareImportInput>
{
    /// <summary>The beginning is looked at before anybody waits for the write.</summary>
    public async Task<object?> PrepareAsync(PrepareImportInput input, Caller caller, CancellationToken token)
    {
        if (DialectChecks.Mistakes(input.Dialect).Any())
            return null;
        var key = input.File?.Content?.StorageKey ?? await KeyAsync(input.ImportId, caller, token);
        if (key is null || storage.OpenRead(key) is not { } file)
            return null;
        await using (file)
        {
            try
            {
                var mapped = await MappedAsync(input.MappingId, caller, token);
                var analysis = new FileAnalysis(file, input.Dialect, TargetFields.Of(input.Records), limits)
                {
                    Mapped = mapped,
                };
                return analysis.Begin();
            }
            catch (UnreadableFileException unreadable)
            {
                return unreadable.Message;
            }
        }
    }

    public async Task<Outcome<PrepareImportPayload>> RunAsync(
        PrepareImportInput input,
        Call call,
        CancellationToken token
    )
    {
        var checks = new InputChecks(call);
        foreach (var (field, code, message) in DialectChecks.Mistakes(input.Dialect))
            checks.Add(InputChecks.Path("dialect", field), code, message);
        CheckFile(input, call.Prepared as string, checks);
        var mapping = input.MappingId is { } mapped
            ? await MappingChecks.FindAsync(mapped, input.Records, call, checks, token)
            : null;
        var known = input.ImportId is { } id ? await FindAsync(id, call, checks, token) : null;
        if (checks.Errors is { Length: > 0 } errors)
            return errors;

        var import = known ?? call.Db.Add(await NewAsync(input.File!, call, token)).Entity;
        (import.Records, import.State, import.Part) = (input.Records, ImportState.Analysing, 0);
        import.Mapped = mapping is null ? null : ImportJson.Write(MappedFields.Of(mapping));
        import.Chosen = input.Dialect is null ? null : ImportJson.Write(input.Dialect);
        // The file of an import that is looked at again was removed meanwhile: the job tells of it.
        if (call.Prepared is AnalysisReport report)
            ImportJson.Fill(import, report with { IsWhole = false });
        await call.Db.SaveChangesAsync(token);
        var job = await jobs.AddLongAsync(
            call,
            JobKind.ImportAnalysis,
            TypeOf(input.Records),
            queued => queued.ImportId = import.Id,
            token
        );
        import.AnalysisId = job.Key;
        await call.Db.SaveChangesAsync(token);
        return new PrepareImportPayload(new(import.Id), job);
    }

    private static void CheckFile(PrepareImportInput input, string? unreadable, InputChecks checks)
    {
        var path = InputChecks.Path("file");
        if (input.File is null == input.ImportId is null)
            checks.Add(path, ValidationCode.Required, "Either a file or the id of an import is to be given.");
        if (input.File is { } file)
            UploadChecks.Run(path, file, checks);
        if (unreadable is not null)
            checks.Add(input.File is null ? InputChecks.Path("importId") : path, ValidationCode.Malformed, unreadable);
    }

    private static async Task<Import?> FindAsync(Ref<Import> id, Call call, InputChecks checks, CancellationToken token)
    {
        var found = await call.Db.Rows<Import>().AsTracking().SingleOrDefaultAsync(one => one.Id == id.Key, token);
        // A malformed id has been noted when it was read.
        if (found is null && id.Key != 0)
            checks.Add(new NotFoundError<Import>(id));
        return found;
    }

    private async Task<string?> KeyAsync(Ref<Import>? id, Caller caller, CancellationToken token)
    {
        if (id is not { Key: var key })
            return null;
        await using var db = database.CreateDb();
        db.SeeAs(caller);
        return await db.Rows<Import>()
            .Where(one => one.Id == key)
            .Select(one => one.StorageKey)
            .FirstOrDefaultAsync(token);
    }

    /// <summary>Null where there is none that the caller sees, which is told later.</summary>
    private async Task<MappedFields?> MappedAsync(Ref<ImportMapping>? id, Caller caller, CancellationToken token)
    {
        if (id is not { Key: var key })
            return null;
        await using var db = database.CreateDb();
        db.SeeAs(caller);
        var found = await db.Rows<ImportMapping>().WhereInUse().SingleOrDefaultAsync(one => one.Id == key, token);
        return found is null ? null : MappedFields.Of(found);
    }

    private async Task<Import> NewAsync(Upload file, Call call, CancellationToken token)
    {
        var (hash, user) = (file.Content!.Sha256, call.Caller.Actor.UserId);
        return new()
        {
            FileName = file.FileName,
            Size = file.Content.Size,
            Sha256 = hash,
            StorageKey = file.Content.StorageKey,
            ExpiresAt = call.Now.AddDays(keep.KeepDays),
            CreatedAt = call.Now,
            CreatedBy = call.Caller.Actor,
            SentBefore = await call
                .Db.Set<Import>()
                .AnyAsync(one => one.Sha256 == hash && one.CreatedByUserId == user, token),
        };
    }

    public static RecordType TypeOf(ImportRecords records) =>
        records switch
        {
            ImportRecords.Accounts => RecordType.Account,
            ImportRecords.Contacts => RecordType.Contact,
            ImportRecords.Bugs => RecordType.Bug,
            ImportRecords.Users => RecordType.User,
            _ => RecordType.Case,
        };
}
