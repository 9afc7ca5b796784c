using System.ComponentModel;
using CasesGraph.Access;
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
    [property: Description(
        "When it was written, where that was in another system; not in the future. The conversation is in this order."
    )]
        DateTime? SentAt,
    [property: Description(
        "New values for the case, written with the message and after what that does: a reply that closes the case leaves it closed."
    )]
        CasePatchInput? Set,
    [property: Description(
        "The version of the case that the caller knows; the call is refused when the case has another by now."
    )]
        int? ExpectedVersion,
    [property: Description(
        "The newest entry of the conversation that the writer has seen; the call is refused when somebody else has written since."
    )]
        Ref<CaseUpdate>? LastSeenUpdateId,
    [property: Description("Why it is done, for the change log; at most 1,000 characters.")] string? Reason,
    [property: Description("True for a note among staff, which the customer never sees.")] bool Internal = false,
    [property: Description("The entry's id in another system, unique among entries; at most 255 characters.")]
        string? ExternalReference = null
);

[Description("The new entry of the conversation, or why it was not added.")]
[Errors(
    typeof(CaseNotFoundError),
    typeof(CaseDeletedError),
    typeof(CaseMergedError),
    typeof(ValidationError),
    typeof(VersionConflictError),
    typeof(UpdatesSinceError),
    typeof(RelatedObjectNotFoundError),
    typeof(ForbiddenError)
)]
public sealed record AddCaseUpdatePayload(
    [property: Description("The entry that was added.")] Ref<CaseUpdate>? CaseUpdate,
    [property: Description(
        "The case after it; a message may have moved its status. A message of the customer to a case that was closed longer than Portal:ReopenDays ago opens another one, which this is then: see followUpOf."
    )]
        Ref<Case>? Case,
    [property: Description("The change set that stands for this call in the change log.")] Ref<ChangeSet>? ChangeSet
);

[ForContacts("caseId", "text", "attachments", "expectedVersion")]
public sealed class AddCaseUpdate(CaseRoom room, FollowUpSettings followUps)
    : IOperation<AddCaseUpdateInput, AddCaseUpdatePayload>,
        IDemands<AddCaseUpdateInput>
{
    public IEnumerable<AccessAction> Demands(AddCaseUpdateInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var message = MessageDemands.Of(input.Internal, input.FromContactId);
        return input.Set is { } set
            ? message.Append(AccessAction.CaseEdit).Concat(CaseDemands.Of(set.Values, set.Parts))
            : message;
    }

    public async Task<Outcome<AddCaseUpdatePayload>> RunAsync(
        AddCaseUpdateInput input,
        Call call,
        CancellationToken token
    )
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(call);
        var message = MessageOf(input, call.Caller);
        var patch = new PatchOfCase(input.Set, input.CaseId, call);
        var checks = new InputChecks(call);
        await CheckAsync(input, message, call, checks, token);
        var @case = await CaseChecks.FindAsync(input.CaseId, call, checks, token);
        if (@case is not null)
        {
            await patch.CheckAsync(checks, token);
            await room.CheckAsync("attachments", input.Attachments ?? [], @case, checks, call, token);
            await CaseChecks.VersionAsync(@case, input.ExpectedVersion, call, checks, token);
            if (input.LastSeenUpdateId is { Key: not 0 } seen)
                await new UpdatesSince(@case, call).CheckAsync(seen, checks, token);
        }
        if (checks.Errors is { Length: > 0 } errors)
            return errors;

        var update = message.Entry(call);
        var files = FilesOf(update, input, call);
        // Whoever gives the case new values knows what it is about, and means this one.
        if (
            update.Direction is UpdateDirection.Incoming
            && input.Set is null
            && FollowUp.IsDue(@case!, followUps, update.SentAt)
        )
        {
            var (opened, set) = await new FollowUp(@case!, call).OpenAsync(
                update,
                files,
                message.Links,
                input.Reason,
                token
            );
            return new AddCaseUpdatePayload(new(update.Id), opened, set);
        }
        if (update.Direction is UpdateDirection.Incoming)
            CaseRules.ReceiveMessage(@case!, await StatusDefaults.LoadAsync(call.Db, token), call.Now);
        else if (update.Direction is UpdateDirection.Outgoing)
            CaseRules.SendMessage(@case!, update.SentAt);
        update.Case = @case!;
        call.Db.Add(update);
        foreach (var file in files)
        {
            file.Case = @case!;
            call.Db.Add(file);
        }
        await patch.ApplyAsync(@case!, token);
        CaseTimes.EditOnce(call.Db.Entry(@case!), call.Now);
        await CaseLinks.ApplyAsync([.. message.Links, .. await patch.LinksAsync(token)], @case!, call.Db, token);
        var changeSet = await call.SaveAsync(ChangeAction.Reply, input.Reason, token);
        return new AddCaseUpdatePayload(new(update.Id), new(@case!.Number), changeSet);
    }

    private static GivenMessage MessageOf(AddCaseUpdateInput input, Caller caller) =>
        new(
            input.Text,
            // What a contact writes comes from them.
            caller.Actor.ContactId
                is { } contact
                ? new(contact)
                : input.FromContactId,
            input.Internal,
            input.SentAt,
            input.ExternalReference
        );

    private static List<Attachment> FilesOf(CaseUpdate update, AddCaseUpdateInput input, Call call)
    {
        var isNote = update.Direction is UpdateDirection.Note;
        var files = (input.Attachments ?? []).Select(file => UploadChecks.ToAttachment(file, isNote, call)).ToList();
        files.ForEach(file => file.CaseUpdate = update);
        return files;
    }

    private static async Task CheckAsync(
        AddCaseUpdateInput input,
        GivenMessage message,
        Call call,
        InputChecks checks,
        CancellationToken token
    )
    {
        var references = new ReferenceChecks(call, checks);
        message.Check(checks, references);
        UploadChecks.Run("attachments", input.Attachments ?? [], checks);
        checks.Reason(input.Reason);
        await references.RunAsync(token);
    }
}
