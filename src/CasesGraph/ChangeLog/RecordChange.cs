using System.ComponentModel;
using CasesGraph.Access;
using CasesGraph.Model;
using CasesGraph.Query;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CasesGraph.ChangeLog;

/// <summary>All records have one log, and its positions one order.</summary>
[Entity(
    "What one transaction did to one record.",
    DefaultOrder = nameof(Id),
    ReadBy = nameof(OccurredAt),
    IsLog = true,
    Forms = nameof(Type),
    Table = nameof(CaseChange)
)]
[FilteredBy(typeof(RecordChangeFilter))]
[Rights]
public abstract class RecordChange : IDerived
{
    /// <summary>The position in the log: taken inside the one write transaction, so it is the commit order too.</summary>
    [OfLeft]
    public long Id { get; set; }

    [Field("What happened to the record, in one word.")]
    [OfLeft(As = ChangeKind.Hidden)]
    public ChangeKind Kind { get; set; }

    [Field("Which kind of record it is.")]
    [OfLeft]
    public RecordType Type { get; protected init; }

    [Field("The record's version after this change.")]
    [OfLeft]
    public int Version { get; set; }

    [OfLeft(IsNull = true)]
    public long ChangeSetId { get; set; }

    [Field("The change set that this is a part of: who, why, and what else.", MayBeHidden = true)]
    [Inverse(
        "changes",
        "What it did to each case, in log order; empty for writes to other objects.",
        Child = typeof(CaseChange)
    )]
    [Inverse("recordChanges", "What it did to each record, cases among them, in log order.", Place = 1)]
    [OfLeft(IsNull = true)]
    public ChangeSet ChangeSet { get; set; } = null!;

    [Field("When it happened, in UTC.")]
    [OfLeft]
    public DateTime OccurredAt { get; set; }

    /// <summary>
    /// Who did it, as the set has it (<see cref="ActorKeys"/>): here too, so that what somebody
    /// did is found in the order of the log.
    /// </summary>
    [OfLeft(IsNull = true)]
    public long? ActorKey { get; set; }

    /// <summary>A form says of each what it is made from; here it is told that all have it.</summary>
    public static IReadOnlyList<DerivedField> Derived { get; } =
    [Cursor, new("recordId", RecordIdText, "ID!", [], _ => null), new("record", RecordText, "Node", [], _ => null)];

    internal const string RecordIdText = "The opaque id of the record, kept even after a purge.";
    internal const string RecordText = "The record as it is now; null after a purge.";

    internal static DerivedField Cursor =>
        new(
            "cursor",
            "The position in the log: for after of any change list and of its subscriptions.",
            "String!",
            [nameof(Id)],
            row => LogPosition.ToCursor((long)row[0]!)
        );
}

[Description("What happened to a record.")]
public enum ChangeKind
{
    [Description("It came into being.")]
    Created,

    [Description("Fields, links or the conversation changed.")]
    Updated,

    [Description("It was deleted; it can be restored.")]
    Deleted,

    [Description("The deleted record was brought back.")]
    Restored,

    [Description("The case was removed for good.")]
    Purged,

    [Description("The record took part in a merge.")]
    Merged,

    [Description("A merge of the record was undone.")]
    Unmerged,

    [Description(
        "Something was taken out for good: text, a file, a person. The log has lost it too; fields are those it was in, as they read since, and what was in them is nowhere."
    )]
    Redacted,

    [Description(
        "The case is out of the caller's sight since this change: drop it. Nothing is told of what was done, by whom and where to; the log never keeps it for anybody else."
    )]
    Hidden,
}

internal sealed class RecordChangeMapping : IEntityTypeConfiguration<RecordChange>
{
    public void Configure(EntityTypeBuilder<RecordChange> builder)
    {
        var type = builder.HasDiscriminator(change => change.Type).HasValue<CaseChange>(RecordType.Case);
        foreach (var entity in EntityModel.ForEachLogged)
            type.HasValue(entity, EntityModel.LoggedAs(entity.GenericTypeArguments[0])!.Value);
        builder.HasIndex(change => new { change.ChangeSetId, change.Id });
        builder.HasIndex(change => new
        {
            change.ActorKey,
            change.Id,
            // So that entries are counted without reading the rows.
            change.Type,
        });
        builder.HasOne(change => change.ChangeSet).WithMany(set => set.Changes).HasForeignKey(c => c.ChangeSetId);
    }
}
