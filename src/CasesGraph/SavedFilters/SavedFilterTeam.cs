using CasesGraph.Access;
using CasesGraph.Model;
using CasesGraph.Teams;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CasesGraph.SavedFilters;

/// <summary>It is seen by whoever sees both ends.</summary>
[Entity("The link between a saved filter and a team that it is shared with.", Node = false)]
[Rights]
public sealed class SavedFilterTeam : IRecordLink
{
    public long FilterId { get; set; }

    [Inverse(
        "teams",
        "The teams whose members see it, by name; none unless sharing is TEAMS.",
        Before = nameof(SavedFilter.CreatedAt),
        Node = nameof(Team)
    )]
    public SavedFilter Filter { get; set; } = null!;

    public long TeamId { get; set; }
    public Team Team { get; set; } = null!;

    IVersioned IRecordLink.Owner => Filter;

    string IRecordLink.Field => "teams";

    (Type Type, long Key)? IRecordLink.Target => (typeof(Team), TeamId);
}

internal sealed class SavedFilterTeamMapping : IEntityTypeConfiguration<SavedFilterTeam>
{
    public void Configure(EntityTypeBuilder<SavedFilterTeam> builder)
    {
        builder.HasKey(link => new { link.FilterId, link.TeamId });
        builder.HasOne(link => link.Filter).WithMany(filter => filter.TeamLinks).HasForeignKey(link => link.FilterId);
        builder.HasOne(link => link.Team).WithMany().HasForeignKey(link => link.TeamId);
    }
}
