using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using CasesGraph.Access;
using CasesGraph.Data;
using CasesGraph.Model;
using CasesGraph.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CasesGraph.SavedFilters;

[Entity(
    "A list of cases under a name: a condition, and a search, an order and columns with it. Who keeps it sees it, and with whom it is shared.",
    DefaultOrder = nameof(Name),
    Text = nameof(Name)
)]
[Logged(RecordType.SavedFilter)]
[Rights(
    AccessAction.AccessManage,
    Own = nameof(OwnerId),
    Shared = nameof(Sharing),
    SharedWith = nameof(TeamLinks),
    Log = AccessAction.LogView
)]
public sealed class SavedFilter : IVersioned, ISoftDeleted, IDerived
{
    public long Id { get; set; }

    [Field("What people call it; several can have one name.", Audited = true)]
    [MaxLength(100), Tidied]
    public required string Name
    {
        get;
        set => field = TextRules.Composed(value.Trim());
    }

    /// <summary>A CaseFilterInput in JSON, as it was given.</summary>
    [Field("The condition.", Audited = true, OnlyInLog = true)]
    public required string Where { get; set; }

    /// <summary>A list of CaseSortInput in JSON.</summary>
    [Field("The order.", Audited = true, OnlyInLog = true)]
    public string? Order { get; set; }

    [Field("A search beside the condition, as the list of cases takes it; null for none.", Audited = true)]
    [MaxLength(1_000)]
    public string? Search { get; set; }

    /// <summary>A list of names in JSON.</summary>
    [Field("The columns.", Audited = true, OnlyInLog = true)]
    public string? Columns { get; set; }

    public long? OwnerId { get; set; }

    [Field(
        "Whose it is: that user changes and deletes it, as do those with ACCESS_MANAGE, also once the user is not active any more.",
        Audited = true
    )]
    public User? Owner { get; set; }

    [Field("Who sees it beside its owner.", Audited = true)]
    public Sharing Sharing { get; set; }

    public ICollection<SavedFilterTeam> TeamLinks { get; } = [];

    [Field("When it was saved first, in UTC.")]
    public DateTime CreatedAt { get; set; }

    [Field("When it was last written to, in UTC.")]
    public DateTime UpdatedAt { get; set; }

    [Field("When it was deleted, in UTC; null while it can be used.", Audited = true)]
    public DateTime? DeletedAt { get; set; }

    [Field("Counts up with every write; send it back as expectedVersion, or as savedFilterVersion.")]
    public int Version { get; set; } = 1;

    public static IReadOnlyList<DerivedField> Derived { get; } =
    [
        Json(
            "where",
            "The condition, a CaseFilterInput in JSON: me and relative times stand there as such.",
            "Any!",
            nameof(Where)
        ),
        Json("order", "The order, a list of CaseSortInput in JSON; null for the usual one.", "Any", nameof(Order)),
        Json(
            "columns",
            "Names of fields of a case that a table shows, in their order, as caseFields has them; null where nothing is said.",
            "[String!]",
            nameof(Columns)
        ),
    ];

    private static DerivedField Json(string name, string description, string type, string column) =>
        new(name, description, type, [column], row => row[0] is string json ? JsonElement.Parse(json) : null);
}

internal sealed class SavedFilterMapping : IEntityTypeConfiguration<SavedFilter>
{
    public void Configure(EntityTypeBuilder<SavedFilter> builder)
    {
        builder.HasOne(filter => filter.Owner).WithMany().HasForeignKey(filter => filter.OwnerId);
        builder.HasIndex(filter => filter.Name).OfRowsInUse();
    }
}
