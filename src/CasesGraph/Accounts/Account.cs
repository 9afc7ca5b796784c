using System.ComponentModel.DataAnnotations;
using CasesGraph.Access;
using CasesGraph.Data;
using CasesGraph.Model;
using CasesGraph.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CasesGraph.Accounts;

[Entity(
    "A company or organisation that cases and contacts belong to.",
    DefaultOrder = nameof(Name),
    Text = nameof(Name)
)]
[Logged(RecordType.Account)]
[Rights(AccessAction.DirectoryView, Edit = AccessAction.DirectoryEdit)]
[SeenByContacts(Account = nameof(Id))]
[DecidesRights(nameof(ParentId), nameof(DeletedAt), nameof(MergedIntoId))]
public sealed class Account : IVersioned, IMergeable
{
    public long Id { get; set; }

    [Field(
        "The company's name; several accounts may share one.",
        Audience = FieldAudience.Public,
        Editable = EditableIn.Both,
        Audited = true
    )]
    [MaxLength(255), Searchable, Handle(Folded = nameof(NameKey))]
    public required string Name
    {
        get;
        set
        {
            field = value;
            NameKey = CaseFolding.Key(value);
        }
    }

    /// <summary>The name as it is compared, alike on every database.</summary>
    [MaxLength(255)]
    public string NameKey { get; private set; } = "";

    [Field("The branch of business, in free words.", Editable = EditableIn.Both, Audited = true, MassUpdatable = true)]
    [MaxLength(100)]
    public string? Industry { get; set; }

    [Field("The address of the company's web site.", Editable = EditableIn.Both, Audited = true)]
    [MaxLength(255)]
    public string? Website { get; set; }

    [Field(
        "The main telephone number, as written.",
        Audience = FieldAudience.Personal,
        Editable = EditableIn.Both,
        Audited = true
    )]
    [MaxLength(100), Searchable(IsPhone = true)]
    public string? Phone { get; set; }

    [Field(
        "The main e-mail address, as written.",
        Audience = FieldAudience.Personal,
        Editable = EditableIn.Both,
        Audited = true
    )]
    [MaxLength(255), Searchable]
    public string? Email { get; set; }

    [Field("The account's id in another system; unique when set.", Editable = EditableIn.Both, Audited = true)]
    [MaxLength(255), Searchable, Unique, Handle]
    public string? ExternalReference { get; set; }

    public long? ParentId { get; set; }

    [Field("The account that this one is a part of.", Editable = EditableIn.Both, Audited = true, MassUpdatable = true)]
    public Account? Parent { get; set; }

    public long? AssignedToId { get; set; }

    [Field("The user who looks after the account.", Editable = EditableIn.Both, Audited = true, MassUpdatable = true)]
    public User? AssignedTo { get; set; }

    [Field("When the account was created, in UTC.", Audience = FieldAudience.Public)]
    public DateTime CreatedAt { get; set; }

    [Field("When the account was last written to, in UTC.", Audience = FieldAudience.Public)]
    public DateTime UpdatedAt { get; set; }

    [Field("When the account was deleted, in UTC; null while it is in use.", Audited = true)]
    public DateTime? DeletedAt { get; set; }

    public long? MergedIntoId { get; set; }

    [Field(
        "The account that goes on in this one's place, once it was merged away; the last one after several merges.",
        Audited = true
    )]
    [Inverse(
        "mergedFrom",
        "Accounts that were merged into this one; undoing the merge by revertChangeSet brings them back.",
        Before = nameof(Version),
        Whole = true
    )]
    public Account? MergedInto { get; set; }

    [Field("Counts up with every write; send it back as expectedVersion.", Audience = FieldAudience.Public)]
    public int Version { get; set; } = 1;
}

internal sealed class AccountMapping : IEntityTypeConfiguration<Account>
{
    public void Configure(EntityTypeBuilder<Account> builder)
    {
        builder.HasIndex(account => account.ExternalReference).IsUnique().OfRowsWith(nameof(Account.ExternalReference));
        // Deleted ones too: cases go on referring to them, and are listed in the order of the name.
        builder.HasIndex(account => new
        {
            account.Name,
            account.Id,
            account.DeletedAt,
        });
        builder.HasIndex(account => new { account.NameKey, account.DeletedAt });
        builder.HasIndex(account => account.ParentId).OfRowsWith(nameof(Account.ParentId));
        builder.HasIndex(account => account.MergedIntoId).OfRowsWith(nameof(Account.MergedIntoId));
        // Looked up by nobody. It makes the deletion a change of a key: where writes run side by side, one that refers to the
        // account and does not see yet that it was merged away is in conflict with that.
        builder.HasIndex(account => new { account.Id, account.DeletedAt }).IsUnique();
        builder.HasOne(account => account.MergedInto).WithMany().HasForeignKey(account => account.MergedIntoId);
        builder.HasOne(account => account.Parent).WithMany().HasForeignKey(account => account.ParentId);
        builder.HasOne(account => account.AssignedTo).WithMany().HasForeignKey(account => account.AssignedToId);
    }
}
