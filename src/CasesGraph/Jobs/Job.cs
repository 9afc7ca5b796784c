using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using CasesGraph.Access;
using CasesGraph.ChangeLog;
using CasesGraph.Data;
using CasesGraph.Model;
using CasesGraph.Operations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CasesGraph.Jobs;

[Entity(
    "Work on more than 1,000 records, such as cases, or on a file, which goes on after the call that asked for it; it survives the end of the server.",
    DefaultOrder = $"-{nameof(Id)}"
)]
[Rights(AccessAction.JobsManage, Own = nameof(OwnerId))]
public sealed partial class Job : IWriteMark, IDerived
{
    public long Id { get; set; }

    [Field("What is done to the records.")]
    public JobKind Kind { get; set; }

    [Field("Which kind of record it is done to.")]
    public RecordType RecordType { get; set; }

    [Field("Whether the work waits, is being done or has ended, and how.")]
    public JobStatus Status { get; set; }

    [Field("How many records were selected when the call was accepted; null where nobody knows before the end.")]
    public int? Total { get; set; }

    [Field("How many of them have had their turn.")]
    public int Done { get; set; }

    [Field("How many records it has made, of an import.")]
    public int Created { get; set; }

    [Field("How many of them were written to.")]
    public int Updated { get; set; }

    [Field("How many of them were left as they are, for there was nothing to change.")]
    public int Unchanged { get; set; }

    [Field("How many of them could not be written to; the job's rows tell which, and why.")]
    public int Rejected { get; set; }

    [Field("How many rows of an import were left out because a record like them is there, or a row before them.")]
    public int Duplicates { get; set; }

    [Field("How many rows of an import were left out as the call asked for.")]
    public int Skipped { get; set; }

    [Field("Whether it only tells what an import would do: nothing is written to records.")]
    public bool DryRun { get; set; }

    [Field("When the call was accepted, in UTC.")]
    public DateTime CreatedAt { get; set; }

    [Field("When the first of the records had their turn, in UTC.")]
    public DateTime? StartedAt { get; set; }

    [Field("When the work ended, in UTC; null before.")]
    public DateTime? FinishedAt { get; set; }

    [Field("When the work will end if it goes on like this, in UTC; null while that is not known.")]
    public DateTime? EstimatedFinishAt { get; set; }

    [Field("How it ended, for people; null before.", LongText = true)]
    [MaxLength(1000)]
    public string? Message { get; set; }

    public long? ChangeSetId { get; set; }

    [Field(
        "The one change set of all that the job does; null when it ended without any change.",
        Filterable = false,
        Sortable = false
    )]
    public ChangeSet? ChangeSet { get; set; }

    /// <summary>The user who asked for it, who sees it whatever else; null for other callers, and for jobs of earlier versions.</summary>
    public long? OwnerId { get; set; }

    /// <summary>Who asked for it; what that caller may do is read anew for each chunk. Null for jobs of earlier versions.</summary>
    [MaxLength(1000)]
    public Caller? Caller { get; set; }

    /// <summary>What is to be done, as the kind's class writes and reads it.</summary>
    [MaxLength(2_000_000)]
    public string Work { get; set; } = "";

    /// <summary>The next chunk of the selection; those before it are done, for each is one transaction with this.</summary>
    public int NextChunk { get; set; }

    /// <summary>How much is done where no total is known, in ten-thousandths.</summary>
    public int? Part { get; set; }

    /// <summary>The key of the <see cref="JobFile"/> that it was asked for; null before it is complete, and once it is removed.</summary>
    public long? DownloadId { get; set; }

    /// <summary>The same of the <see cref="JobFile"/> with the rows of an import that were rejected.</summary>
    public long? RejectedRowsId { get; set; }

    /// <summary>When its files are removed, in UTC; null where it has none.</summary>
    public DateTime? FilesUntil { get; set; }

    /// <summary>How long it has worked on rows of a file, in milliseconds; null for other work.</summary>
    public long? Worked { get; set; }

    /// <summary>A JSON array of <see cref="JobRowGroup"/>.</summary>
    public string RowGroups { get; set; } = "[]";

    public static IReadOnlyList<DerivedField> Derived { get; } =
    [
        new(
            "progress",
            "From 0 to 1: done of total, or as much of a file as has been read.",
            "Float!",
            [nameof(Total), nameof(Done), nameof(Status), nameof(Part)],
            row => Progress(row)
        ),
        new(
            "downloadUrl",
            "Where GET has the file that the job has made, once it is complete: a path on the server, to be resolved against the address of /graphql. It is signed for the caller and works without credentials for a day; ask for it anew then. Null where there is no file, or none any more.",
            "String",
            [nameof(DownloadId)],
            row => JobFile.Url(row[0], row[1])
        )
        {
            OfCaller = true,
        },
        new(
            "downloadExpiresAt",
            "When downloadUrl works no more, in UTC.",
            "DateTime",
            [nameof(DownloadId), nameof(FilesUntil)],
            row => JobFile.UrlUntil(row[0], row[1], row[2])
        )
        {
            OfCaller = true,
        },
        new(
            "rejectedRowsUrl",
            "Where GET has the rows that an import has rejected, as a file like the one that was sent, with the columns _row and _reason; sent again, these two are passed over. An address like downloadUrl, null where no row was rejected, before the end, and once the file is removed.",
            "String",
            [nameof(RejectedRowsId)],
            row => JobFile.Url(row[0], row[1])
        )
        {
            OfCaller = true,
        },
        new(
            "rowsPerSecond",
            "How many rows of a file it goes through in a second of work; null for other work.",
            "Float",
            [nameof(Done), nameof(Worked)],
            row => row is [int done, long and > 0 and var worked] ? done * 1000.0 / worked : null
        ),
        new(
            "rowGroups",
            "What its rows tell, together: how many have one reason, the most frequent first; at most 200.",
            $"[{nameof(JobRowGroup)}!]!",
            [nameof(RowGroups)],
            row => JsonElement.Parse((string)row[0]!)
        )
        {
            Record = typeof(JobRowGroup),
        },
    ];

    /// <summary>Knows the kept condition that has found what it is about, where a feature keeps such.</summary>
    internal partial void KeepCondition(long? key);

    private static double Progress(object?[] row) =>
        row switch
        {
            [int and > 0 and var total, int done, ..] => (double)done / total,
            [_, _, JobStatus.Succeeded, _] => 1.0,
            [.., int part] => (double)part / LongRun.Whole,
            _ => 0.0,
        };
}

[Description("What a job does to records.")]
public enum JobKind
{
    [Description("Changes fields and links, as massUpdateCases says, or its like for other records.")]
    MassUpdate,

    [Description("Deletes records, softly.")]
    Delete,

    [Description("Brings deleted records back.")]
    Restore,

    [Description("Removes cases for good.")]
    Purge,

    [Description("Undoes a change set; what it had to leave is in its rows.")]
    Revert,

    [Description("Takes persons out of the log of cases, and their messages where that was asked for.")]
    Erase,

    [Description("Has cases refer to the account or contact that others were merged into.")]
    Merge,

    [Description("Reads all rows of a file for an import, and finds out what is in it; nothing is written to records.")]
    ImportAnalysis,

    [Description("Writes records into a file; nothing is written to records.")]
    Export,

    [Description("Brings the rows of a file in, or tells what doing so would come to.")]
    Import,
}

[Description("Where a job stands; the first two go on.")]
public enum JobStatus
{
    [Description("Waiting for its turn.")]
    Queued,

    [Description("Under way; also after the server has ended, until another goes on with it.")]
    Running,

    [Description("All records have had their turn, some of them perhaps rejected.")]
    Succeeded,

    [Description(
        "Given up because of a failure of ours, or of a file that cannot be read; what was written by then stays, the change set has it."
    )]
    Failed,

    [Description("Ended by cancelJob; what was written by then stays, the change set has it.")]
    Cancelled,
}

/// <summary>A part of the selection as it was frozen when the call was accepted. Kept while the job is not finished.</summary>
public sealed class JobChunk
{
    public long JobId { get; set; }
    public Job Job { get; set; } = null!;
    public int Number { get; set; }

    /// <summary>The place of its first key in the selection, from 0.</summary>
    public int Start { get; set; }

    /// <summary>Of cases, or of what else the job is about, in the order of the selection.</summary>
    public required long[] Keys { get; set; }
}

internal sealed class JobMapping : IEntityTypeConfiguration<Job>
{
    public void Configure(EntityTypeBuilder<Job> builder)
    {
        builder.HasOne(job => job.ChangeSet).WithMany().HasForeignKey(job => job.ChangeSetId);
        // No constraint in the database (the migration leaves it out): the job refers to its change set already.
        builder.HasMany<ChangeSet>().WithOne(set => set.Job).HasForeignKey(set => set.JobId);
        builder
            .Property(job => job.Caller)
            .HasConversion(
                caller => JsonSerializer.Serialize(caller, JobJson.Options),
                kept => JsonSerializer.Deserialize<Caller>(kept, JobJson.Options)!
            );
        builder.HasIndex(job => new { job.OwnerId, job.Id }).OfRowsWith(nameof(Job.OwnerId));
        builder.HasIndex(job => job.FilesUntil).OfRowsWith(nameof(Job.FilesUntil));
        builder.HasIndex(job => job.Id, "IX_Job_Unfinished").OfRowsWithout(nameof(Job.FinishedAt));
    }
}

internal sealed class JobChunkMapping : IEntityTypeConfiguration<JobChunk>
{
    public void Configure(EntityTypeBuilder<JobChunk> builder)
    {
        builder.HasKey(chunk => new { chunk.JobId, chunk.Number });
        builder.HasOne(chunk => chunk.Job).WithMany().HasForeignKey(chunk => chunk.JobId);
    }
}
