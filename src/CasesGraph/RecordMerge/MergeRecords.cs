using CasesGraph.Cases;
using CasesGraph.Jobs;
using CasesGraph.Model;
using CasesGraph.Operations;

namespace CasesGraph.RecordMerge;

internal sealed class MergeRecords<TEntity>(EntityRules<TEntity> rules, JoinedSight<TEntity> sight, JobQueue jobs)
    : IOperation<MergeInput<TEntity>, MergePayload<TEntity>>
    where TEntity : class, IVersioned, IMergeable
{
    public async Task<Outcome<MergePayload<TEntity>>> RunAsync(
        MergeInput<TEntity> input,
        Call call,
        CancellationToken token
    )
    {
        if (!input.DryRun)
            MovedParts.KeepOthersOff(typeof(TEntity), call.Db);
        var checks = new MergeChecks<TEntity>(input, rules, sight, call);
        if (await checks.RunAsync(token) is not { } merge)
            return checks.Errors;
        var fields = await MergedFields.OfAsync(merge, call, token);
        var audience = await sight.AudienceAsync(merge.All, call.Db, token);
        var moved = await MovedParts.FindAsync(merge, call.Db, token);
        var (set, job) = input.DryRun
            ? default
            : await new Merging<TEntity>(call, jobs).RunAsync(merge, moved, input.Reason, token);
        return new MergePayload<TEntity>(
            input.PrimaryId,
            fields,
            moved.Counts,
            [.. audience.Take(MergeAudience.Most)],
            audience.Count,
            set,
            job
        );
    }
}
