using System.ComponentModel;
using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Data;
using CasesGraph.Editing;
using CasesGraph.Operations;

namespace CasesGraph.Merge;

[Description("A merged case to bring back.")]
public sealed record UnmergeCaseInput(
    [property: Description("The id or the number of the case that was merged away.")] Ref<Case> CaseId,
    [property: Description("Why it is done, for the change log; at most 1,000 characters.")] string? Reason
);

[Description("The case that is back and the one that it was merged into, or why it was not brought back.")]
[Errors(
    typeof(CaseNotFoundError),
    typeof(CaseNotMergedError),
    typeof(CaseDeletedError),
    typeof(ValidationError),
    typeof(RelatedObjectNotFoundError),
    typeof(ForbiddenError)
)]
public sealed record UnmergeCasePayload(
    [property: Description("The case that is back, with its own fields, links, conversation and attachments.")]
        Ref<Case>? Case,
    [property: Description("The case that it was merged into.")] Ref<Case>? Survivor,
    [property: Description(
        "What does not go back: fields, roles and links of the survivor that came from the case and were changed since, and an external reference that a third case has by now. Each is the last change to it."
    )]
        IReadOnlyList<Ref<FieldChange>>? Kept,
    [property: Description("The change set that stands for this call in the change log.")] Ref<ChangeSet>? ChangeSet
);

[Description("The case was not merged into another, so there is nothing to undo; nothing was written.")]
public sealed record CaseNotMergedError([property: Description("The case as it is.")] Ref<Case> Case)
    : UserError($"Case {Case.Key} was not merged into another.");

public sealed class UnmergeCase : IOperation<UnmergeCaseInput, UnmergeCasePayload>
{
    public async Task<Outcome<UnmergeCasePayload>> RunAsync(UnmergeCaseInput input, Call call, CancellationToken token)
    {
        var checks = new InputChecks(call);
        checks.Reason(input.Reason);
        var merged = await FindAsync(input.CaseId, call, checks, token);
        if (checks.Errors is { Length: > 0 } errors)
            return errors;

        var tree = await MergeTree.LoadAsync(merged!.MergedIntoNumber!.Value, call, token);
        if (tree.Root.DeletedAt is not null)
            return new CaseDeletedError(new(tree.Root.Number));
        if (CaseReach.Denied(tree.Root, call) is { } denied)
            return new ForbiddenError(denied);
        var log = new ChangeLogWriter(call, ChangeAction.Unmerge, input.Reason);
        var undone = tree.MergeOf(merged)!.Change.ChangeSetId;
        var survivors = await new Unmerging(call, log, tree).RunAsync([merged], token);
        await log.SaveAsync(token);
        await RevertedSets.UndoAsync(log.ChangeSet!, undone, call.Db, token);
        return new UnmergeCasePayload(new(merged.Number), new(tree.Root.Number), survivors.Kept, log.ChangeSet);
    }

    private static async Task<Case?> FindAsync(Ref<Case> id, Call call, InputChecks checks, CancellationToken token)
    {
        if (id.Key == 0)
            return null;
        var found = await call.Db.RowAsync<Case>(id.Key, token);
        if (found is null || (await CaseChecks.SeenAsync([found], call, token)).Count == 0)
            checks.Add(new CaseNotFoundError(id));
        else if (found.MergedIntoNumber is null)
            checks.Add(new CaseNotMergedError(id));
        else if (CaseReach.Denied(found, call) is { } denied)
            checks.Add(new ForbiddenError(denied));
        return found;
    }
}
