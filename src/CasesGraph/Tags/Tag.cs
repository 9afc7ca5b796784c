using System.ComponentModel.DataAnnotations;
using CasesGraph.Access;
using CasesGraph.Data;
using CasesGraph.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CasesGraph.Tags;

[Entity(
    "A word that cases are marked with; it is made when it is first given to a case.",
    DefaultOrder = nameof(Name),
    Text = nameof(Name),
    HiddenInLinks = true
)]
[Logged(RecordType.Tag)]
[Rights(Edit = AccessAction.AccessManage)]
public sealed class Tag : IVersioned, ISoftDeleted
{
    public const int MostCharacters = 64;

    public long Id { get; set; }

    [Field(
        "The tag as people read it, unique without regard to case and to how accents are encoded.",
        Editable = EditableIn.Update,
        Audited = true
    )]
    [MaxLength(MostCharacters), Searchable, Unique, Tidied]
    public required string Name
    {
        get;
        set
        {
            field = TagNames.Written(value);
            NameKey = CaseFolding.Key(field);
        }
    }

    /// <summary>The name as it is compared, alike on every database.</summary>
    [MaxLength(MostCharacters)]
    public string NameKey { get; private set; } = "";

    [Field(
        "The colour to show it in, as # and six hexadecimal digits, such as #1E90FF.",
        Editable = EditableIn.Update,
        Audited = true
    )]
    [MaxLength(7)]
    public string? Color { get; set; }

    [Field("When the tag was first given to a case, in UTC.")]
    public DateTime CreatedAt { get; set; }

    [Field("When the tag itself was last written to, in UTC.")]
    public DateTime UpdatedAt { get; set; }

    [Field("When the tag was deleted, in UTC; null while it is in use, also once it was given again.", Audited = true)]
    public DateTime? DeletedAt { get; set; }

    [Field("Counts up with every write; send it back as expectedVersion.")]
    public int Version { get; set; } = 1;
}

internal sealed class TagMapping : IEntityTypeConfiguration<Tag>
{
    public void Configure(EntityTypeBuilder<Tag> builder)
    {
        builder.HasIndex(tag => tag.NameKey).IsUnique();
        builder.HasIndex(tag => tag.Name).OfRowsInUse();
        // Looked up by nobody. It makes the deletion a change of a key: where writes run side by side, a link that is made
        // by somebody who does not see the deletion yet is in conflict with it.
        builder.HasIndex(tag => new { tag.Id, tag.DeletedAt }).IsUnique();
    }
}

internal static class TagTables
{
    extension(CasesDb db)
    {
        public DbSet<Tag> Tags => db.Set<Tag>();
    }
}
