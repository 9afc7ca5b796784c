using System.ComponentModel;
using CasesGraph.Cases;
using CasesGraph.ChangeLog.Following;
using CasesGraph.Data;
using CasesGraph.Model;
using CasesGraph.Query;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CasesGraph.ChangeLog;

[Entity("What one transaction did to one case.", DefaultOrder = nameof(Id), HasFixedOrder = true, IsLog = true)]
[FilteredBy(typeof(CaseChangeFilter))]
public sealed class CaseChange : IDerived
{
    /// <summary>The position in the log: taken inside the one write transaction, so it is the commit order too.</summary>
    public long Id { get; set; }

    [Field("What happened to the case, in one word.")]
    public ChangeKind Kind { get; set; }

    /// <summary>Nullable for EF Core alone, which otherwise joins the case as if it could not be purged.</summary>
    [Field("The number of the case, kept even after a purge.", NonNull = true)]
    public long? CaseNumber { get; set; }

    [Field("The case as it is now; null after a purge.")]
    [Inverse(
        "changes",
        "The case's own change log, oldest first.",
        Before = nameof(Cases.Case.CreatedAt),
        Place = 5,
        NeverEmpty = true
    )]
    public Case? Case { get; set; }

    public ICollection<FieldChange> Fields { get; } = [];

    [Field("The case's version after this change.")]
    public int Version { get; set; }

    public long ChangeSetId { get; set; }

    [Field("The change set that this is a part of: who, why, and what else.")]
    [Inverse("changes", "What it did to each case, in log order; empty for writes to other objects.")]
    public ChangeSet ChangeSet { get; set; } = null!;

    [Field("When it happened, in UTC.")]
    public DateTime OccurredAt { get; set; }

    /// <summary>What <see cref="SettledTimes"/> keeps of it; null where no such time changed.</summary>
    public string? Settled { get; set; }

    /// <summary>
    /// The case's facets before and after (<see cref="CaseFacets"/>); null only in entries of an older version, until the
    /// service has started.
    /// </summary>
    public string? FacetsBefore { get; set; }
    public string? FacetsAfter { get; set; }

    public static IReadOnlyList<DerivedField> Derived { get; } =
    [
        new(
            "cursor",
            "The position in the log: for after of any change list and of onCaseChanged.",
            "String!",
            [nameof(Id)],
            row => LogPosition.ToCursor((long)row[0]!)
        ),
        new(
            "caseId",
            "The opaque id of the case, kept even after a purge.",
            "ID!",
            [nameof(CaseNumber)],
            row => OpaqueId.Encode(nameof(Cases.Case), (long)row[0]!)
        ),
        new(
            "listEffect",
            "What the change did to the list that is followed; null where none is.",
            "ListEffect",
            [nameof(FacetsBefore), nameof(FacetsAfter), nameof(CaseNumber)],
            row => FollowedList.EffectOf((string?)row[0], (string?)row[1], (long?)row[2], row[3])
        )
        {
            OfList = true,
        },
    ];
}

[Description("What happened to a case.")]
public enum ChangeKind
{
    [Description("The case came into being.")]
    Created,

    [Description("Fields, links or the conversation changed.")]
    Updated,

    [Description("The case was deleted; it can be restored.")]
    Deleted,

    [Description("The deleted case was brought back.")]
    Restored,

    [Description("The case was removed for good.")]
    Purged,

    [Description("The case took part in a merge.")]
    Merged,

    [Description("A merge of the case was undone.")]
    Unmerged,
}

internal sealed class CaseChangeMapping : IEntityTypeConfiguration<CaseChange>
{
    public void Configure(EntityTypeBuilder<CaseChange> builder)
    {
        builder.HasIndex(change => new { change.CaseNumber, change.Id });
        builder.HasIndex(change => new { change.ChangeSetId, change.Id });
        builder
            .HasIndex(change => change.CaseNumber, "IX_CaseChange_WithoutFacets")
            .OfRowsWithout(nameof(CaseChange.FacetsBefore));
        builder.HasOne(change => change.ChangeSet).WithMany(set => set.Changes).HasForeignKey(c => c.ChangeSetId);
        // No constraint in the database (the migration leaves it out): the log outlives a purged case.
        builder.HasOne(change => change.Case).WithMany().HasForeignKey(change => change.CaseNumber);
    }
}
