using System.ComponentModel;
using CasesGraph.Attachments;
using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Contacts;
using CasesGraph.Conversation;
using CasesGraph.Editing;
using CasesGraph.Model;
using CasesGraph.Operations;

namespace CasesGraph.Replies;

[Description("A message or a note to add to a case's conversation.")]
public sealed record AddCaseUpdateInput(
    [property: Description("The id or the number of the case.")] Ref<Case> CaseId,
    [property: Description("What to write, in Markdown; it is kept as written.")] string Text,
    [property: Description("A message from this contact instead of one by the caller.")] Ref<Contact>? FromContactId,
    [property: Description("Files that belong to it; each has a name of at most 255 characters.")]
        IReadOnlyList<Upload>? Attachments,
    [property: Description("Why it is done, for the change log; at most 1,000 characters.")] string? Reason,
    [property: Description("True for a note among staff, which the customer never sees.")] bool Internal = false
);

[Description("The new entry of the conversation, or why it was not added.")]
[Errors(
    typeof(CaseNotFoundError),
    typeof(CaseDeletedError),
    typeof(CaseMergedError),
    typeof(ValidationError),
    typeof(RelatedObjectNotFoundError),
    typeof(ForbiddenError)
)]
public sealed record AddCaseUpdatePayload(
    [property: Description("The entry that was added.")] Ref<CaseUpdate>? CaseUpdate,
    [property: Description("The case after it; a message may have moved its status.")] Ref<Case>? Case,
    [property: Description("The change set that stands for this call in the change log.")] Ref<ChangeSet>? ChangeSet
);

public sealed class AddCaseUpdate : IOperation<AddCaseUpdateInput, AddCaseUpdatePayload>
{
    private static readonly ScalarField TextField = (ScalarField)EntityModel.Of<CaseUpdate>().Find("text")!;

    public async Task<Outcome<AddCaseUpdatePayload>> RunAsync(
        AddCaseUpdateInput input,
        Call call,
        CancellationToken token
    )
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(call);
        var checks = new InputChecks(call);
        checks.Text(InputChecks.Path("text"), TextField, input.Text);
        UploadChecks.Run("attachments", input.Attachments ?? [], checks);
        checks.Reason(input.Reason);
        await CheckContactAsync(input, call, checks, token);
        var @case = await CaseChecks.FindAsync(input.CaseId, call, checks, token);
        if (checks.Errors is { Length: > 0 } errors)
            return errors;

        var update = Write(@case!, input, call);
        update.Case = @case!;
        call.Db.Add(update);
        foreach (var file in input.Attachments ?? [])
        {
            var attachment = UploadChecks.ToAttachment(file, call);
            (attachment.Case, attachment.CaseUpdate) = (@case!, update);
            call.Db.Add(attachment);
        }
        var changeSet = await call.SaveAsync(ChangeAction.Reply, input.Reason, token);
        return new AddCaseUpdatePayload(new(update.Id), new(@case!.Number), changeSet);
    }

    private static async Task CheckContactAsync(
        AddCaseUpdateInput input,
        Call call,
        InputChecks checks,
        CancellationToken token
    )
    {
        if (input.FromContactId is not { } contact)
            return;
        var path = InputChecks.Path("fromContactId");
        if (input.Internal)
            checks.Add(path, ValidationCode.Conflict, "An internal note is the caller's own, not a contact's.");
        var references = new ReferenceChecks(call, checks);
        references.Add(path, typeof(Contact), contact.Key);
        await references.RunAsync(token);
    }

    private static CaseUpdate Write(Case @case, AddCaseUpdateInput input, Call call)
    {
        var update = new CaseUpdate { Text = input.Text, CreatedAt = call.Now };
        if (input.FromContactId is { } contact)
        {
            update.Direction = UpdateDirection.Incoming;
            update.Author = new UpdateAuthor(UserId: null, contact.Key);
            CaseRules.ReceiveMessage(@case, call.Now);
            return update;
        }
        update.Direction = input.Internal ? UpdateDirection.Note : UpdateDirection.Outgoing;
        update.Author = new UpdateAuthor(call.Caller.Actor.UserId, call.Caller.Actor.ContactId);
        if (!input.Internal)
            CaseRules.SendMessage(@case, call.Now);
        return update;
    }
}
