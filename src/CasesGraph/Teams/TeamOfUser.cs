using CasesGraph.Model;
using CasesGraph.Teams;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CasesGraph.Users;

public sealed partial class User
{
    public long? DefaultTeamId { get; set; }

    [Field(
        "The team of the cases that the user creates without naming one, of which they have to be a member; null for the first of their teams.",
        Editable = EditableIn.Both,
        Audited = true,
        Before = nameof(CreatedAt)
    )]
    public Team? DefaultTeam { get; set; }
}

internal sealed class TeamOfUserMapping : IEntityTypeConfiguration<User>
{
    public void Configure(EntityTypeBuilder<User> builder) =>
        builder.HasOne(user => user.DefaultTeam).WithMany().HasForeignKey(user => user.DefaultTeamId);
}
