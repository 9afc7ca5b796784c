using System.ComponentModel;
using CasesGraph.Access;
using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Contacts;
using CasesGraph.Conversation;
using CasesGraph.Editing;
using CasesGraph.Operations;

namespace CasesGraph.Replies;

[Description("The message or note that a new case begins with.")]
public sealed record FirstMessageInput(
    [property: Description("What to write, in Markdown; it is kept as written.")] string Text,
    [property: Description("A message from this contact, who is linked to the case, instead of one by the caller.")]
        Ref<Contact>? FromContactId,
    [property: Description(
        "When it was written, where that was in another system; not in the future. The conversation is in this order."
    )]
        DateTime? SentAt,
    [property: Description("True for a note among staff, which the customer never sees.")] bool Internal = false,
    [property: Description("The entry's id in another system, unique among entries; at most 255 characters.")]
        string? ExternalReference = null
);

[Extends(typeof(CreateCaseInput), place: 4)]
[Extends(typeof(NewCaseInput), place: 4)]
public sealed record NewCaseMessage(
    [property: Description("What the conversation begins with, in the same transaction.")]
        FirstMessageInput? FirstMessage
) : NewCaseItemInput, IDemanding
{
    IEnumerable<AccessAction> IDemanding.Demands =>
        FirstMessage is { } first ? MessageDemands.Of(first.Internal, first.FromContactId) : [];

    private GivenMessage Given =>
        new(
            FirstMessage!.Text,
            FirstMessage.FromContactId,
            FirstMessage.Internal,
            FirstMessage.SentAt,
            FirstMessage.ExternalReference
        );

    internal override bool IsGiven => FirstMessage is not null;

    internal override IReadOnlyList<LinkPatch> Links => Given.Links;

    internal override IEnumerable<string> ExternalReferences =>
        FirstMessage?.ExternalReference is { } reference ? [reference] : [];

    internal override void Check(InputChecks checks, ReferenceChecks references) =>
        Given.Check(checks, references, "firstMessage");

    /// <summary>Nothing of a new case waits for it, so its status is the one that it is created with.</summary>
    internal override IEnumerable<ICaseItem> New(Case @case, Call call) =>
        new NewCaseMessages([Given]).New(@case, call);
}
