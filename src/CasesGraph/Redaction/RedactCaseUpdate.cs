using System.ComponentModel;
using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Conversation;
using CasesGraph.Data;
using CasesGraph.Editing;
using CasesGraph.Jobs;
using CasesGraph.Model;
using CasesGraph.Operations;

namespace CasesGraph.Redaction;

[Description("What to take out of a message or note.")]
public sealed record RedactCaseUpdateInput(
    [property: Description("The id of the message or note, in whichever case it is, deleted and merged ones too.")]
        Ref<CaseUpdate> Id,
    [property: Description("The pieces of its text to take out, in any order, none over another.")]
        IReadOnlyList<TextRangeInput>? Ranges,
    [property: Description("Why it is done, for the change log, where it stays; at most 1,000 characters.")]
        string Reason,
    [property: Description("True, in place of ranges, to take out the whole text.")] bool Whole = false
);

[Description("The message without what was taken out, or why it is as it was.")]
[Errors(typeof(NotFoundError<CaseUpdate>), typeof(ValidationError), typeof(ForbiddenError))]
public sealed record RedactCaseUpdatePayload(
    [property: Description("The message or note, with one █ for each character that was taken out.")]
        Ref<CaseUpdate>? CaseUpdate,
    [property: Description("The case that it is in.")] Ref<Case>? Case,
    [property: Description("The change set of this call; null when nothing was left to take out.")]
        Ref<ChangeSet>? ChangeSet
);

internal sealed class RedactCaseUpdate : IOperation<RedactCaseUpdateInput, RedactCaseUpdatePayload>
{
    private static readonly UpdatesPart Part = CaseParts.Items.OfType<UpdatesPart>().Single();

    public async Task<Outcome<RedactCaseUpdatePayload>> RunAsync(
        RedactCaseUpdateInput input,
        Call call,
        CancellationToken token
    )
    {
        var checks = new InputChecks(call);
        var part = new RedactedPart(input.Ranges, input.Whole);
        RedactedPart.CheckReason(checks, input.Reason);
        var update = await FindAsync(input.Id, call, token);
        // A malformed id has been noted when it was read.
        if (update is null && input.Id.Key != 0)
            checks.Add(new NotFoundError<CaseUpdate>(input.Id));
        if (update is not null && await CaseReach.DeniedAsync([update.CaseNumber], call, token) is { } denied)
            checks.Add(new ForbiddenError(denied));
        part.Check(checks, update?.Text, isKnown: update is not null);
        if (checks.Errors is { Length: > 0 } errors)
            return errors;

        var redacted = part.Of(update!.Text);
        var @case = new Ref<Case>(update.CaseNumber);
        if (string.Equals(redacted, update.Text, StringComparison.Ordinal))
            return new RedactCaseUpdatePayload(input.Id, @case, ChangeSet: null);
        call.Db.KeepAnswersOff();
        var log = new ChangeLogWriter(call, ChangeAction.Redact, input.Reason);
        await call.Db.OverwritingAsync(() => WriteAsync(update, redacted, log, call, token), token);
        return new RedactCaseUpdatePayload(input.Id, @case, log.ChangeSet);
    }

    private static async Task<CaseUpdate?> FindAsync(Ref<CaseUpdate> id, Call call, CancellationToken token) =>
        await call.Db.SeesAsync<CaseUpdate>(id.Key, token)
            ? await call.Db.FindAsync<CaseUpdate>([id.Key], token)
            : null;

    private static async Task WriteAsync(
        CaseUpdate update,
        string redacted,
        ChangeLogWriter log,
        Call call,
        CancellationToken token
    )
    {
        var @case = (await call.Db.FindAsync<Case>([update.CaseNumber], token))!;
        update.Text = redacted;
        log.TellRedacted(@case);
        await log.SaveAsync(token);
        await LoggedItems.RetellAsync(Part, [update], call.Db, token);
        await call.Db.ForgetCopiesAsync(call.Now, token);
    }
}
