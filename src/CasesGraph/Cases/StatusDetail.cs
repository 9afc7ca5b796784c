using System.Buffers.Binary;
using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Text;
using CasesGraph.Access;
using CasesGraph.Data;
using CasesGraph.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CasesGraph.Cases;

[Entity(
    "A status of one's own, such as Waiting for the supplier: a finer step within one of the fixed statuses, which decides the state.",
    DefaultOrder = nameof(Position),
    Text = nameof(Label),
    InUse = nameof(Active)
)]
[Logged(RecordType.StatusDetail)]
[Rights(Edit = AccessAction.AccessManage)]
[SeenByContacts]
public sealed class StatusDetail : IVersioned, IIdFromKey
{
    /// <summary>From its key, see <see cref="IdOf"/>.</summary>
    public long Id { get; set; }

    [Field(
        "What programs and inputs call it, unique as it is written; it stays when the label changes.",
        Audience = FieldAudience.Public,
        Editable = EditableIn.Create,
        Audited = true
    )]
    [MaxLength(64), Unique]
    public required string Key { get; set; }

    [Field("What people read.", Audience = FieldAudience.Public, Editable = EditableIn.Both, Audited = true)]
    [MaxLength(100)]
    public required string Label { get; set; }

    [Field(
        "The status that it belongs to, from its creation on.",
        Editable = EditableIn.Create,
        Audited = true,
        NoDefault = true
    )]
    public CaseStatus Status { get; set; }

    [Field("Its place among all, the lowest first; orderStatusDetails changes it.", Audited = true)]
    public int Position { get; set; }

    [Field(
        "Whether cases can be given it; those that have an inactive one keep it.",
        OnCreate = "true when not given.",
        Editable = EditableIn.Both,
        Audited = true
    )]
    public bool Active { get; set; } = true;

    [Field(
        "Whether cases get it that come to its status without another being named; at most one a status, and only while it is active.",
        OnCreate = "false when not given.",
        Editable = EditableIn.Both,
        Audited = true
    )]
    public bool IsDefault { get; set; }

    [Field("When it was created, in UTC.")]
    public DateTime CreatedAt { get; set; }

    [Field("When it was last written to, in UTC.")]
    public DateTime UpdatedAt { get; set; }

    [Field("Counts up with every write; send it back as expectedVersion.")]
    public int Version { get; set; } = 1;

    /// <summary>
    /// The id of the one with a key, which never changes: what is kept by ids is found by keys without asking the database.
    /// Of a million keys two share an id with a chance of one in ten million; the second could not be created.
    /// </summary>
    public static long IdOf(string key) =>
        BinaryPrimitives.ReadInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(key))) & long.MaxValue;
}

internal sealed class StatusDetailMapping : IEntityTypeConfiguration<StatusDetail>
{
    public void Configure(EntityTypeBuilder<StatusDetail> builder)
    {
        builder.Property(detail => detail.Id).ValueGeneratedNever();
        builder.HasIndex(detail => detail.Key).IsUnique();
        builder.HasIndex(detail => detail.Status).OfRowsThatAre(nameof(StatusDetail.IsDefault)).IsUnique();
    }
}
