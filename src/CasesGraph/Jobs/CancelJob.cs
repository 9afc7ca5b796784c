using System.ComponentModel;
using CasesGraph.ChangeLog;
using CasesGraph.Model;
using CasesGraph.Operations;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Jobs;

[Description("A job to end before its time.")]
public sealed record CancelJobInput(
    [property: Description("The id of the job.")] Ref<Job> Id,
    [property: Description("Why it is done, for the job's message; at most 1,000 characters.")] string? Reason
);

[Description("The job, which has ended, or why it goes on.")]
[Errors(typeof(NotFoundError<Job>), typeof(JobEndedError), typeof(ValidationError), typeof(ForbiddenError))]
public sealed record CancelJobPayload(
    [property: Description("The job as it ended.")] Ref<Job>? Job,
    [property: Description(
        "What it wrote until then, which stays; revertChangeSet undoes it. Null when that is nothing."
    )]
        Ref<ChangeSet>? ChangeSet
);

[Description("The job has ended before; there is nothing to cancel.")]
public sealed record JobEndedError([property: Description("The job as it ended.")] Ref<Job> Job)
    : UserError("The job has ended already.");

/// <summary>
/// Ends a job between two of its chunks: the one under way is either written before this or finds the job ended, and is
/// not written at all.
/// </summary>
internal sealed class CancelJob(JobProgress progress, JobWorks works) : IOperation<CancelJobInput, CancelJobPayload>
{
    public async Task<Outcome<CancelJobPayload>> RunAsync(CancelJobInput input, Call call, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(call);
        var checks = new InputChecks(call);
        checks.Reason(input.Reason);
        var job = await call.Db.Rows<Job>().SingleOrDefaultAsync(one => one.Id == input.Id.Key, token);
        // A malformed id has been noted when it was read.
        if (job is null && input.Id.Key != 0)
            checks.Add(new NotFoundError<Job>(input.Id));
        else if (job is { FinishedAt: not null })
            checks.Add(new JobEndedError(input.Id));
        if (checks.Errors is { Length: > 0 } errors)
            return errors;

        var end = new JobEnd(JobStatus.Cancelled, works, input.Reason);
        await JobRun.FinishAsync(call.Db, job!.Id, end, call.Now, token);
        call.OnKept(progress.Changed);
        var set = job.ChangeSetId is { } key ? new Ref<ChangeSet>(key) : (Ref<ChangeSet>?)null;
        return new CancelJobPayload(input.Id, set);
    }
}
