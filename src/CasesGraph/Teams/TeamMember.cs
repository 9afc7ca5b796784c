using CasesGraph.Access;
using CasesGraph.Model;
using CasesGraph.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CasesGraph.Teams;

/// <summary>In the log it is a change of the user, as roles are.</summary>
[Entity("The link between a team and one of its members.", Node = false)]
[Rights(AccessAction.AccessManage, Own = nameof(UserId))]
[DecidesRights]
public sealed class TeamMember : IRecordLink
{
    public long TeamId { get; set; }

    [Inverse(
        "members",
        "Users who are members of the team itself, inactive ones too; those who may not change teams see themselves alone.",
        Before = nameof(Teams.Team.Active),
        Node = nameof(User)
    )]
    public Team Team { get; set; } = null!;

    public long UserId { get; set; }

    [Inverse(
        "teams",
        "The teams that the user was made a member of, by name; all teams below them are theirs too. Those who may not change teams see their own alone.",
        Before = nameof(Users.User.CreatedAt),
        Place = 1,
        Node = nameof(Team)
    )]
    public User User { get; set; } = null!;

    /// <summary>Whether it is for a group that a token names: it goes when tokens name that no more.</summary>
    public bool ByGroup { get; set; }

    IVersioned IRecordLink.Owner => User;

    string IRecordLink.Field => "teams";

    (Type Type, long Key)? IRecordLink.Target => (typeof(Team), TeamId);
}

internal sealed class TeamMemberMapping : IEntityTypeConfiguration<TeamMember>
{
    public void Configure(EntityTypeBuilder<TeamMember> builder)
    {
        builder.HasKey(member => new { member.UserId, member.TeamId });
        builder.HasIndex(member => new { member.TeamId, member.UserId });
        builder.HasOne(member => member.User).WithMany().HasForeignKey(member => member.UserId);
        builder.HasOne(member => member.Team).WithMany().HasForeignKey(member => member.TeamId);
    }
}
