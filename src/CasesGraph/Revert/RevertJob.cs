using System.Globalization;
using CasesGraph.Access;
using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Conversation;
using CasesGraph.Editing;
using CasesGraph.Jobs;
using CasesGraph.Model;
using CasesGraph.Operations;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Revert;

/// <summary>Undoing a change set of many cases, which goes on after the call.</summary>
internal sealed class RevertJob : JobWork
{
    /// <summary>Cases whose entities are in memory at once.</summary>
    private const int Slice = 500;

    public override JobKind Kind => JobKind.Revert;
    public override AccessAction Needs => AccessAction.CaseEdit;

    /// <summary>What the call was asked for, of every case.</summary>
    public override IReadOnlyList<AccessAction> Demands(string work) =>
        work.Split(' ') is [_, .. { Length: > 0 } actions]
            ? [.. actions.Select(action => Enum.Parse<AccessAction>(action))]
            : [Needs];

    /// <summary>From now on the change set counts as undone, so that nobody undoes it again meanwhile.</summary>
    /// <param name="cases">Those that the change set changed, each once.</param>
    public static async Task<Ref<Job>> QueueAsync(
        Ref<ChangeSet> changeSet,
        IReadOnlyList<long> cases,
        string? reason,
        Call call,
        JobQueue jobs,
        IEnumerable<EntityUndo> undos,
        CancellationToken token
    )
    {
        var set = changeSet.Key.ToString(CultureInfo.InvariantCulture);
        var work = string.Join(' ', [set, .. call.Demands.Select(action => $"{action}")]);
        var job = await jobs.AddAsync(call, JobKind.Revert, work, cases, (ChangeAction.Revert, reason), token);
        var undoing = await call
            .Db.Jobs.Where(one => one.Id == job.Key)
            .Select(one => one.ChangeSetId!.Value)
            .SingleAsync(token);
        await RevertedSets.UndoAsync(new(undoing), changeSet.Key, call.Db, token);
        // Few beside the cases, such as the tags that they lost.
        var skips = new Skips(changeSet.Key, call);
        var log = ChangeLogWriter.Into(call, new(undoing));
        await new RevertedEntities(call, log, skips, dryRun: false).RunAsync(undos, token);
        await MovedAuthors.UndoAsync(changeSet.Key, log, call, token);
        return job;
    }

    public override async Task<ChunkResult> RunChunkAsync(
        Call call,
        string work,
        IReadOnlyList<long> keys,
        Ref<ChangeSet>? set,
        CancellationToken token
    )
    {
        var changeSet = long.Parse(work.Split(' ')[0], CultureInfo.InvariantCulture);
        var skips = new Skips(changeSet, call) { Listed = [] };
        var fields = new RevertedFields(call, ChangeLogWriter.Into(call, set!), skips, dryRun: false);
        var reverted = new List<long>();
        foreach (var slice in keys.Chunk(Slice))
            reverted.AddRange(await fields.RunCasesAsync(slice, token));
        var left = skips.Listed.ToLookup(skip => skip.Key);
        return new CheckedCases(reverted, [], keys.Count)
        {
            Skipped =
            [
                .. keys.Index()
                    .Where(one => left.Contains(one.Item))
                    .Select(one => new SkippedCase(one.Index, one.Item, [.. left[one.Item].Select(Issue)])),
            ],
        }.AsChunk();
    }

    private static JobRowReason Issue(RevertSkip skip) =>
        new(
            $"{Naming.Label(Naming.Pascal(skip.Field))}: {skip.Reason}{(skip.Because is { } by ? $" Change set {OpaqueId.Encode(nameof(ChangeSet), by.Key)}." : "")}",
            InputChecks.Path("changeSetId"),
            ValidationCode.Conflict
        );
}
