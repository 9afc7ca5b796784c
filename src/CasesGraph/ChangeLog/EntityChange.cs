using CasesGraph.Access;
using CasesGraph.Data;
using CasesGraph.Model;
using CasesGraph.Query;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CasesGraph.ChangeLog;

[Entity(
    "What one transaction did to one account, contact, bug, user, tag, status detail, role or API key.",
    DefaultOrder = nameof(Id),
    ReadBy = nameof(OccurredAt),
    IsLog = true,
    FilteredAs = nameof(RecordChange)
)]
[Form]
[Rights]
[FilteredBy(typeof(EntityChangeFilter))]
public abstract class EntityChange : RecordChange, IDerived
{
    private protected EntityChange() { }

    [KeyOfRecord("record", RecordText, nameof(Type))]
    public long RecordId { get; set; }

    public ICollection<EntityFieldChange> Fields { get; } = [];

    public static new IReadOnlyList<DerivedField> Derived { get; } =
    [
        Cursor,
        new(
            "recordId",
            RecordIdText,
            "ID!",
            [nameof(Type), nameof(RecordId)],
            row => OpaqueId.Encode(EntityModel.Logged[(RecordType)row[0]!].Name, (long)row[1]!)
        ),
    ];

    /// <summary>A change of a record of some type.</summary>
    public static EntityChange Of(Type record) =>
        (EntityChange)Activator.CreateInstance(typeof(EntityChange<>).MakeGenericType(record))!;
}

/// <summary>Those of one type of record.</summary>
[ForEachLogged]
public sealed class EntityChange<TEntity> : EntityChange
    where TEntity : class
{
    public EntityChange() => Type = EntityModel.LoggedAs(typeof(TEntity))!.Value;

    [Inverse(
        "changes",
        "Its own change log, oldest first; of what is older than this log, it begins with the first change since."
    )]
    public TEntity? Record => null;
}

internal sealed class EntityChangeMapping : IEntityTypeConfiguration<EntityChange>
{
    public void Configure(EntityTypeBuilder<EntityChange> builder)
    {
        builder
            .HasIndex(change => new
            {
                change.Type,
                change.RecordId,
                change.Id,
            })
            .OfRowsWith(nameof(EntityChange.RecordId));
        // For lists of some types, in the order of the log: cases change more often by far.
        builder.HasIndex(change => new { change.Id, change.Type }).OfRowsWith(nameof(EntityChange.RecordId));
    }
}
