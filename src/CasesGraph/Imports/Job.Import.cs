using System.ComponentModel.DataAnnotations;
using CasesGraph.Data;
using CasesGraph.Imports;
using CasesGraph.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CasesGraph.Jobs;

/// <summary>What imports add to a job: jobs themselves know nothing of them.</summary>
public sealed partial class Job
{
    public long? ImportId { get; set; }

    /// <summary>Where in its file it reads on, in JSON; written with the rows before it.</summary>
    [MaxLength(1000)]
    public string? ImportPlace { get; set; }

    [Field(
        "The file that it is about; null for other jobs, and once the file is removed.",
        Before = nameof(CreatedAt),
        Filterable = false,
        Sortable = false
    )]
    [Inverse("jobs", "Jobs that are about the file, the newest first.")]
    public Import? Import { get; set; }
}

internal sealed class JobImportMapping : IEntityTypeConfiguration<Job>
{
    public void Configure(EntityTypeBuilder<Job> builder)
    {
        // No constraint in the database (the migration leaves it out): one of them would write the table anew for it.
        builder.HasOne(job => job.Import).WithMany().HasForeignKey(job => job.ImportId);
        builder.HasIndex(job => new { job.ImportId, job.Id }).OfRowsWith(nameof(Job.ImportId));
    }
}
