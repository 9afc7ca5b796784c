using System.ComponentModel;
using CasesGraph.Access;
using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Editing;
using CasesGraph.Model;
using CasesGraph.Operations;

namespace CasesGraph.Upserts;

[Description("What a case is to have: it is changed where it is there, and created where it is not.")]
public sealed record UpsertCaseInput(
    [property: Description(UpsertInputs.Match)] Match<Case> Match,
    [property: Description(UpsertInputs.Create)] NewCaseInput? Create,
    [property: Description(UpsertInputs.Update)] ChangedCaseInput? Update,
    [property: Description("Why it is done, for the change log; at most 1,000 characters.")] string? Reason,
    [property: Description(UpsertInputs.OnMissing)] OnMissing OnMissing = OnMissing.Create
);

[Description("The case as it is by now and what was done, or why nothing was.")]
[Errors(
    typeof(CaseNotFoundError),
    typeof(CaseDeletedError),
    typeof(CaseMergedError),
    typeof(ValidationError),
    typeof(VersionConflictError),
    typeof(RelatedObjectNotFoundError),
    typeof(ForbiddenError)
)]
public sealed record UpsertCasePayload(
    [property: Description("The case that was created, changed or found.")] Ref<Case>? Case,
    [property: Description("What was done.")] UpsertOutcome? Outcome,
    [property: Description("The change set of this call; null when nothing was changed.")] Ref<ChangeSet>? ChangeSet
);

/// <summary>By the operations that create and change a case.</summary>
internal sealed class UpsertCase(CreateCase creation, UpdateCase change)
    : IOperation<UpsertCaseInput, UpsertCasePayload>,
        IDemands<UpsertCaseInput>
{
    /// <summary>Which of the two it comes to is not known before.</summary>
    public IEnumerable<AccessAction> Demands(UpsertCaseInput input) =>
        [
            .. input.Create is { } made ? CaseDemands.Of(made.Values, made.Parts).Prepend(AccessAction.CaseCreate) : [],
            .. input.Update is { } changed ? CaseDemands.Of(changed.Values, changed.Parts) : [],
        ];

    private static readonly InputExtensions NoParts = new([]);

    public Task<Outcome<UpsertCasePayload>> RunAsync(UpsertCaseInput input, Call call, CancellationToken token) =>
        new Upserting<Case>(input.Match, input.OnMissing, call).RunAsync(
            input.Create?.Values,
            values => CreateAsync(values, input, call, token),
            id => UpdateAsync(id, input, call, token),
            token
        );

    private async Task<Outcome<UpsertCasePayload>> CreateAsync(
        EntityValues<Case> values,
        UpsertCaseInput input,
        Call call,
        CancellationToken token
    )
    {
        var made = new CreateCaseInput(values, input.Create?.Parts ?? NoParts, input.Reason);
        var created = await creation.RunAsync(made, call, token);
        return created.Value is { } one
            ? new UpsertCasePayload(one.Case, UpsertOutcome.Created, one.ChangeSet)
            : (UserError[])[.. created.Errors];
    }

    private async Task<Outcome<UpsertCasePayload>> UpdateAsync(
        Ref<Case> id,
        UpsertCaseInput input,
        Call call,
        CancellationToken token
    )
    {
        var changes = input.Update ?? new ChangedCaseInput(ExpectedVersion: null, Upserting<Case>.None(), NoParts);
        var changed = await change.RunAsync(
            new UpdateCaseInput(id, changes.ExpectedVersion, changes.Values, changes.Parts, input.Reason),
            call,
            token
        );
        return changed.Value is { } one
            ? new UpsertCasePayload(
                one.Case,
                one.ChangeSet is null ? UpsertOutcome.Unchanged : UpsertOutcome.Updated,
                one.ChangeSet
            )
            : (UserError[])[.. changed.Errors];
    }
}
