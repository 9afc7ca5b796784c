using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using CasesGraph.Access;
using CasesGraph.Data;
using CasesGraph.Model;
using CasesGraph.Teams;
using CasesGraph.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CasesGraph.Imports.Mappings;

[Entity(
    "Which columns of files of one kind bring what, under a name: columns are known by their headers, wherever they stand. Who keeps it sees it, and with whom it is shared.",
    DefaultOrder = nameof(Name),
    Text = nameof(Name)
)]
[Logged(RecordType.ImportMapping)]
[Rights(
    AccessAction.AccessManage,
    Own = nameof(OwnerId),
    Shared = nameof(Sharing),
    SharedWith = nameof(TeamLinks),
    Log = AccessAction.LogView
)]
public sealed class ImportMapping : IVersioned, ISoftDeleted, IDerived
{
    public long Id { get; set; }

    [Field("What people call it; several can have one name.", Audited = true)]
    [MaxLength(100), Tidied]
    public required string Name
    {
        get;
        set => field = TextRules.Composed(value.Trim());
    }

    [Field("What the rows of its files are.", Audited = true)]
    public ImportRecords Records { get; set; }

    /// <summary>A list of <see cref="Starting.ImportFieldInput"/> in JSON, its columns by their places in <see cref="Headers"/>.</summary>
    [Field("The fields.", Audited = true, OnlyInLog = true)]
    public required string Fields { get; set; }

    /// <summary>A list of texts in JSON, with null for a column without a name.</summary>
    [Field("The headers.", Audited = true, OnlyInLog = true)]
    public required string Headers { get; set; }

    public long? OwnerId { get; set; }

    [Field("Whose it is: that user deletes it, as do those with ACCESS_MANAGE.", Audited = true)]
    public User? Owner { get; set; }

    [Field("Who sees it beside its owner.", Audited = true)]
    public Sharing Sharing { get; set; }

    public ICollection<ImportMappingTeam> TeamLinks { get; } = [];

    [Field("When it was saved, in UTC.")]
    public DateTime CreatedAt { get; set; }

    [Field("When it was last written to, in UTC.")]
    public DateTime UpdatedAt { get; set; }

    [Field("When it was deleted, in UTC; null while it can be used.", Audited = true)]
    public DateTime? DeletedAt { get; set; }

    [Field("Counts up with every write; send it back as expectedVersion.")]
    public int Version { get; set; } = 1;

    public static IReadOnlyList<DerivedField> Derived { get; } =
    [
        Json(
            "fields",
            "What is brought, a list of ImportFieldInput in JSON; indexes of columns are places in headers.",
            "Any!",
            nameof(Fields)
        ),
        Json(
            "headers",
            "The headers of the file that it was made for, in their order; null for a column without one.",
            "[String]!",
            nameof(Headers)
        ),
    ];

    private static DerivedField Json(string name, string description, string type, string column) =>
        new(name, description, type, [column], row => JsonElement.Parse((string)row[0]!));
}

internal sealed class MappingTable : IEntityTypeConfiguration<ImportMapping>
{
    public void Configure(EntityTypeBuilder<ImportMapping> builder)
    {
        builder.HasOne(mapping => mapping.Owner).WithMany().HasForeignKey(mapping => mapping.OwnerId);
        builder.HasIndex(mapping => mapping.Name).OfRowsInUse();
    }
}

/// <summary>It is seen by whoever sees both ends.</summary>
[Entity("The link between a mapping for imports and a team that it is shared with.", Node = false)]
[Rights]
public sealed class ImportMappingTeam : IRecordLink
{
    public long MappingId { get; set; }

    [Inverse(
        "teams",
        "The teams whose members see it, by name; none unless sharing is TEAMS.",
        Before = nameof(ImportMapping.CreatedAt),
        Node = nameof(Team)
    )]
    public ImportMapping Mapping { get; set; } = null!;

    public long TeamId { get; set; }
    public Team Team { get; set; } = null!;

    IVersioned IRecordLink.Owner => Mapping;

    string IRecordLink.Field => "teams";

    (Type Type, long Key)? IRecordLink.Target => (typeof(Team), TeamId);
}

internal sealed class MappingTeamTable : IEntityTypeConfiguration<ImportMappingTeam>
{
    public void Configure(EntityTypeBuilder<ImportMappingTeam> builder)
    {
        builder.HasKey(link => new { link.MappingId, link.TeamId });
        builder
            .HasOne(link => link.Mapping)
            .WithMany(mapping => mapping.TeamLinks)
            .HasForeignKey(link => link.MappingId);
        builder.HasOne(link => link.Team).WithMany().HasForeignKey(link => link.TeamId);
    }
}
