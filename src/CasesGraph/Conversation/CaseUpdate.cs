using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using CasesGraph.Access;
using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Contacts;
using CasesGraph.Data;
using CasesGraph.Model;
using CasesGraph.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CasesGraph.Conversation;

[Entity(
    "One entry of a case's conversation: a message or an internal note.",
    DefaultOrder = nameof(SentAt),
    ReadBy = nameof(SentAt)
)]
[Rights(AccessAction.CaseView)]
[SeenByContacts(PartOf = nameof(Case), Origin = nameof(OriginNumber), Unless = [nameof(Internal)])]
public sealed class CaseUpdate : ICaseItem, IOfChange
{
    public long Id { get; set; }

    public long CaseNumber { get; set; }

    [Field("The case that the entry belongs to.", Audience = FieldAudience.Public)]
    [Inverse(
        "updates",
        "The conversation, oldest first: incoming and outgoing messages and internal notes.",
        Before = nameof(Cases.Case.CreatedAt),
        Audience = FieldAudience.Public,
        Place = 3,
        Searched = true
    )]
    public Case Case { get; set; } = null!;

    /// <inheritdoc/>
    public long? OriginNumber { get; set; }

    [Field("What was written, in Markdown as written.", Audience = FieldAudience.Public, LongText = true)]
    [MaxLength(100_000)]
    [Searchable(When = nameof(Direction), Value = (int)UpdateDirection.Note, Holds = false)]
    [Searchable(
        Column = nameof(UpdateDirection.Note),
        Part = SearchPart.Internal,
        When = nameof(Direction),
        Value = (int)UpdateDirection.Note
    )]
    public required string Text { get; set; }

    [Field("Internal notes are never shown to portal contacts.", Audience = FieldAudience.Public)]
    public bool Internal { get; private set; }

    [Field("From the customer, to the customer, or a note among staff.", Audience = FieldAudience.Public)]
    public UpdateDirection Direction { get; set; }

    [Field("The entry's id in another system; unique when set.")]
    [MaxLength(255), Searchable, Unique]
    public string? ExternalReference { get; set; }

    public long? AuthorUserId { get; set; }
    public User? AuthorUser { get; set; }
    public long? AuthorContactId { get; set; }

    [LeadsTo]
    public Contact? AuthorContact { get; set; }

    [Field("Who wrote it: a user, or a contact for an incoming message.", Audience = FieldAudience.Public)]
    public Actor Author
    {
        get => new(AuthorUserId, AuthorContactId);
        set => (AuthorUserId, AuthorContactId) = value;
    }

    [Field(
        "When it was written, in UTC; what came from another system may have been written long before it came.",
        Audience = FieldAudience.Public
    )]
    public DateTime SentAt { get; set; }

    [Field("When it came here, in UTC.", Audience = FieldAudience.Public)]
    public DateTime CreatedAt { get; set; }

    /// <summary>The change that added it.</summary>
    public long ChangeId { get; set; }

    [Inverse(
        "updates",
        "Messages and notes that this change added.",
        Before = nameof(CaseChange.ChangeSet),
        Whole = true
    )]
    public CaseChange Change { get; set; } = null!;

    string ICaseItem.LogText => Text;

    /// <summary>The column is known only when it was read.</summary>
    bool ICaseItem.IsForStaff => Direction is UpdateDirection.Note;
}

internal sealed class CaseUpdateMapping : IEntityTypeConfiguration<CaseUpdate>
{
    public void Configure(EntityTypeBuilder<CaseUpdate> builder)
    {
        builder.Property(update => update.Internal).IsWhether(nameof(CaseUpdate.Direction), UpdateDirection.Note);
        builder.Ignore(update => update.Author);
        builder.HasIndex(update => new
        {
            update.CaseNumber,
            update.SentAt,
            update.Id,
        });
        builder.HasIndex(update => update.ChangeId);
        builder.HasIndex(update => update.AuthorContactId).OfRowsWith(nameof(CaseUpdate.AuthorContactId));
        builder
            .HasIndex(update => update.ExternalReference)
            .IsUnique()
            .OfRowsWith(nameof(CaseUpdate.ExternalReference));
        builder.HasOne(update => update.Case).WithMany().HasForeignKey(update => update.CaseNumber);
        builder.HasOne(update => update.AuthorUser).WithMany().HasForeignKey(update => update.AuthorUserId);
        builder.HasOne(update => update.AuthorContact).WithMany().HasForeignKey(update => update.AuthorContactId);
        builder.HasOne(update => update.Change).WithMany().HasForeignKey(u => u.ChangeId);
    }
}
