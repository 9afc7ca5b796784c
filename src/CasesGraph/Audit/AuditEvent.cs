using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using CasesGraph.Access;
using CasesGraph.Contacts;
using CasesGraph.Data;
using CasesGraph.Keys;
using CasesGraph.Model;
using CasesGraph.Query;
using CasesGraph.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CasesGraph.Audit;

/// <summary>Rows are added and removed when they are old; nothing changes one.</summary>
[Entity(
    "Something that was done to who may do what, or that was refused for it. It never has a secret, nor what people wrote.",
    DefaultOrder = $"-{nameof(At)}",
    ReadBy = nameof(At)
)]
[Rights(AccessAction.AuditView)]
[FilteredBy(typeof(AuditEventFilter))]
public sealed class AuditEvent : IDerived
{
    public long Id { get; set; }

    [Field("When it happened, in UTC.")]
    public DateTime At { get; set; }

    [Field("What happened, or was refused, in one or two words.")]
    public AuditKind Kind { get; set; }

    public long? ActorUserId { get; set; }
    public User? ActorUser { get; set; }
    public long? ActorContactId { get; set; }
    public Contact? ActorContact { get; set; }

    [Field("Who did it, or asked for it; the system where that is nobody who is known.")]
    public Actor Actor
    {
        get => new(ActorUserId, ActorContactId);
        set => (ActorUserId, ActorContactId) = value;
    }

    public long? ApiKeyId { get; set; }

    [Field("The API key that the actor has shown; null for none.", Sortable = false)]
    public ApiKey? ApiKey { get; set; }

    public long? ViewAsId { get; set; }

    [Field("As which user the actor looked; null for as none.", Sortable = false)]
    public User? ViewAs { get; set; }

    public long? ViewAsContactId { get; set; }

    [Field("As which contact the actor looked; null for as no contact.", Sortable = false)]
    public Contact? ViewAsContact { get; set; }

    [Field("The address that it came from; null where that is not known, as for jobs.", Sortable = false)]
    [MaxLength(45)]
    public string? Address { get; set; }

    public RecordType? ObjectType { get; set; }

    [KeyOfRecord(
        "object",
        "What it was done to, as it is now; null where that is nothing, is gone, or may not be seen by the caller.",
        nameof(ObjectType)
    )]
    public long? ObjectId { get; set; }

    /// <summary>See <see cref="AuditDetail"/>.</summary>
    [MaxLength(AuditDetail.Longest)]
    public string? Detail { get; set; }

    public static IReadOnlyList<DerivedField> Derived { get; } =
    [
        new(
            "objectId",
            "The opaque id of what it was done to, also when that is gone; null where it was done to nothing.",
            "ID",
            [nameof(ObjectType), nameof(ObjectId)],
            row => row is [RecordType type, long key] ? OpaqueId.Encode(EntityModel.Logged[type].Name, key) : null
        ),
        new(
            "detail",
            "What else is known, an object of texts; AuditKind says which. Null for nothing.",
            "Any",
            [nameof(Detail)],
            row => row[0] is string text ? JsonSerializer.Deserialize<Dictionary<string, object?>>(text) : null
        ),
    ];
}

internal sealed class AuditEventMapping : IEntityTypeConfiguration<AuditEvent>
{
    public void Configure(EntityTypeBuilder<AuditEvent> builder)
    {
        builder.Ignore(audit => audit.Actor);
        builder.HasOne(audit => audit.ActorUser).WithMany().HasForeignKey(audit => audit.ActorUserId);
        builder.HasOne(audit => audit.ActorContact).WithMany().HasForeignKey(audit => audit.ActorContactId);
        builder.HasOne(audit => audit.ApiKey).WithMany().HasForeignKey(audit => audit.ApiKeyId);
        builder.HasOne(audit => audit.ViewAs).WithMany().HasForeignKey(audit => audit.ViewAsId);
        builder.HasOne(audit => audit.ViewAsContact).WithMany().HasForeignKey(audit => audit.ViewAsContactId);
        builder.HasIndex(audit => new { audit.At, audit.Id });
        builder.HasIndex(audit => new
        {
            audit.Kind,
            audit.At,
            audit.Id,
        });
        builder
            .HasIndex(audit => new
            {
                audit.ActorUserId,
                audit.At,
                audit.Id,
            })
            .OfRowsWith(nameof(AuditEvent.ActorUserId));
        builder
            .HasIndex(audit => new
            {
                audit.ObjectId,
                audit.ObjectType,
                audit.At,
                audit.Id,
            })
            .OfRowsWith(nameof(AuditEvent.ObjectId));
    }
}
