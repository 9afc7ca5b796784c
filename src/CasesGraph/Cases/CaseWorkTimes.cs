using CasesGraph.Model;

namespace CasesGraph.Cases;

/// <summary>Times and counts that lists are worked by; what they follow from is in docs/domain.md#rules.</summary>
public sealed partial class Case
{
    /// <summary>When the case was last closed, whether or not it is by now; a closing that was undone was none.</summary>
    [FollowsFrom(nameof(Status))]
    public DateTime? LastClosedAt { get; set; }

    [Field(
        "Since when the customer waits for an answer, in UTC: the time of the oldest request that a message to the customer or a closing has not answered yet; null when there is none, and while the case is closed. Requests are messages from the customer, and the opening of a case that was created with openedBy.",
        Audience = FieldAudience.Public
    )]
    public DateTime? WaitingSince { get; set; }

    [Field("When the newest message from the customer was sent, in UTC.", Audience = FieldAudience.Public)]
    public DateTime? LastIncomingAt { get; set; }

    [Field("When the newest message to the customer was sent, in UTC.", Audience = FieldAudience.Public)]
    public DateTime? LastOutgoingAt { get; set; }

    [Field(
        "When the newest message was sent, either way, in UTC; notes do not count.",
        Audience = FieldAudience.Public
    )]
    public DateTime? LastMessageAt { get; set; }

    [Field("The way that the newest message went; never NOTE.", Audience = FieldAudience.Public)]
    public UpdateDirection? LastMessageDirection { get; set; }

    [Field("How many messages the conversation has, either way; notes do not count.", Audience = FieldAudience.Public)]
    public int MessageCount { get; set; }

    [Field("When the case got its status, in UTC; merging it into another is no change of its own.")]
    [FollowsFrom(nameof(Status))]
    public DateTime? StatusChangedAt { get; set; }

    [Field("When the case was given to its assignee, in UTC; null while it has none.")]
    [FollowsFrom(nameof(AssignedTo))]
    public DateTime? AssignedAt { get; set; }

    [Field("How often the case was opened again after it was closed; what was undone does not count.")]
    [FollowsFrom(nameof(Status))]
    public int? ReopenedCount { get; set; }
}
