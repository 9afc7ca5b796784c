using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using CasesGraph.Access;
using CasesGraph.Data;
using CasesGraph.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CasesGraph.Users;

[Entity(
    "A member of staff who works on cases and signs in to this service.",
    DefaultOrder = nameof(FullName),
    Text = nameof(FullName),
    InUse = nameof(Active),
    IsCaller = true,
    As = typeof(Actor)
)]
[Logged(RecordType.User)]
[Rights(Edit = AccessAction.UsersManage, Log = AccessAction.LogView)]
[SeenByContacts]
[DecidesRights(nameof(Active), nameof(DefaultTeamId))]
public sealed partial class User : IVersioned
{
    public long Id { get; set; }

    [Field(
        "The name to sign in with, unique without regard to case and to how accents are encoded.",
        Audience = FieldAudience.Personal,
        Editable = EditableIn.Both,
        Audited = true,
        MayBeHidden = true
    )]
    [MaxLength(100), Searchable, Unique, Handle(Folded = nameof(UserNameKey))]
    public required string UserName { get; set; }

    /// <summary>userName as it is compared, alike on every database.</summary>
    [MaxLength(100)]
    public string UserNameKey { get; private set; } = "";

    [Field(
        "The person's name as colleagues read it.",
        Audience = FieldAudience.Public,
        Editable = EditableIn.Both,
        Audited = true
    )]
    [MaxLength(200), Searchable]
    public required string FullName { get; set; }

    [Field(
        "The address to reach the person at.",
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
        "Whether cases may be assigned to this user; inactive users stay readable.",
        Audience = FieldAudience.Public,
        Editable = EditableIn.Both,
        Audited = true
    )]
    public bool Active { get; set; } = true;

    [Field(
        "Whether it is a person or a program; it stays what it was created as.",
        Editable = EditableIn.Create,
        Audited = true
    )]
    public UserKind Kind { get; set; }

    [Field("The user's id in another system; unique when set.", Editable = EditableIn.Both, Audited = true)]
    [MaxLength(255), Searchable, Unique, Handle]
    public string? ExternalReference { get; set; }

    [Field("When the user was created, in UTC.", Audience = FieldAudience.Public)]
    public DateTime CreatedAt { get; set; }

    [Field("When the user was last written to, in UTC.", Audience = FieldAudience.Public)]
    public DateTime UpdatedAt { get; set; }

    [Field("Counts up with every write; send it back as expectedVersion.", Audience = FieldAudience.Public)]
    public int Version { get; set; } = 1;

    /// <summary>Called before every save, so that no path can let the key fall out of step with the name.</summary>
    internal void FoldUserName() => UserNameKey = CaseFolding.Key(UserName);
}

[Description("What a user is.")]
public enum UserKind
{
    [Description("Somebody who signs in to work on cases.")]
    Person,

    [Description("A program, such as one that brings cases from elsewhere; it signs in by API keys.")]
    Service,
}

internal sealed class UserMapping : IEntityTypeConfiguration<User>
{
    public void Configure(EntityTypeBuilder<User> builder)
    {
        builder.HasIndex(user => user.ExternalReference).IsUnique().OfRowsWith(nameof(User.ExternalReference));
        builder.HasIndex(user => user.UserNameKey).IsUnique();
        builder.HasIndex(user => user.EmailKey).OfRowsWith(nameof(User.EmailKey));
        builder.HasIndex(user => user.FullName);
    }
}
