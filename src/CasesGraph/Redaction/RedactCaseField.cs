using System.ComponentModel;
using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Data;
using CasesGraph.Editing;
using CasesGraph.Jobs;
using CasesGraph.Operations;

namespace CasesGraph.Redaction;

[Description("What to take out of a field of a case.")]
public sealed record RedactCaseFieldInput(
    [property: Description("The id or the number of the case; it may be deleted or merged.")] Ref<Case> CaseId,
    [property: Description("Which of its texts to take something out of.")] RedactableField Field,
    [property: Description(
        "The pieces of its text to take out, in any order, none over another. Where the log has this same text, it loses the same; other texts that it has of the field go whole."
    )]
        IReadOnlyList<TextRangeInput>? Ranges,
    [property: Description(
        "The version that the caller knows; the call is refused when the case has another by now, of which ranges may mean something else."
    )]
        int? ExpectedVersion,
    [property: Description("Why it is done, for the change log, where it stays; at most 1,000 characters.")]
        string Reason,
    [property: Description("True, in place of ranges, to take out the whole text, and all that the log has of it.")]
        bool Whole = false
);

[Description("The case without what was taken out, or why it is as it was.")]
[Errors(
    typeof(CaseNotFoundError),
    typeof(VersionConflictError),
    typeof(ValidationError),
    typeof(RelatedObjectNotFoundError),
    typeof(ForbiddenError)
)]
public sealed record RedactCaseFieldPayload(
    [property: Description("The case; its field has one █ for each character that was taken out.")] Ref<Case>? Case,
    [property: Description(
        "Cases that lost it too: those of merges with this case whose field, or log of it, had the same text."
    )]
        IReadOnlyList<Ref<Case>>? Others,
    [property: Description(
        "Cases that duplicateCase made with a text that this one has lost, and that keep it: they are to be redacted by themselves. At most 100."
    )]
        IReadOnlyList<Ref<Case>>? Copies,
    [property: Description("The change set of this call; null when nothing was left to take out.")]
        Ref<ChangeSet>? ChangeSet
);

internal sealed class RedactCaseField : IOperation<RedactCaseFieldInput, RedactCaseFieldPayload>
{
    private const int MostCopies = 100;

    public async Task<Outcome<RedactCaseFieldPayload>> RunAsync(
        RedactCaseFieldInput input,
        Call call,
        CancellationToken token
    )
    {
        var checks = new InputChecks(call);
        var part = new RedactedPart(input.Ranges, input.Whole);
        RedactedPart.CheckReason(checks, input.Reason);
        var @case = await FindAsync(input.CaseId, call, checks, token);
        if (@case is not null)
            await CaseChecks.VersionAsync(@case, input.ExpectedVersion, call, checks, token);
        var present = @case is null ? null : (string?)input.Field.Field.Property.GetValue(@case);
        part.Check(checks, present, isKnown: @case is not null);
        if (checks.Errors is { Length: > 0 } errors)
            return errors;

        call.Db.KeepAnswersOff();
        var log = new ChangeLogWriter(call, ChangeAction.Redact, input.Reason);
        var redacted = new RedactedField(call.Db, input.Field, part, present);
        await call.Db.OverwritingAsync(
            async () =>
            {
                await redacted.RunAsync(@case!.Number, log, token);
                await log.SaveAsync(token);
                if (redacted.Touched.Count > 0)
                    await call.Db.ForgetCopiesAsync(call.Now, token);
            },
            token
        );
        var copies = redacted.Touched.Count > 0 ? await redacted.CopiesAsync(MostCopies, token) : [];
        return new RedactCaseFieldPayload(
            new(@case!.Number),
            [.. redacted.Touched.Where(number => number != @case.Number).Select(number => new Ref<Case>(number))],
            copies.ConvertAll(number => new Ref<Case>(number)),
            log.ChangeSet
        );
    }

    private static async Task<Case?> FindAsync(Ref<Case> id, Call call, InputChecks checks, CancellationToken token)
    {
        // A malformed id has been noted when it was read.
        if (id.Key == 0)
            return null;
        var found = await call.Db.SeesAsync<Case>(id.Key, token) ? await call.Db.RowAsync<Case>(id.Key, token) : null;
        if (found is null)
            checks.Add(new CaseNotFoundError(id));
        else if (CaseReach.Denied(found, call) is { } denied)
            checks.Add(new ForbiddenError(denied));
        return found;
    }
}
