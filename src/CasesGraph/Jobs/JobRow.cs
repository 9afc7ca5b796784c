using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using CasesGraph.Access;
using CasesGraph.Cases;
using CasesGraph.Model;
using CasesGraph.Operations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CasesGraph.Jobs;

[Entity(
    "A record of a job, or a row of its file, that could not be written to, or not wholly, and why.",
    DefaultOrder = nameof(Id)
)]
[Rights(AccessAction.JobsManage, Own = $"{nameof(Job)}.{nameof(Jobs.Job.OwnerId)}")]
public sealed class JobRow : IDerived
{
    public long Id { get; set; }

    public long JobId { get; set; }

    [Inverse(
        "rows",
        "Records that could not be written to, or were not wholly changed back, each with the reasons; the others have no row.",
        Before = nameof(Jobs.Job.ChangeSetId)
    )]
    public Job Job { get; set; } = null!;

    [Field(
        "The record's place in the selection, from 1; of an import the row as a spreadsheet counts, the header included."
    )]
    public int Row { get; set; }

    [Field("The line of the text where the row of a file begins, from 1; null where there is no text.")]
    public int? Line { get; set; }

    [Field("By what the row of a file says which record it is, as it stands there; null where it says nothing.")]
    [MaxLength(255)]
    public string? Key { get; set; }

    [Field("What came of it.")]
    public JobRowOutcome Outcome { get; set; }

    [Field("Which kind of record it is; null where that is not known, in jobs of earlier versions.")]
    public RecordType? Type { get; set; }

    [KeyOfRecord("record", "The record as it is now; null when there is none.", nameof(Type))]
    public long? RecordId { get; set; }

    /// <summary>The record's, once more, where it is a case.</summary>
    public long? CaseNumber { get; set; }

    [Field("The case as it is now; null when there is none, or the record is no case.")]
    public Case? Case { get; set; }

    /// <summary>A JSON array of <see cref="JobRowReason"/>.</summary>
    [MaxLength(100_000)]
    public string Reasons { get; set; } = "[]";

    public static IReadOnlyList<DerivedField> Derived { get; } =
    [
        new(
            "reasons",
            "Why it could not be written to, or what of it was left as it is, every reason that was found.",
            $"[{nameof(JobRowReason)}!]!",
            [nameof(Reasons)],
            row => JsonSerializer.Deserialize<JsonElement>((string)row[0]!)
        )
        {
            Record = typeof(JobRowReason),
        },
    ];
}

[Description("Why a record of a job could not be written to, or what of it was left as it is.")]
public sealed record JobRowReason(
    [property: Description("What is wrong, for people.")] string Message,
    [property: Description("Path of the part of the input that it is about.")] IReadOnlyList<string> Field,
    [property: Description("What is wrong, for programs.")] ValidationCode Code,
    [property: Description("The index of the column of a file that it is about; null for other reasons.")]
        int? Column = null,
    [property: Description("The name of that column.")] string? Header = null,
    [property: Description("What stands in it, at most 200 characters.")] string? Value = null,
    [property: Description(
        "The row before it that has the same key, or that it is a duplicate of; null for other reasons."
    )]
        int? OtherRow = null,
    [property: Description(
        "The id of the object that has the value already, or that the row is a duplicate of; null for other reasons."
    )]
    [property: AsId]
        string? ExistingId = null,
    [property: Description(
        "The ids of those that fit, where one is to be named or several are duplicates; at most 10, null for other reasons."
    )]
    [property: AsId]
        IReadOnlyList<string>? CandidateIds = null
)
{
    [Description("That object; null where the caller does not see it, and for other reasons.")]
    [AnyOf, HeldIn(nameof(ExistingId)), JsonIgnore]
    public IRef? Existing { get; }

    [Description("Those objects, as far as the caller sees them; null for other reasons.")]
    [AnyOf, HeldIn(nameof(CandidateIds)), JsonIgnore]
    public IReadOnlyList<IRef>? Candidates { get; }
}

[Description("Rows of a job with one reason.")]
public sealed record JobRowGroup(
    [property: Description("What came of them.")] JobRowOutcome Outcome,
    [property: Description("What is wrong, for programs.")] ValidationCode? Code,
    [property: Description("What it is about, such as the name of a field; null where it is about the whole row.")]
        string? Field,
    [property: Description("The index of the column that it is about.")] int? Column,
    [property: Description("What stands in the column, where it is the same in all of them.")] string? Value,
    [property: Description("How many rows.")] int Count,
    [property: Description("The first of them.")] int FirstRow
);

[Description(
    "What came of a record of a job; those that were written to or stay as they are, without anything to be told of it, have no row."
)]
public enum JobRowOutcome
{
    [Description("It could not be written to.")]
    Rejected,

    [Description(
        "Something of it was not changed back, as when somebody changed it since, or is not whole in the file; the rest was, or is. Of an import: the row was left out as the call asked for."
    )]
    Skipped,

    [Description("The row of an import was left out because a record like it is there, or a row before it.")]
    Duplicate,

    [Description(
        "The row of an import was written, or was so already, and its reasons say what to look at: a time that comes twice, a record like it."
    )]
    Written,
}

internal sealed class JobRowMapping : IEntityTypeConfiguration<JobRow>
{
    public void Configure(EntityTypeBuilder<JobRow> builder)
    {
        builder.HasIndex(row => new { row.JobId, row.Id });
        builder.HasOne(row => row.Job).WithMany().HasForeignKey(row => row.JobId);
        // No constraint in the database (the migration leaves it out): there may be no such case, or none any more.
        builder.HasOne(row => row.Case).WithMany().HasForeignKey(row => row.CaseNumber);
    }
}
