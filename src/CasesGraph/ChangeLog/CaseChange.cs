using CasesGraph.Access;
using CasesGraph.Cases;
using CasesGraph.ChangeLog.Following;
using CasesGraph.Data;
using CasesGraph.Model;
using CasesGraph.Query;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CasesGraph.ChangeLog;

[Entity(
    "What one transaction did to one case.",
    DefaultOrder = nameof(Id),
    ReadBy = nameof(OccurredAt),
    IsLog = true,
    WhollyPublic = true
)]
[Form(RecordType.Case)]
[FilteredBy(typeof(CaseChangeFilter))]
[Rights(AccessAction.CaseView, Through = nameof(Case))]
[SeenByContacts(Unless = [nameof(Internal)])]
public sealed class CaseChange : RecordChange, IDerived
{
    public CaseChange() => Type = RecordType.Case;

    /// <summary>Nullable for EF Core alone, which otherwise joins the case as if it could not be purged.</summary>
    [Field("The number of the case, kept even after a purge.", NonNull = true)]
    [KeyOfRecord("record", RecordText, nameof(Type))]
    [OfLeft]
    public long? CaseNumber { get; set; }

    [Field("The case as it is now; null after a purge.")]
    [Inverse(
        "changes",
        "The case's own change log, oldest first.",
        Before = nameof(Cases.Case.CreatedAt),
        Audience = FieldAudience.Public,
        Place = 5,
        NeverEmpty = true
    )]
    public Case? Case { get; set; }

    public ICollection<FieldChange> Fields { get; } = [];

    /// <summary>What <see cref="SettledTimes"/> keeps of it; null where no such time changed.</summary>
    public string? Settled { get; set; }

    /// <summary>
    /// Whether it is for staff alone: an update in which nothing changed that contacts read. Null in entries of an older
    /// version, which are for staff alone too.
    /// </summary>
    public bool? Internal { get; set; }

    /// <summary>
    /// The case's facets before and after (<see cref="CaseFacets"/>); null only in entries of an older version, until the
    /// service has started.
    /// </summary>
    [OfLeft]
    public string? FacetsBefore { get; set; }

    [OfLeft(As = "")]
    public string? FacetsAfter { get; set; }

    public static new IReadOnlyList<DerivedField> Derived { get; } =
    [
        Cursor,
        new("recordId", RecordIdText, "ID!", [nameof(CaseNumber)], IdOf),
        new("caseId", "The opaque id of the case, kept even after a purge.", "ID!", [nameof(CaseNumber)], IdOf),
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

    /// <summary>What <see cref="Internal"/> is for a change.</summary>
    /// <param name="isPublic">Whether anything changed that contacts read.</param>
    internal static bool IsInternal(ChangeKind kind, bool isPublic) => kind is ChangeKind.Updated && !isPublic;

    private static string IdOf(object?[] row) => OpaqueId.Encode(nameof(Cases.Case), (long)row[0]!);
}

internal sealed class CaseChangeMapping : IEntityTypeConfiguration<CaseChange>
{
    public void Configure(EntityTypeBuilder<CaseChange> builder)
    {
        builder
            .HasIndex(change => new
            {
                change.CaseNumber,
                change.Id,
                // So that entries are counted without reading the rows.
                change.Type,
            })
            .OfRowsWhere(nameof(CaseChange.Type), RecordType.Case);
        builder
            .HasIndex(change => change.CaseNumber, "IX_CaseChange_WithoutFacets")
            .OfRowsWithout(nameof(CaseChange.FacetsBefore), nameof(CaseChange.Type), RecordType.Case);
        // No constraint in the database (the migration leaves it out): the log outlives a purged case.
        builder.HasOne(change => change.Case).WithMany().HasForeignKey(change => change.CaseNumber);
    }
}
