using CasesGraph.Access;
using CasesGraph.Attachments;
using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Contacts;
using CasesGraph.Conversation;
using CasesGraph.Model;
using CasesGraph.Operations;

namespace CasesGraph.Replies;

/// <summary>A message or a note as an input gives it, by whichever mutation.</summary>
internal sealed record GivenMessage(
    string Text,
    Ref<Contact>? From,
    bool Internal,
    DateTime? SentAt,
    string? ExternalReference
)
{
    private static readonly ScalarField TextField = (ScalarField)EntityModel.Of<CaseUpdate>().Find("text")!;
    private static readonly LinkPart Contacts = CaseParts.Links.Single(part => part.Target == typeof(Contact));

    /// <summary>Who wrote it, where that is known from elsewhere; else the contact that it is from, or the caller.</summary>
    public Actor? Author { get; init; }

    /// <summary>Where it is not to be told from the rest.</summary>
    public UpdateDirection? GivenDirection { get; init; }

    /// <summary>Files that belong to it, where it does not come with a request that has them.</summary>
    public IReadOnlyList<Upload> Files { get; init; } = [];

    public UpdateDirection Direction =>
        GivenDirection
        ?? (
            From is not null ? UpdateDirection.Incoming
            : Internal ? UpdateDirection.Note
            : UpdateDirection.Outgoing
        );

    /// <summary>Whoever writes from the customer's side is linked to the case; a link that is there keeps its role.</summary>
    public IReadOnlyList<LinkPatch> Links =>
        From is { } contact ? [LinkPatch.Of(Contacts, [new PatchedLink(contact.Key)])] : [];

    /// <summary>Notes what is wrong with it by itself, and what it refers to.</summary>
    /// <param name="at">The part of the input that has it.</param>
    public void Check(InputChecks checks, ReferenceChecks references, params string[] at)
    {
        checks.Text(InputChecks.Path([.. at, "text"]), TextField, Text);
        references.AddExternal<CaseUpdate>([.. at, ExternalReferences.Field], ExternalReference);
        checks.Past(InputChecks.Path([.. at, "sentAt"]), SentAt);
        UploadChecks.Run([.. at, "attachments"], Files, checks);
        if (From is not { } contact)
            return;
        var path = InputChecks.Path([.. at, "fromContactId"]);
        if (Internal)
            checks.Add(path, ValidationCode.Conflict, "An internal note is the caller's own, not a contact's.");
        references.Add(path, typeof(Contact), contact.Key);
    }

    /// <summary>The entry of a conversation, of no case yet.</summary>
    public CaseUpdate Entry(Call call) =>
        new()
        {
            Text = Text,
            ExternalReference = ExternalReference,
            SentAt = SentAt ?? call.Now,
            CreatedAt = call.Now,
            Direction = Direction,
            Author =
                Author
                ?? (
                    From is { } contact
                        ? Actor.Contact(call.Linked.KeyOf(typeof(Contact), contact.Key))
                        : call.Caller.Actor
                ),
        };

    /// <summary>The files of its entry, of no case yet; whoever wrote it has attached them.</summary>
    public IEnumerable<Attachment> FilesOf(CaseUpdate entry, Call call)
    {
        foreach (var file in Files)
        {
            var attachment = UploadChecks.ToAttachment(file, entry.Direction is UpdateDirection.Note, call);
            (attachment.CaseUpdate, attachment.CreatedBy) = (entry, entry.Author);
            yield return attachment;
        }
    }
}
