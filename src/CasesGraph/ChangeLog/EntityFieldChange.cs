using System.ComponentModel.DataAnnotations;
using CasesGraph.Access;
using CasesGraph.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CasesGraph.ChangeLog;

[Entity("One field's part of a change of a record that is no case.", Node = false, DefaultOrder = nameof(Id))]
[Rights]
public sealed class EntityFieldChange : IDerived
{
    public long Id { get; set; }

    public long ChangeId { get; set; }

    [Inverse("fields", "What changed; CREATED lists every field that was set.", Whole = true)]
    public EntityChange Change { get; set; } = null!;

    [Field("The field that changed, as in the schema, such as assignedTo.")]
    [MaxLength(100)]
    public required string Field { get; set; }

    /// <inheritdoc cref="FieldChange.Before"/>
    [MaxLength(100_000)]
    public string? Before { get; set; }

    [MaxLength(100_000)]
    public string? After { get; set; }

    /// <inheritdoc cref="FieldChange.BeforeText"/>
    [MaxLength(100_000)]
    public string? BeforeText { get; set; }

    [MaxLength(100_000)]
    public string? AfterText { get; set; }

    public static IReadOnlyList<DerivedField> Derived { get; } =
    [
        new(
            "label",
            "The field's label, for people.",
            "String!",
            [nameof(Field)],
            row => Naming.Label(Naming.Pascal((string)row[0]!))
        ),
        .. Values
            .Concat(FieldChange.Texts)
            .Select(value =>
                value with
                {
                    Description =
                        $"{value.Description.TrimEnd('.')}. Of personal data it is null without PERSONAL_DATA_VIEW.",
                    Tells = nameof(Field),
                }
            ),
    ];

    private static IEnumerable<DerivedField> Values =>
        [
            new("before", "The value before, null when there was none.", "Any", [nameof(Before)], row => row[0]),
            new("after", "The value after, null when there is none.", "Any", [nameof(After)], row => row[0]),
        ];
}

internal sealed class EntityFieldChangeMapping : IEntityTypeConfiguration<EntityFieldChange>
{
    public void Configure(EntityTypeBuilder<EntityFieldChange> builder)
    {
        builder.HasIndex(change => change.ChangeId);
        builder.HasOne(change => change.Change).WithMany(change => change.Fields).HasForeignKey(c => c.ChangeId);
    }
}
