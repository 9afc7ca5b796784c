using System.ComponentModel;
using CasesGraph.ChangeLog;
using CasesGraph.Operations;

namespace CasesGraph.Cases;

[Description("Which deleted cases to restore, with all that belongs to them.")]
public sealed record RestoreCasesInput(
    [property: Description("Which cases: by ids, or those deleted that meet a condition.")] CaseSelection Select,
    [property: Description("Refuse the call when the selection holds more cases than this.")] int? MaxCount,
    [property: Description("Refuse the call unless the selection holds exactly this many cases.")] int? ExpectedCount,
    [property: Description("Why it is done, for the change log; at most 1,000 characters.")] string? Reason,
    [property: Description("True to get the same answer without restoring anything.")] bool DryRun = false
);

[Description("What was restored and what was not, or why nothing was.")]
[Errors(typeof(ValidationError), typeof(EmptySelectionError), typeof(SelectionSizeError), typeof(ForbiddenError))]
public sealed record RestoreCasesPayload(
    [property: Description("How many cases were restored.")] int? Restored,
    [property: Description("The ids of the restored cases."), AsId] IReadOnlyList<Ref<Case>>? RestoredIds,
    [property: Description("Cases that were not restored, each with the reason; at most 100.")]
        IReadOnlyList<CaseRejection>? Rejected,
    [property: Description("How many cases were not restored.")] int? RejectedCount,
    [property: Description("The change set of this call; null when nothing was restored, or in a dry run.")]
        Ref<ChangeSet>? ChangeSet
);

public sealed class RestoreCases
{
    public Task<Outcome<RestoreCasesPayload>> RunAsync(RestoreCasesInput input, Call call, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(call);
        return CaseDeletion.RunAsync(
            input.Select,
            new SelectionGuards(input.MaxCount, input.ExpectedCount),
            new SoftDeletion<Case>(call, restore: true, input.Reason, input.DryRun, Merged),
            done => new RestoreCasesPayload(
                done.Done.Count,
                done.Done,
                CaseRejection.Of(done.Refused),
                done.RefusedCount,
                done.ChangeSet
            ),
            call,
            token
        );
    }

    private static string? Merged(Case @case) =>
        @case.MergedIntoNumber is { } survivor
            ? $"The case was merged into case {survivor}; unmergeCase brings it back."
            : null;
}
