using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Editing;
using CasesGraph.MassUpdate;
using CasesGraph.Operations;
using CasesGraph.Purge;
using CasesGraph.Revert;

namespace CasesGraph.Jobs;

/// <summary>One chunk of a job, inside its transaction.</summary>
/// <param name="work">What the job is to do, as it was queued.</param>
/// <param name="cases">The chunk's case numbers.</param>
internal delegate Task<CheckedCases> RunChunk(
    Call call,
    string work,
    IReadOnlyList<long> cases,
    Ref<ChangeSet> set,
    CancellationToken token
);

/// <summary>What each kind of job does.</summary>
internal static class JobWork
{
    public static RunChunk Of(JobKind kind) =>
        kind switch
        {
            JobKind.MassUpdate => MassUpdateCases.RunChunkAsync,
            JobKind.Delete => (call, _, cases, set, token) =>
                new CaseDeletion(restore: false, call).RunChunkAsync(cases, set, token),
            JobKind.Restore => (call, _, cases, set, token) =>
                new CaseDeletion(restore: true, call).RunChunkAsync(cases, set, token),
            JobKind.Purge => (call, _, cases, set, token) => new CasePurge(call).RunChunkAsync(cases, set, token),
            JobKind.Revert => RevertJob.RunChunkAsync,
            _ => throw new NotSupportedException($"No job does {kind}."),
        };
}
