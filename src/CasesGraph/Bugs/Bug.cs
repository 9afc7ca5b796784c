using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using CasesGraph.Access;
using CasesGraph.Data;
using CasesGraph.Model;
using CasesGraph.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CasesGraph.Bugs;

[Entity(
    "A defect or a wish in the product, which cases can be linked to.",
    DefaultOrder = $"-{nameof(Number)}",
    Text = nameof(Subject)
)]
[Logged(RecordType.Bug)]
[Rights(AccessAction.BugView, Edit = AccessAction.BugEdit)]
[SeenByContacts(IfAllowed = true)]
public sealed class Bug : IVersioned, ISoftDeleted
{
    [Field("The bug's number, unique and never reused.", Audience = FieldAudience.Public)]
    [Key, Searchable]
    public long Number { get; set; }

    [Field(
        "What is wrong or wanted, in one line.",
        Audience = FieldAudience.Public,
        Editable = EditableIn.Both,
        Audited = true
    )]
    [MaxLength(255), Searchable]
    public required string Subject { get; set; }

    [Field("All that is known, in Markdown as written.", Editable = EditableIn.Both, Audited = true, LongText = true)]
    [MaxLength(100_000), Searchable]
    public string? Description { get; set; }

    [Field(
        "How far the work on it is.",
        Audience = FieldAudience.Public,
        Editable = EditableIn.Both,
        Audited = true,
        MassUpdatable = true,
        OnCreate = "NEW when not given."
    )]
    public BugStatus Status { get; set; }

    [Field(
        "How urgent it is.",
        Editable = EditableIn.Both,
        Audited = true,
        MassUpdatable = true,
        OnCreate = "MEDIUM when not given."
    )]
    public BugPriority Priority { get; set; } = BugPriority.Medium;

    [Field(
        "Whether it is a defect or a wish.",
        Audience = FieldAudience.Public,
        Editable = EditableIn.Both,
        Audited = true,
        MassUpdatable = true
    )]
    public BugType? Type { get; set; }

    [Field(
        "What was decided in the end.",
        Audience = FieldAudience.Public,
        Editable = EditableIn.Both,
        Audited = true,
        MassUpdatable = true
    )]
    public BugResolution? Resolution { get; set; }

    [Field("The release in which it was seen.", Editable = EditableIn.Both, Audited = true, MassUpdatable = true)]
    [MaxLength(100), Searchable]
    public string? FoundIn { get; set; }

    [Field(
        "The release that mends it.",
        Audience = FieldAudience.Public,
        Editable = EditableIn.Both,
        Audited = true,
        MassUpdatable = true
    )]
    [MaxLength(100), Searchable]
    public string? FixedIn { get; set; }

    [Field("The bug's id in another system; unique when set.", Editable = EditableIn.Both, Audited = true)]
    [MaxLength(255), Searchable, Unique, Handle]
    public string? ExternalReference { get; set; }

    public long? AssignedToId { get; set; }

    [Field("The user who works on it.", Editable = EditableIn.Both, Audited = true, MassUpdatable = true)]
    public User? AssignedTo { get; set; }

    [Field("When the bug was created, in UTC.", Audience = FieldAudience.Public)]
    public DateTime CreatedAt { get; set; }

    [Field("When the bug was last written to, in UTC.", Audience = FieldAudience.Public)]
    public DateTime UpdatedAt { get; set; }

    [Field("When the bug was deleted, in UTC; null while it is in use.", Audited = true)]
    public DateTime? DeletedAt { get; set; }

    [Field("Counts up with every write; send it back as expectedVersion.", Audience = FieldAudience.Public)]
    public int Version { get; set; } = 1;
}

[Description("How far the work on a bug is.")]
public enum BugStatus
{
    [Description("Reported, and nobody works on it yet.")]
    New,

    [Description("Somebody works on it.")]
    Assigned,

    [Description("Waiting for information or a decision.")]
    Pending,

    [Description("Done; the resolution says how.")]
    Closed,

    [Description("Not a bug, or not to be worked on.")]
    Rejected,
}

[Description("How urgent a bug is. By urgency: DESC sorts URGENT first, ASC LOW first.")]
[GreatestFirst]
public enum BugPriority
{
    [Description("Drop everything else for it.")]
    Urgent,

    [Description("Next in line to be mended.")]
    High,

    [Description("The usual course of work.")]
    Medium,

    [Description("Whenever there is time for it.")]
    Low,
}

[Description("Whether a bug is a defect or a wish.")]
public enum BugType
{
    [Description("Something that does not work as it should.")]
    Defect,

    [Description("Something that is wanted in addition.")]
    Feature,
}

[Description("What was decided about a bug in the end.")]
public enum BugResolution
{
    [Description("Accepted and taken into the plan.")]
    Accepted,

    [Description("The same as another bug.")]
    Duplicate,

    [Description("Mended; fixedIn tells the release.")]
    Fixed,

    [Description("No longer there in current releases.")]
    OutOfDate,

    [Description("Works as it is meant to.")]
    Invalid,

    [Description("Put off to a later time.")]
    Later,
}

internal sealed class BugMapping : IEntityTypeConfiguration<Bug>
{
    public void Configure(EntityTypeBuilder<Bug> builder)
    {
        builder.HasIndex(bug => bug.ExternalReference).IsUnique().OfRowsWith(nameof(Bug.ExternalReference));
        builder.HasIndex(bug => bug.UpdatedAt).OfRowsInUse();
        builder.HasOne(bug => bug.AssignedTo).WithMany().HasForeignKey(bug => bug.AssignedToId);
    }
}
