using CasesGraph.Data;
using CasesGraph.Model;
using CasesGraph.SavedFilters;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CasesGraph.Jobs;

/// <summary>What saved filters add to a job: jobs themselves know nothing of them.</summary>
public sealed partial class Job
{
    public long? SavedFilterId { get; set; }

    [Field(
        "The saved filter by which the call selected its records; null where it named none. What the filter said then counts, whatever it says by now.",
        Before = nameof(CreatedAt),
        Filterable = false,
        Sortable = false
    )]
    [Inverse(
        "usedBy",
        "Jobs whose calls named it, the newest first, of those that the caller sees; what a call does at once has no job.",
        Before = nameof(SavedFilters.SavedFilter.CreatedAt)
    )]
    public SavedFilter? SavedFilter { get; set; }

    internal partial void KeepCondition(long? key) => SavedFilterId = key;
}

internal sealed class JobSavedFilterMapping : IEntityTypeConfiguration<Job>
{
    public void Configure(EntityTypeBuilder<Job> builder)
    {
        // No constraint in the database (the migration leaves it out): one of them would write the table anew for it.
        builder.HasOne(job => job.SavedFilter).WithMany().HasForeignKey(job => job.SavedFilterId);
        builder.HasIndex(job => new { job.SavedFilterId, job.Id }).OfRowsWith(nameof(Job.SavedFilterId));
    }
}
