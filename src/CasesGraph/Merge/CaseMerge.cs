using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CasesGraph.Merge;

/// <summary>
/// What is kept of a case's last merge: where it went, and what the merge took from it. The case's own row keeps its other
/// fields and its links, its messages know where they were written; so unmerging needs no more. Once the case is back,
/// this is only kept for merging it again.
/// </summary>
public sealed class CaseMerge
{
    /// <summary>The case that was merged away.</summary>
    public long CaseNumber { get; set; }
    public Case Case { get; set; } = null!;

    /// <summary>The case that it was merged into, which may have been merged on since.</summary>
    public long SurvivorNumber { get; set; }
    public Case Survivor { get; set; } = null!;

    /// <summary>The change that merged it away: its place among all that was done to the survivor.</summary>
    public long ChangeId { get; set; }
    public CaseChange Change { get; set; } = null!;

    /// <summary>The status that it comes back with.</summary>
    public CaseStatus Status { get; set; }

    /// <summary>The status of one's own that it comes back with.</summary>
    public long? StatusDetailId { get; set; }

    /// <summary>Since when it was closed with that status; null also in rows of an older version.</summary>
    public DateTime? ClosedAt { get; set; }

    /// <summary>Its id in another system, where the survivor has it now: only one case can.</summary>
    public string? ExternalReference { get; set; }

    /// <summary>The fields whose values the survivor took from it, as the log names them, with commas between them.</summary>
    public string Taken { get; set; } = "";

    public bool Took(CaseField field) => Taken.Split(',').Contains(field.Name, StringComparer.Ordinal);
}

internal sealed class CaseMergeMapping : IEntityTypeConfiguration<CaseMerge>
{
    public void Configure(EntityTypeBuilder<CaseMerge> builder)
    {
        builder.HasKey(merge => merge.CaseNumber);
        builder.Property(merge => merge.CaseNumber).ValueGeneratedNever();
        // The database looks here whenever a case is purged.
        builder.HasIndex(merge => merge.SurvivorNumber);
        builder.HasOne(merge => merge.Case).WithOne().HasForeignKey<CaseMerge>(merge => merge.CaseNumber);
        builder.HasOne(merge => merge.Survivor).WithMany().HasForeignKey(merge => merge.SurvivorNumber);
        builder.HasOne(merge => merge.Change).WithMany().HasForeignKey(merge => merge.ChangeId);
    }
}
