using CasesGraph.Access;
using CasesGraph.ChangeLog;
using CasesGraph.Model;
using CasesGraph.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CasesGraph.Roles;

[Entity("The link between a user and a role.", Node = false)]
[Rights]
[DecidesRights]
public sealed class UserRole : IRecordLink
{
    public long UserId { get; set; }

    [Inverse(
        "roles",
        "What the user may do: what any of these allows, by name.",
        Before = nameof(Users.User.CreatedAt),
        Node = nameof(Role)
    )]
    public User User { get; set; } = null!;

    public long RoleId { get; set; }

    [Inverse(
        "users",
        "Users who have the role, inactive ones too.",
        Before = nameof(Roles.Role.CreatedAt),
        Node = nameof(User)
    )]
    public Role Role { get; set; } = null!;

    /// <summary>Whether it was given for a group that a token names: it goes when tokens name that no more.</summary>
    public bool ByGroup { get; set; }

    IVersioned IRecordLink.Owner => User;

    string IRecordLink.Field => "roles";

    (Type Type, long Key)? IRecordLink.Target => (typeof(Role), RoleId);
}

internal sealed class UserRoleMapping : IEntityTypeConfiguration<UserRole>
{
    public void Configure(EntityTypeBuilder<UserRole> builder)
    {
        builder.HasKey(link => new { link.UserId, link.RoleId });
        builder.HasIndex(link => new { link.RoleId, link.UserId });
        builder.HasOne(link => link.User).WithMany().HasForeignKey(link => link.UserId);
        builder.HasOne(link => link.Role).WithMany().HasForeignKey(link => link.RoleId);
    }
}
