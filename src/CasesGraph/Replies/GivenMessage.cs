using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Contacts;
using CasesGraph.Conversation;
using CasesGraph.Model;
using CasesGraph.Operations;

namespace CasesGraph.Replies;

/// <summary>A message or a note as an input gives it, by whichever mutation.</summary>
internal sealed record GivenMessage(string Text, Ref<Contact>? From, bool Internal, DateTime? SentAt)
{
    private static readonly ScalarField TextField = (ScalarField)EntityModel.Of<CaseUpdate>().Find("text")!;
    private static readonly LinkPart Contacts = CaseParts.Links.Single(part => part.Target == typeof(Contact));

    /// <summary>Whoever writes from the customer's side is linked to the case; a link that is there keeps its role.</summary>
    public IReadOnlyList<LinkPatch> Links =>
        From is { } contact ? [LinkPatch.Of(Contacts, [new PatchedLink(contact.Key)])] : [];

    /// <summary>Notes what is wrong with it by itself, and what it refers to.</summary>
    /// <param name="at">The part of the input that has it.</param>
    public void Check(InputChecks checks, ReferenceChecks references, params string[] at)
    {
        checks.Text(InputChecks.Path([.. at, "text"]), TextField, Text);
        checks.Past(InputChecks.Path([.. at, "sentAt"]), SentAt);
        if (From is not { } contact)
            return;
        var path = InputChecks.Path([.. at, "fromContactId"]);
        if (Internal)
            checks.Add(path, ValidationCode.Conflict, "An internal note is the caller's own, not a contact's.");
        references.Add(path, typeof(Contact), contact.Key);
    }

    /// <summary>The entry of a conversation, and what it does to its case.</summary>
    public CaseUpdate Write(Case @case, Call call)
    {
        var update = new CaseUpdate
        {
            Text = Text,
            SentAt = SentAt ?? call.Now,
            CreatedAt = call.Now,
        };
        if (From is { } contact)
        {
            update.Direction = UpdateDirection.Incoming;
            update.Author = new UpdateAuthor(UserId: null, contact.Key);
            CaseRules.ReceiveMessage(@case, call.Now);
            return update;
        }
        update.Direction = Internal ? UpdateDirection.Note : UpdateDirection.Outgoing;
        update.Author = new UpdateAuthor(call.Caller.Actor.UserId, call.Caller.Actor.ContactId);
        if (!Internal)
            CaseRules.SendMessage(@case, update.SentAt);
        return update;
    }
}
