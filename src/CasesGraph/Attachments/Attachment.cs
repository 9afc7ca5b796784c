using System.ComponentModel.DataAnnotations;
using CasesGraph.Access;
using CasesGraph.Cases;
using CasesGraph.Contacts;
using CasesGraph.Conversation;
using CasesGraph.Data;
using CasesGraph.Model;
using CasesGraph.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CasesGraph.Attachments;

[Entity("A file that belongs to a case or to an entry of its conversation.", DefaultOrder = nameof(CreatedAt))]
[Rights(AccessAction.CaseView)]
[SeenByContacts(PartOf = nameof(Case), Origin = nameof(OriginNumber), Unless = [nameof(Internal)])]
public sealed class Attachment : ICaseItem, IDerived
{
    public long Id { get; set; }

    public long CaseNumber { get; set; }

    [Field("The case that the file belongs to.", Audience = FieldAudience.Public)]
    [Inverse(
        "attachments",
        "Files of the case and of its conversation, oldest first.",
        Before = nameof(Cases.Case.CreatedAt),
        Audience = FieldAudience.Public,
        Place = 4,
        Searched = true
    )]
    public Case Case { get; set; } = null!;

    /// <inheritdoc/>
    public long? OriginNumber { get; set; }

    public long? CaseUpdateId { get; set; }

    [Field("The entry of the conversation that came with the file; null for a file of the case itself.")]
    [Inverse(
        "attachments",
        "Files that came with it, in the order in which they were given.",
        Before = nameof(Conversation.CaseUpdate.CreatedAt),
        Audience = FieldAudience.Public,
        Whole = true
    )]
    public CaseUpdate? CaseUpdate { get; set; }

    [Field(
        "Internal files are never shown to portal contacts: those of notes always are, those of messages never.",
        Audience = FieldAudience.Public
    )]
    public bool Internal { get; set; }

    [Field("The name that the file was sent with, without a path.", Audience = FieldAudience.Public)]
    [MaxLength(255), Searchable]
    public required string FileName { get; set; }

    [Field(
        "The media type, found out from the content, such as image/png or application/octet-stream.",
        Audience = FieldAudience.Public
    )]
    [MaxLength(100)]
    public required string ContentType { get; set; }

    [Field("How many bytes the file has.", Audience = FieldAudience.Public)]
    public long Size { get; set; }

    [Field("The SHA-256 of the content in 64 small hexadecimal digits.")]
    [MaxLength(64)]
    public required string Sha256 { get; set; }

    /// <summary>Where the content is; copies of an attachment share it.</summary>
    [MaxLength(100)]
    public required string StorageKey { get; set; }

    [Field("The file's id in another system; unique when set.")]
    [MaxLength(255), Searchable, Unique]
    public string? ExternalReference { get; set; }

    [Field("When the file was attached, in UTC.", Audience = FieldAudience.Public)]
    public DateTime CreatedAt { get; set; }

    public long? CreatedByUserId { get; set; }
    public User? CreatedByUser { get; set; }
    public long? CreatedByContactId { get; set; }
    public Contact? CreatedByContact { get; set; }

    [Field("Who attached the file.")]
    public Actor CreatedBy
    {
        get => new(CreatedByUserId, CreatedByContactId);
        set => (CreatedByUserId, CreatedByContactId) = value;
    }

    string ICaseItem.LogText => FileName;
    bool ICaseItem.IsForStaff => Internal;

    public static IReadOnlyList<DerivedField> Derived { get; } =
    [
        new(
            "url",
            "Where GET has the content, always as a download: a path on the server, to be resolved against the address of /graphql. It is signed for the caller and works without credentials for a while (Attachments:UrlMinutes); ask for it anew then.",
            "String!",
            [nameof(Id), nameof(FileName)],
            row =>
                FileUrl
                    .Of(FileUrl.Attachments, nameof(Attachment), (long)row[0]!, (string)row[1]!, (Caller?)row[2])
                    .Address
        )
        {
            Audience = FieldAudience.Public,
            OfCaller = true,
        },
    ];
}

internal sealed class AttachmentMapping : IEntityTypeConfiguration<Attachment>
{
    public void Configure(EntityTypeBuilder<Attachment> builder)
    {
        builder.Ignore(attachment => attachment.CreatedBy);
        builder.HasIndex(attachment => new
        {
            attachment.CaseNumber,
            attachment.CreatedAt,
            attachment.Id,
        });
        builder.HasIndex(attachment => attachment.CaseUpdateId);
        builder
            .HasIndex(attachment => attachment.ExternalReference)
            .IsUnique()
            .OfRowsWith(nameof(Attachment.ExternalReference));
        builder.HasIndex(attachment => attachment.StorageKey);
        builder.HasOne(attachment => attachment.Case).WithMany().HasForeignKey(a => a.CaseNumber);
        builder.HasOne(attachment => attachment.CaseUpdate).WithMany().HasForeignKey(a => a.CaseUpdateId);
        builder.HasOne(attachment => attachment.CreatedByUser).WithMany().HasForeignKey(a => a.CreatedByUserId);
        builder.HasOne(attachment => attachment.CreatedByContact).WithMany().HasForeignKey(a => a.CreatedByContactId);
    }
}

internal sealed class RemovedContentMapping : IEntityTypeConfiguration<RemovedContent>
{
    public void Configure(EntityTypeBuilder<RemovedContent> builder) => builder.HasKey(content => content.Id);
}
