using CasesGraph.Jobs;
using CasesGraph.Model;
using CasesGraph.Operations;

namespace CasesGraph.RecordMerge;

internal sealed class MergeRecords<TEntity>(EntityRules<TEntity> rules, JobQueue jobs)
    : IOperation<MergeInput<TEntity>, MergePayload<TEntity>>
    where TEntity : class, IVersioned, IMergeable
{
    public async Task<Outcome<MergePayload<TEntity>>> RunAsync(
        MergeInput<TEntity> input,
        Call call,
        CancellationToken token
    )
    {
        var merging = new Merging<TEntity>(call, jobs);
        if (!input.DryRun)
            merging.KeepOthersOff();
        var checks = new MergeChecks<TEntity>(input, rules, call);
        if (await checks.RunAsync(token) is not { } merge)
            return checks.Errors;
        var fields = await MergedFields.OfAsync(merge, call, token);
        await merging.FindAsync(merge, token);
        var (set, job) = input.DryRun ? default : await merging.RunAsync(merge, input.Reason, token);
        return new MergePayload<TEntity>(input.PrimaryId, fields, merging.Moved, set, job);
    }
}
