using CasesGraph.Access;
using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Jobs;
using CasesGraph.Operations;

namespace CasesGraph.Editing;

/// <summary>What is done to a whole selection of cases: at once, by a job when they are many, or only looked at.</summary>
internal abstract class SelectionWork(Call call)
{
    protected Call Call => call;

    protected abstract (JobKind Job, ChangeAction Action) Kind { get; }

    /// <summary>Whether a condition finds deleted cases, or those in use.</summary>
    protected abstract bool OfDeleted { get; }

    public async Task<Outcome<TPayload>> RunAsync<TPayload>(
        RowSelection<Case> selection,
        SelectionGuards guards,
        (string? Reason, bool DryRun) how,
        Func<SelectionResult, TPayload> payload,
        JobQueue jobs,
        CancellationToken token
    )
        where TPayload : class
    {
        var checks = new InputChecks(call);
        checks.Reason(how.Reason);
        var (keys, _) = await selection.KeysAsync(OfDeleted, guards, call, checks, token);
        if (checks.Errors is { Length: > 0 } errors)
            return errors;
        if (keys.Count > JobQueue.MostAtOnce && !how.DryRun)
        {
            keys = await InTurnAsync(keys, token);
            var job = await jobs.AddAsync(call, Kind.Job, work: "", keys, (Kind.Action, how.Reason), token);
            return payload(new SelectionResult(Found: null, ChangeSet: null, job));
        }
        var found = await CheckAsync(keys, token);
        Ref<ChangeSet>? set = null;
        if (!how.DryRun && found.Changed.Count > 0)
        {
            set = await call.NewChangeSetAsync(Kind.Action, how.Reason, token);
            await WriteAsync(found.Changed, set, token);
        }
        return payload(new SelectionResult(found, set, Job: null));
    }

    /// <summary>A chunk of a job.</summary>
    public async Task<ChunkResult> RunChunkAsync(IReadOnlyList<long> cases, Ref<ChangeSet> set, CancellationToken token)
    {
        var found = await CheckAsync(cases, token);
        await WriteAsync(found.Changed, set, token);
        return found.AsChunk();
    }

    protected abstract Task<CheckedCases> CheckAsync(IReadOnlyList<long> cases, CancellationToken token);

    /// <summary>Writes to those that were found to change, in the same transaction.</summary>
    protected abstract Task WriteAsync(IReadOnlyList<long> changed, Ref<ChangeSet> set, CancellationToken token);

    /// <summary>The order in which a job has to take them, where one chunk depends on another.</summary>
    protected virtual Task<IReadOnlyList<long>> InTurnAsync(IReadOnlyList<long> cases, CancellationToken token) =>
        Task.FromResult(cases);
}

/// <summary>What came of a selection, or the job that does it.</summary>
internal sealed record SelectionResult(CheckedCases? Found, Ref<ChangeSet>? ChangeSet, Ref<Job>? Job)
{
    public IReadOnlyList<Ref<Case>>? Ids => Found?.Changed.Select(number => new Ref<Case>(number)).ToList();
    public IReadOnlyList<CaseRejection>? Rejected => Found is null ? null : CaseRejection.Of(Found.Refused);
}

/// <summary>A job that does such a work.</summary>
internal sealed class SelectionJob(JobKind kind, AccessAction needs, Func<Call, SelectionWork> begin) : JobWork
{
    public override JobKind Kind => kind;
    public override AccessAction Needs => needs;

    public override Task<ChunkResult> RunChunkAsync(
        Call call,
        string work,
        IReadOnlyList<long> keys,
        Ref<ChangeSet>? set,
        CancellationToken token
    ) => begin(call).RunChunkAsync(keys, set!, token);
}
