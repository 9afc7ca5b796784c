using System.ComponentModel;
using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Conversation;
using CasesGraph.Jobs;
using CasesGraph.Model;
using CasesGraph.Operations;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Revert;

[Description("A change set to undo.")]
public sealed record RevertChangeSetInput(
    [property: Description("The id of the change set.")] Ref<ChangeSet> ChangeSetId,
    [property: Description("Why it is done, for the change log; at most 1,000 characters.")] string? Reason,
    [property: Description("True to get the same answer without undoing anything.")] bool DryRun = false
);

[Description("What was undone and what had to be left, or why nothing was undone.")]
[Errors(
    typeof(ChangeSetNotFoundError),
    typeof(ChangeSetRevertedError),
    typeof(NothingToRevertError),
    typeof(ChangeSetNotRevertibleError),
    typeof(ValidationError),
    typeof(ForbiddenError)
)]
public sealed record RevertChangeSetPayload(
    [property: Description(
        "The change set of this call, which can be undone in its turn; null in a dry run, or when a job does it."
    )]
        Ref<ChangeSet>? ChangeSet,
    [property: Description("How many records were changed back, cases among them.")] int? Reverted,
    [property: Description("What was left as it is, each with the reason; at most 100.")]
        IReadOnlyList<RevertSkip>? Skipped,
    [property: Description("How much was left as it is.")] int? SkippedCount,
    [property: Description(
        "The job that does it when the change set has more than 1,000 cases; it has the counts, and what was left in its rows."
    )]
        Ref<Job>? Job
);

[Description("A field or link that was left as it is, and why.")]
public sealed record RevertSkip(
    [property: Description("The record as it is; null after a purge."), AnyOf(Logged = true)] IRef? Record,
    [property: Description("The opaque id of the record."), AsId] string RecordId,
    [property: Description("What kind of record it is.")] RecordType RecordType,
    [property: Description(
        "The field as in the schema, such as assignedTo; contacts, bugs, tags, updates and attachments stand for one of them."
    )]
        string Field,
    [property: Description("The value that stays, as the change log writes it.")] object? Current,
    [property: Description("The value that it would have got.")] object? WouldBe,
    [property: Description("The change set that touched it last; null when that is not the reason.")]
        Ref<ChangeSet>? Because,
    [property: Description("Why it was left, for people.")] string Reason,
    long Key
)
{
    /// <summary>Of a case.</summary>
    internal static RevertSkip Of(
        long number,
        bool isThere,
        CaseField field,
        object? current,
        object? wouldBe,
        long? because,
        string reason
    ) =>
        new(
            isThere ? new Ref<Case>(number) : null,
            OpaqueId.Encode(nameof(Case), number),
            RecordType.Case,
            field.InSchema,
            current,
            wouldBe,
            because is { } set ? new(set) : null,
            reason,
            number
        );
}

[Description("There is no such change set; nothing was written.")]
public sealed record ChangeSetNotFoundError(
    [property: Description("The id that names no change set."), AsId] Ref<ChangeSet> Id
) : UserError("There is no change set with this id.");

[Description("The change set has been undone already, and nothing of it that is left can be; nothing was written.")]
public sealed record ChangeSetRevertedError(
    [property: Description("The change set that undid it last. Undo that to do it again.")] Ref<ChangeSet> RevertedBy,
    [property: Description("What is left of it, each with the reason; at most 100, none where all of it was undone.")]
        IReadOnlyList<RevertSkip> Skipped,
    [property: Description("How much is left of it.")] int SkippedCount
) : UserError("This change set has been undone already.");

[Description("Nothing of the change set can be undone, because all of it was touched since; nothing was written.")]
public sealed record NothingToRevertError(
    [property: Description("The change set.")] Ref<ChangeSet> ChangeSet,
    [property: Description("What is left as it is, each with the reason; at most 100.")]
        IReadOnlyList<RevertSkip> Skipped,
    [property: Description("How much is left as it is.")] int SkippedCount
) : UserError("There is nothing to undo any more.");

[Description(
    "A change set that cannot be undone: a purge, a redaction, an erasure, a message, one whose job or undoing goes on, or one that changed nothing; nothing was written."
)]
public sealed record ChangeSetNotRevertibleError(
    [property: Description("The change set.")] Ref<ChangeSet> ChangeSet,
    string Why
) : UserError(Why);

internal sealed class RevertChangeSet(JobQueue jobs, IEnumerable<EntityUndo> undos)
    : IOperation<RevertChangeSetInput, RevertChangeSetPayload>
{
    public async Task<Outcome<RevertChangeSetPayload>> RunAsync(
        RevertChangeSetInput input,
        Call call,
        CancellationToken token
    )
    {
        var checks = new InputChecks(call);
        checks.Reason(input.Reason);
        var kinds = await CheckAsync(input.ChangeSetId, call, checks, token);
        if (checks.Errors is { Length: > 0 } errors)
            return errors;

        var merges = kinds.Exists(kind => kind is ChangeKind.Merged or ChangeKind.Unmerged);
        var cases = merges || input.DryRun ? null : await RevertedCases.ManyAsync(input.ChangeSetId, call, token);
        if (cases?.Count > JobQueue.MostAtOnce)
        {
            var job = await RevertJob.QueueAsync(input.ChangeSetId, cases, input.Reason, call, jobs, undos, token);
            return new RevertChangeSetPayload(ChangeSet: null, Reverted: null, Skipped: null, SkippedCount: null, job);
        }
        var log = new ChangeLogWriter(call, ChangeAction.Revert, input.Reason);
        var skips = new Skips(input.ChangeSetId.Key, call);
        var reverted = await new RevertedEntities(call, log, skips, input.DryRun).RunAsync(undos, token);
        if (merges)
            reverted += await new RevertedMerges(call, log, skips, input.DryRun).RunAsync(token);
        else
            reverted += await new RevertedFields(call, log, skips, input.DryRun).RunAsync(cases, token);
        if (log.ChangeSet is not null)
            await MovedAuthors.UndoAsync(input.ChangeSetId.Key, log, call, token);
        if (reverted == 0)
            return await NothingAsync(input.ChangeSetId, skips, call, token);
        if (log.ChangeSet is { } made)
            await RevertedSets.UndoAsync(made, input.ChangeSetId.Key, call.Db, token);
        return new RevertChangeSetPayload(log.ChangeSet, reverted, skips.All, skips.Count, Job: null);
    }

    private static async Task<Outcome<RevertChangeSetPayload>> NothingAsync(
        Ref<ChangeSet> id,
        Skips skips,
        Call call,
        CancellationToken token
    )
    {
        var by = await call
            .Db.ChangeSets.Where(set => set.Id == id.Key)
            .Select(set => set.RevertedById)
            .SingleAsync(token);
        return by is { } last && await call.Db.SeesAsync<ChangeSet>(last, token)
            ? new ChangeSetRevertedError(new(last), skips.All, skips.Count)
            : new NothingToRevertError(id, skips.All, skips.Count);
    }

    /// <summary>What the change set did to cases, in one word each.</summary>
    private static async Task<List<ChangeKind>> CheckAsync(
        Ref<ChangeSet> id,
        Call call,
        InputChecks checks,
        CancellationToken token
    )
    {
        // A malformed id has been noted when it was read.
        if (id.Key == 0)
            return [];
        var set = await call.Db.Rows<ChangeSet>().AsNoTracking().SingleOrDefaultAsync(one => one.Id == id.Key, token);
        var kinds = await call
            .Db.Rows<RecordChange>()
            .Where(change => change.ChangeSetId == id.Key)
            .Select(change => new { change.Type, change.Kind })
            .Distinct()
            .ToListAsync(token);
        var goesOn =
            set is not null
            && await call.Db.Jobs.AnyAsync(
                job =>
                    job.FinishedAt == null
                    && (job.Id == set.JobId || (job.ChangeSet != null && job.ChangeSet.UndoesId == set.Id)),
                token
            );
        var denied = set is null ? null : await RevertRights.DeniedAsync(set, call, token);
        UserError? mistake = set switch
        {
            null => new ChangeSetNotFoundError(id),
            _ when denied is { } action => new ForbiddenError(action),
            { Action: ChangeAction.Purge } => new ChangeSetNotRevertibleError(id, "A purge cannot be undone."),
            { Action: ChangeAction.Redact or ChangeAction.Erase } => new ChangeSetNotRevertibleError(
                id,
                "What was taken out is nowhere any more."
            ),
            _ when goesOn => new ChangeSetNotRevertibleError(
                id,
                "The job that does or undoes it has not ended. Wait for it."
            ),
            _ when kinds.Count == 0 => new ChangeSetNotRevertibleError(
                id,
                "Only what the log has can be undone, and it has nothing of this change set."
            ),
            _ => null,
        };
        if (mistake is not null)
            checks.Add(mistake);
        return [.. kinds.Where(kind => kind.Type is RecordType.Case).Select(kind => kind.Kind)];
    }
}
