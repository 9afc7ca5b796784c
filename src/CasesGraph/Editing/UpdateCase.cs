using System.ComponentModel;
using CasesGraph.Access;
using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Model;
using CasesGraph.Operations;

namespace CasesGraph.Editing;

[Description("New values for some fields of a case; a field that is not given stays as it is, null clears it.")]
public sealed record UpdateCaseInput(
    [property: Description("The id or the number of the case to change.")] Ref<Case> Id,
    [property: Description("The version that the caller knows; the call is refused when the case has another by now.")]
        int? ExpectedVersion,
    [property: FieldsOf(EditableIn.Update)] EntityValues<Case> Values,
    InputExtensions Parts,
    [property: Description("Why it is done, for the change log; at most 1,000 characters.")] string? Reason
);

[Description("New values for a case that is there: as updateCase takes them, but for the id and the reason.")]
public sealed record ChangedCaseInput(
    [property: Description("The version that the caller knows; the call is refused when the case has another by now.")]
        int? ExpectedVersion,
    [property: FieldsOf(EditableIn.Update)] EntityValues<Case> Values,
    InputExtensions Parts
);

[Description("The changed case, or why it was not changed.")]
[Errors(
    typeof(CaseNotFoundError),
    typeof(CaseDeletedError),
    typeof(CaseMergedError),
    typeof(ValidationError),
    typeof(VersionConflictError),
    typeof(RelatedObjectNotFoundError),
    typeof(ForbiddenError)
)]
public sealed record UpdateCasePayload(
    [property: Description("The case after the change.")] Ref<Case>? Case,
    [property: Description("What was changed, in the change log; null when nothing was.")] Ref<ChangeSet>? ChangeSet
);

[ForContacts("id", "expectedVersion", "status", "description")]
public sealed class UpdateCase : IOperation<UpdateCaseInput, UpdateCasePayload>, IDemands<UpdateCaseInput>
{
    public IEnumerable<AccessAction> Demands(UpdateCaseInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return CaseDemands.Of(input.Values, input.Parts);
    }

    public async Task<Outcome<UpdateCasePayload>> RunAsync(UpdateCaseInput input, Call call, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(call);
        var checks = new InputChecks(call);
        checks.Reason(input.Reason);
        var changed = new ChangedCase(input.Id, input.ExpectedVersion, input.Values, input.Parts, call, checks);
        await ChangedCase.CheckAllAsync([changed], call, token);
        if (checks.Errors is { Length: > 0 } errors)
            return errors;

        await ChangedCase.ApplyAllAsync([changed], dryRun: false, call, token);
        var changeSet = await call.SaveAsync(ChangeAction.Update, input.Reason, token);
        return new UpdateCasePayload(new(changed.Case!.Number), changeSet);
    }
}
