using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using CasesGraph.Access;
using CasesGraph.Contacts;
using CasesGraph.Data;
using CasesGraph.Model;
using CasesGraph.Operations;
using CasesGraph.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CasesGraph.ChangeLog;

[Entity("One mutation, or one whole job: all that it changed, by whom and why.", DefaultOrder = nameof(Id))]
[Rights(AccessAction.CaseView, Own = nameof(ActorUserId), With = nameof(Changes))]
public sealed partial class ChangeSet : IChangeSet
{
    public long Id { get; set; }

    [Field("What was done, by the kind of operation.")]
    public ChangeAction Action { get; set; }

    public long? ActorUserId { get; set; }
    public User? ActorUser { get; set; }
    public long? ActorContactId { get; set; }
    public Contact? ActorContact { get; set; }

    [Field("Who did it: a user, a contact or the system.")]
    public Actor Actor
    {
        get => new(ActorUserId, ActorContactId);
        set => (ActorUserId, ActorContactId) = value;
    }

    [Field("Why it was done, as the caller said.", LongText = true)]
    [MaxLength(1000)]
    public string? Reason { get; set; }

    [Field("When it was done, in UTC.")]
    public DateTime OccurredAt { get; set; }

    public long? RevertedById { get; set; }

    [Field(
        "The change set that undid this one, or some of it, last; null while it stands, and again once that was undone itself."
    )]
    public ChangeSet? RevertedBy { get; set; }

    /// <summary>
    /// The one whose work this one takes back, in whole or in part: by it the log tells what still stands
    /// (<see cref="RevertedById"/> is only what callers are shown).
    /// </summary>
    public long? UndoesId { get; set; }

    public ICollection<RecordChange> Changes { get; } = [];

    internal static ChangeSet Of(Call call, ChangeAction action, string? reason) =>
        new()
        {
            Action = action,
            Actor = call.Caller.Actor,
            ApiKeyId = call.Caller.ApiKeyId,
            Reason = reason,
            OccurredAt = call.Now,
        };
}

internal sealed class ChangeSetMapping : IEntityTypeConfiguration<ChangeSet>
{
    public void Configure(EntityTypeBuilder<ChangeSet> builder)
    {
        builder.Ignore(set => set.Actor);
        builder
            .HasIndex(set => set.Id, "IX_ChangeSet_Copies")
            .OfRowsWhere(nameof(ChangeSet.Action), ChangeAction.Duplicate);
        builder.HasIndex(set => set.UndoesId).OfRowsWith(nameof(ChangeSet.UndoesId));
        builder.HasOne(set => set.ActorUser).WithMany().HasForeignKey(set => set.ActorUserId);
        builder.HasOne(set => set.ActorContact).WithMany().HasForeignKey(set => set.ActorContactId);
        builder.HasOne(set => set.RevertedBy).WithMany().HasForeignKey(set => set.RevertedById);
    }
}
