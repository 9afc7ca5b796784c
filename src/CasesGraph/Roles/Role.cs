using System.ComponentModel.DataAnnotations;
using CasesGraph.Access;
using CasesGraph.Data;
using CasesGraph.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CasesGraph.Roles;

[Entity(
    "What users may do who have it; a user with several may do what any of them allows.",
    DefaultOrder = nameof(Name),
    Text = nameof(Name),
    HiddenInLinks = true
)]
[Logged(RecordType.Role)]
[Rights(Edit = AccessAction.AccessManage, Log = AccessAction.LogView)]
[DecidesRights(nameof(Grants), nameof(DeletedAt))]
public sealed class Role : IVersioned, ISoftDeleted, IDerived
{
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

    [Field("Whom it is for.", Editable = EditableIn.Both, Audited = true)]
    [MaxLength(500)]
    public string? Description { get; set; }

    [Field("Whether it came with this service: such a role can be copied, not changed or deleted.")]
    public bool BuiltIn { get; set; }

    /// <summary>See <see cref="GrantText"/>.</summary>
    [Field("What it allows.", Audited = true, OnlyInLog = true)]
    [MaxLength(2_000)]
    public string Grants { get; set; } = "";

    [Field("When it was created, in UTC.")]
    public DateTime CreatedAt { get; set; }

    [Field("When it was last written to, in UTC.")]
    public DateTime UpdatedAt { get; set; }

    [Field("When it was deleted, in UTC; null while it can be given.", Audited = true)]
    public DateTime? DeletedAt { get; set; }

    [Field("Counts up with every write; send it back as expectedVersion.")]
    public int Version { get; set; } = 1;

    public static IReadOnlyList<DerivedField> Derived { get; } =
    [
        new(
            "grants",
            "What it allows, an action each; what is not named it does not allow.",
            $"[{nameof(Grant)}!]!",
            [nameof(Grants)],
            row => GrantText.Json((string)row[0]!)
        )
        {
            Record = typeof(Grant),
        },
    ];

    /// <summary>A name as it is compared.</summary>
    public static string KeyOf(string name) => CaseFolding.Key(TextRules.Composed(name.Trim()));
}

internal sealed class RoleMapping : IEntityTypeConfiguration<Role>
{
    public void Configure(EntityTypeBuilder<Role> builder)
    {
        builder.Property(role => role.Id).ValueGeneratedNever();
        builder.HasIndex(role => role.NameKey).IsUnique();
        // Looked up by nobody. It makes the deletion a change of a key: where writes run side by side, a link that is made
        // by somebody who does not see the deletion yet is in conflict with it.
        builder.HasIndex(role => new { role.Id, role.DeletedAt }).IsUnique();
    }
}
