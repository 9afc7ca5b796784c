using CasesGraph.Access;
using CasesGraph.Cases;
using CasesGraph.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CasesGraph.Tags;

[Entity("The link between a case and a tag.", Node = false)]
[Rights]
public sealed class CaseTag : ICaseLink
{
    public long CaseNumber { get; set; }

    [Inverse(
        "tags",
        "What the case is marked with, by name.",
        Before = nameof(Cases.Case.CreatedAt),
        Place = 6,
        Node = nameof(Tag)
    )]
    public Case Case { get; set; } = null!;
    public long TagId { get; set; }

    [Inverse(
        "cases",
        "Cases that are marked with the tag, newest number first.",
        Before = nameof(Tags.Tag.CreatedAt),
        Node = nameof(Case)
    )]
    public Tag Tag { get; set; } = null!;

    long ICaseLink.Key
    {
        get => TagId;
        set => TagId = value;
    }

    ContactRole? ICaseLink.Role
    {
        get => null;
        set => throw new NotSupportedException();
    }
}

/// <summary>The tags as a part of the case.</summary>
internal sealed class TagsPart : LinkPart<CaseTag>
{
    public const string Letter = "g";

    public static TagsPart Instance => CaseParts.Links.OfType<TagsPart>().Single();

    public override CaseField Field { get; } = new("TAGS");
    public override string Description => "One tag of the case.";
    public override int Place => 5;
    public override Type Target => typeof(Tag);
    public override string Key => nameof(CaseTag.TagId);
    public override string? Facet => Letter;
    public override int? Most => 50;
    public override string? Grouped => "By tag: a case counts with each of its tags; one group has the cases without.";
}

internal sealed class CaseTagMapping : IEntityTypeConfiguration<CaseTag>
{
    public void Configure(EntityTypeBuilder<CaseTag> builder)
    {
        builder.HasKey(link => new { link.CaseNumber, link.TagId });
        builder.HasIndex(link => new { link.TagId, link.CaseNumber });
        builder.HasOne(link => link.Case).WithMany().HasForeignKey(link => link.CaseNumber);
        builder.HasOne(link => link.Tag).WithMany().HasForeignKey(link => link.TagId);
    }
}
