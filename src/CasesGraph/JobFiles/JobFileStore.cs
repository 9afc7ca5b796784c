using CasesGraph.Attachments;
using CasesGraph.Data;
using CasesGraph.Jobs;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.JobFiles;

/// <summary>Where jobs put files that they make. A file is there for callers once it is complete, and not before.</summary>
internal sealed class JobFileStore(IAttachmentStorage storage, KeepSettings keep)
{
    /// <summary>Begins one; what is not kept when it is disposed of was never there.</summary>
    public async Task<JobFileStream> BeginAsync(CancellationToken token) => new(await storage.CreateAsync(token));

    /// <summary>Notes that a job begins to read records, which its file will have: what was taken out until then is not among them.</summary>
    public static Task BeginReadingAsync(CasesDb db, long jobId, CancellationToken token) =>
        db
            .Jobs.Where(job => job.Id == jobId)
            .ExecuteUpdateAsync(set => set.SetProperty(job => job.FilesUntil, (DateTime?)null), token);

    /// <summary>
    /// Whether something was taken out for good since then, or since the job was asked for: what it has read, or reads from
    /// a file, may have it.
    /// </summary>
    public static Task<bool> IsOutdatedAsync(CasesDb db, long jobId, CancellationToken token) =>
        db.Jobs.AnyAsync(job => job.Id == jobId && job.FilesUntil != null, token);

    /// <summary>Gives a job a file, in the transaction that says so.</summary>
    /// <param name="has">Has the job know the file's key, by what it is for.</param>
    public async Task AddAsync(
        CasesDb db,
        long jobId,
        DateTime now,
        KeptFile file,
        Action<Job, long> has,
        CancellationToken token
    )
    {
        var added = new JobFile
        {
            JobId = jobId,
            FileName = file.FileName,
            ContentType = file.ContentType,
            Size = file.Size,
            Sha256 = file.Sha256,
            StorageKey = file.StorageKey,
            CreatedAt = now,
        };
        db.Add(added);
        await db.SaveChangesAsync(token);
        var job = await db.Jobs.AsTracking().SingleAsync(one => one.Id == jobId, token);
        has(job, added.Id);
        job.FilesUntil = now.AddDays(keep.KeepDays);
        await db.SaveChangesAsync(token);
    }
}

/// <summary>A complete file in the storage that no row names yet.</summary>
internal sealed record KeptFile(string FileName, string ContentType, long Size, string Sha256, string StorageKey);

internal sealed class JobFileNames : ContentNames
{
    public override IQueryable<string> Of(CasesDb db) => db.Set<JobFile>().Select(file => file.StorageKey);
}
