using System.ComponentModel.DataAnnotations;
using CasesGraph.Access;
using CasesGraph.Data;
using CasesGraph.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CasesGraph.Teams;

[Entity(
    "Users who work on cases together, and the queue that these wait in: each case has one team. Teams form a tree; a member of a team is one of all teams below it.",
    DefaultOrder = nameof(Name),
    Text = nameof(Name),
    InUse = nameof(Active),
    HiddenInLinks = true
)]
[Logged(RecordType.Team)]
[Rights(Edit = AccessAction.AccessManage)]
[DecidesRights(nameof(ParentId), nameof(Active), nameof(DeletedAt))]
public sealed class Team : IVersioned, ISoftDeleted
{
    /// <summary>The team that every database begins with.</summary>
    public const long FirstId = 1;

    public const string FirstName = "General";

    /// <summary>How many teams a way from the top of the tree to the bottom has at most.</summary>
    public const int MostDeep = 5;

    public long Id { get; set; }

    [Field(
        "What people call it, unique without regard to case and to how accents are encoded.",
        Editable = EditableIn.Both,
        Audited = true
    )]
    [MaxLength(100), Searchable, Unique, Tidied]
    public required string Name
    {
        get;
        set
        {
            field = TextRules.Composed(value.Trim());
            NameKey = KeyOf(field);
        }
    }

    /// <summary>The name as it is compared, alike on every database.</summary>
    [MaxLength(100)]
    public string NameKey { get; private set; } = "";

    [Field("What it works on.", Editable = EditableIn.Both, Audited = true)]
    [MaxLength(500)]
    public string? Description { get; set; }

    public long? ParentId { get; set; }

    [Field(
        "The team above it, whose members are its own too; null at the top. The tree is at most 5 teams deep.",
        Editable = EditableIn.Both,
        Audited = true
    )]
    public Team? Parent { get; set; }

    [Field(
        "Whether cases can be given to it; an inactive team keeps those that it has.",
        OnCreate = "true when not given.",
        Editable = EditableIn.Both,
        Audited = true
    )]
    public bool Active { get; set; } = true;

    [Field("When it was created, in UTC.")]
    public DateTime CreatedAt { get; set; }

    [Field("When it was last written to, in UTC.")]
    public DateTime UpdatedAt { get; set; }

    [Field("When it was deleted, in UTC; null while it is there.", Audited = true)]
    public DateTime? DeletedAt { get; set; }

    [Field(
        "Counts up with every write to the team itself, not with those to its members; send it back as expectedVersion."
    )]
    public int Version { get; set; } = 1;

    /// <summary>A name as it is compared.</summary>
    public static string KeyOf(string name) => CaseFolding.Key(TextRules.Composed(name.Trim()));
}

internal sealed class TeamMapping : IEntityTypeConfiguration<Team>
{
    public void Configure(EntityTypeBuilder<Team> builder)
    {
        builder.Property(team => team.Id).ValueGeneratedNever();
        builder.HasIndex(team => team.NameKey).IsUnique();
        // Cases in the order of their teams' names are read along it.
        builder.HasIndex(team => team.Name);
        builder.HasIndex(team => team.ParentId).OfRowsWith(nameof(Team.ParentId));
        // Looked up by nobody. It makes the deletion a change of a key: where writes run side by side, a case that is given
        // to it by somebody who does not see the deletion yet is in conflict with it.
        builder.HasIndex(team => new { team.Id, team.DeletedAt }).IsUnique();
        builder.HasOne(team => team.Parent).WithMany().HasForeignKey(team => team.ParentId);
    }
}
