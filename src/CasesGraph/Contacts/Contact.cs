using System.ComponentModel.DataAnnotations;
using CasesGraph.Access;
using CasesGraph.Accounts;
using CasesGraph.Data;
using CasesGraph.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CasesGraph.Contacts;

[Entity(
    "A person on the customer's side.",
    DefaultOrder = $"{nameof(LastName)},{nameof(FirstName)}",
    Text = nameof(FullName),
    IsContact = true,
    As = typeof(Actor)
)]
[Logged(RecordType.Contact)]
[Rights(AccessAction.DirectoryView, Edit = AccessAction.DirectoryEdit)]
[SeenByContacts]
[DecidesRights(nameof(PortalAccess), nameof(AccountId), nameof(DeletedAt), nameof(MergedIntoId))]
public sealed class Contact : IVersioned, IMergeable
{
    public long Id { get; set; }

    [Field(
        "The given name, if it is known.",
        Audience = FieldAudience.Public,
        Editable = EditableIn.Both,
        Audited = true
    )]
    [MaxLength(100)]
    public string? FirstName { get; set; }

    [Field(
        "The family name, or the only name.",
        Audience = FieldAudience.Public,
        Editable = EditableIn.Both,
        Audited = true
    )]
    [MaxLength(100)]
    public required string LastName { get; set; }

    [Field("First and last name together, as one reads it.", Audience = FieldAudience.Public)]
    [MaxLength(201), Searchable(ComputedFrom = [nameof(FirstName), nameof(LastName)])]
    public string FullName { get; private set; } = "";

    [Field(
        "The e-mail address, as written.",
        Audience = FieldAudience.Personal,
        Editable = EditableIn.Both,
        Audited = true
    )]
    [MaxLength(255), Searchable, Handle(Folded = nameof(EmailKey))]
    public string? Email
    {
        get;
        set
        {
            field = value;
            EmailKey = value is null ? null : CaseFolding.Key(value);
        }
    }

    /// <summary>The address as it is compared, alike on every database.</summary>
    [MaxLength(255)]
    public string? EmailKey { get; private set; }

    [Field(
        "The telephone number, as written.",
        Audience = FieldAudience.Personal,
        Editable = EditableIn.Both,
        Audited = true
    )]
    [MaxLength(100), Searchable(IsPhone = true)]
    public string? Phone { get; set; }

    [Field(
        "What the person does there, such as \"Head of IT\".",
        Editable = EditableIn.Both,
        Audited = true,
        MassUpdatable = true
    )]
    [MaxLength(100), Searchable]
    public string? Title { get; set; }

    [Field("The contact's id in another system; unique when set.", Editable = EditableIn.Both, Audited = true)]
    [MaxLength(255), Searchable, Unique, Handle]
    public string? ExternalReference { get; set; }

    public long? AccountId { get; set; }

    [Field("The account that the person works at.", Editable = EditableIn.Both, Audited = true, MassUpdatable = true)]
    [Inverse(
        "contacts",
        "People who work at the account, by last and first name.",
        Before = nameof(Accounts.Account.CreatedAt),
        Place = 2
    )]
    public Account? Account { get; set; }

    [Field(
        "Which cases the contact sees who signs in to the portal, or for whom a portal acts; setPortalAccess changes it.",
        Audited = true
    )]
    public PortalAccess PortalAccess { get; set; }

    [Field("When the contact was created, in UTC.", Audience = FieldAudience.Public)]
    public DateTime CreatedAt { get; set; }

    [Field("When the contact was last written to, in UTC.", Audience = FieldAudience.Public)]
    public DateTime UpdatedAt { get; set; }

    [Field("When the contact was deleted, in UTC; null while it is in use.", Audited = true)]
    public DateTime? DeletedAt { get; set; }

    public long? MergedIntoId { get; set; }

    [Field(
        "The contact who goes on in this one's place, once it was merged away; the last one after several merges.",
        Audited = true
    )]
    [Inverse(
        "mergedFrom",
        "Contacts that were merged into this one; undoing the merge by revertChangeSet brings them back.",
        Before = nameof(Version),
        Whole = true
    )]
    public Contact? MergedInto { get; set; }

    [Field("Counts up with every write; send it back as expectedVersion.", Audience = FieldAudience.Public)]
    public int Version { get; set; } = 1;
}

internal sealed class ContactMapping : IEntityTypeConfiguration<Contact>
{
    public void Configure(EntityTypeBuilder<Contact> builder)
    {
        builder.Property(contact => contact.FullName).IsWords(nameof(Contact.FirstName), nameof(Contact.LastName));
        builder.HasIndex(contact => contact.ExternalReference).IsUnique().OfRowsWith(nameof(Contact.ExternalReference));
        builder.HasIndex(contact => new { contact.EmailKey, contact.DeletedAt }).OfRowsWith(nameof(Contact.EmailKey));
        builder.HasIndex(contact => new { contact.LastName, contact.FirstName }).OfRowsInUse();
        builder
            .HasIndex(contact => new
            {
                contact.AccountId,
                contact.LastName,
                contact.FirstName,
            })
            .OfRowsInUse();
        builder
            .HasIndex(contact => contact.AccountId, "IX_Contact_AccountId_Deleted")
            .OfRowsWith(nameof(Contact.DeletedAt));
        builder.HasIndex(contact => contact.MergedIntoId).OfRowsWith(nameof(Contact.MergedIntoId));
        // As of accounts: it makes the deletion a change of a key, which is in conflict with a reference that is made meanwhile.
        builder.HasIndex(contact => new { contact.Id, contact.DeletedAt }).IsUnique();
        builder.HasOne(contact => contact.MergedInto).WithMany().HasForeignKey(contact => contact.MergedIntoId);
        builder.HasOne(contact => contact.Account).WithMany().HasForeignKey(contact => contact.AccountId);
    }
}
