using System.ComponentModel;
using CasesGraph.Access;
using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Model;
using CasesGraph.Operations;

namespace CasesGraph.Editing;

[Description("Which case to copy, and what the copy has otherwise.")]
public sealed record DuplicateCaseInput(
    [property: Description("The id or the number of the case to copy.")] Ref<Case> Id,
    [property: Description("Values that the copy has instead; null leaves the field empty.")]
        UpdateCaseFieldsInput? Overrides,
    [property: Description("Why it is done, for the change log; at most 1,000 characters.")] string? Reason,
    InputExtensions Parts
);

[Description("Values for fields of a case; a field that is not given stays as it is, null clears it.")]
public sealed record UpdateCaseFieldsInput([property: FieldsOf(EditableIn.Update)] EntityValues<Case> Values);

[Description("The copy, or why it was not made.")]
[Errors(
    typeof(CaseNotFoundError),
    typeof(CaseDeletedError),
    typeof(CaseMergedError),
    typeof(ValidationError),
    typeof(RelatedObjectNotFoundError),
    typeof(ForbiddenError)
)]
public sealed record DuplicateCasePayload(
    [property: Description("The new case.")] Ref<Case>? Case,
    [property: Description(
        "What the copy does not have because nothing new may refer to it: inactive users and teams, an assignee who is no member of the team, deleted accounts, contacts and bugs."
    )]
        IReadOnlyList<LeftOutValue>? LeftOut,
    [property: Description("The change set that stands for this call in the change log.")] Ref<ChangeSet>? ChangeSet
);

/// <summary>A new case with the same fields and chosen relations, never the conversation (docs/domain.md#copies-and-links).</summary>
public sealed class DuplicateCase : IOperation<DuplicateCaseInput, DuplicateCasePayload>, IDemands<DuplicateCaseInput>
{
    public IEnumerable<AccessAction> Demands(DuplicateCaseInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return input.Overrides is null ? [] : CaseDemands.Of(input.Overrides.Values);
    }

    private const string Overrides = "overrides";

    public async Task<Outcome<DuplicateCasePayload>> RunAsync(
        DuplicateCaseInput input,
        Call call,
        CancellationToken token
    )
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(call);
        var checks = new InputChecks(call);
        checks.Reason(input.Reason);
        var original = await CaseChecks.FindAsync(input.Id, call, checks, token);
        var given = input.Overrides?.Values ?? new EntityValues<Case>(new Dictionary<ValueField, object?>());
        given = await NamedStatus.ReadAsync(given, call, checks, token, Overrides);
        checks.Changes(given, Overrides);
        var references = new ReferenceChecks(call, checks);
        references.Add(given, current: null, Overrides);
        await references.RunAsync(token);
        if (original is not null)
            await AssigneeChecks.RunAsync(given, original, call, checks, token, Overrides);
        await CaseChecks.UniqueReferenceAsync(given, current: null, call, checks, token, Overrides);
        if (checks.Errors is { Length: > 0 } errors)
            return errors;

        var source = await CopiedCase.LoadAsync(original!, given, input, call, token);
        CaseReach.CheckNew(source.Values, call, checks, Overrides);
        if (checks.Errors is { Length: > 0 } denied)
            return denied;
        var copy = new Case { Subject = "", Source = CaseSource.Api };
        source.Values.ApplyTo(copy);
        // As an edit of the original would: assigning moves it on from NEW.
        var moves = original!.Status is CaseStatus.New && given.Has(nameof(Case.AssignedToId));
        CaseStatus? detailOf =
            given.Has(nameof(Case.StatusDetailId)) ? copy.Status
            : source.Values.Has(nameof(Case.StatusDetailId)) ? original.Status
            : null;
        CaseRules.Create(
            copy,
            statusGiven: !moves || given.Has(nameof(Case.Status)),
            detailOf,
            await StatusDefaults.LoadAsync(call.Db, token),
            call.Now
        );
        var changeSet = await new NewCaseLog(call, copy, source.Parts).SaveAsync(
            ChangeAction.Duplicate,
            input.Reason,
            token
        );
        return new DuplicateCasePayload(new(copy.Number), source.LeftOut, changeSet);
    }
}
