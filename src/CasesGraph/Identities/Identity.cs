using System.ComponentModel.DataAnnotations;
using CasesGraph.Access;
using CasesGraph.ChangeLog;
using CasesGraph.Contacts;
using CasesGraph.Data;
using CasesGraph.Model;
using CasesGraph.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CasesGraph.Identities;

[Entity(
    "Somebody as an identity provider knows them: whoever signs in so acts as the user, or as the contact.",
    Plural = "Identities",
    Node = false,
    DefaultOrder = nameof(Id)
)]
[Rights(AccessAction.UsersManage, Own = nameof(UserId))]
[DecidesRights]
public sealed class Identity : IRecordLink, IUsed
{
    public long Id { get; set; }

    public long? UserId { get; set; }

    [Inverse(
        "identities",
        "As whom the user signs in by tokens, the first linked first. Only the user and USERS_MANAGE see any.",
        Before = nameof(Users.User.CreatedAt),
        Audience = FieldAudience.Personal,
        Whole = true
    )]
    public User? User { get; set; }

    public long? ContactId { get; set; }

    [Inverse(
        "identities",
        "As whom the contact signs in to the portal by tokens, the first linked first. Only USERS_MANAGE sees any.",
        Audience = FieldAudience.Personal,
        Before = nameof(Contacts.Contact.CreatedAt),
        Whole = true
    )]
    public Contact? Contact { get; set; }

    [Field("Whose tokens: their iss, in exactly these characters.")]
    [MaxLength(200)]
    public required string Issuer { get; set; }

    [Field("Whom the issuer means by it: the sub of its tokens, in exactly these characters.")]
    [MaxLength(255)]
    public required string Subject { get; set; }

    [Field("When it was linked, in UTC.")]
    public DateTime LinkedAt { get; set; }

    [Field("When it last signed in, in UTC, to the hour; null while it has not.")]
    public DateTime? LastUsedAt { get; set; }

    /// <summary>When the token was issued by whose groups roles and teams were given last (<see cref="TokenGroups"/>).</summary>
    public DateTime? GroupsAsOf { get; set; }

    IVersioned IRecordLink.Owner => (IVersioned?)User ?? Contact!;

    string IRecordLink.Field => "identities";

    (Type Type, long Key)? IRecordLink.Target => null;

    string IRecordLink.Text => $"{Issuer}|{Subject}";
}

internal sealed class IdentityMapping : IEntityTypeConfiguration<Identity>
{
    public void Configure(EntityTypeBuilder<Identity> builder)
    {
        builder.HasOne(identity => identity.User).WithMany().HasForeignKey(identity => identity.UserId);
        builder.HasIndex(identity => new { identity.Issuer, identity.Subject }).IsUnique();
        builder.HasOne(identity => identity.Contact).WithMany().HasForeignKey(identity => identity.ContactId);
        builder.HasIndex(identity => identity.UserId);
        builder.HasIndex(identity => identity.ContactId).OfRowsWith(nameof(Identity.ContactId));
    }
}
