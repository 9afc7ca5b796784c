using System.ComponentModel;
using CasesGraph.ChangeLog;
using CasesGraph.Jobs;
using CasesGraph.Operations;

namespace CasesGraph.Tags;

[Description("Tags to delete.")]
public sealed record DeleteTagsInput(
    [property: Description("Ids of the tags; no case is marked with them any more then.")] IReadOnlyList<Ref<Tag>> Ids,
    [property: Description("Why it is done, for the change log; at most 1,000 characters.")] string? Reason
);

[Description("What deleting the tags came to, or why none was deleted.")]
[Errors(typeof(NotFoundError<Tag>), typeof(ValidationError), typeof(ForbiddenError))]
public sealed record DeleteTagsPayload(
    [property: Description("Ids of the tags that were deleted."), AsId] IReadOnlyList<Ref<Tag>>? DeletedIds,
    [property: Description("How many cases have changed; null when a job changes them.")] int? Changed,
    [property: Description("The change set of this call; revertChangeSet undoes it.")] Ref<ChangeSet>? ChangeSet,
    [property: Description("The job that does it when there are more than 1,000 cases.")] Ref<Job>? Job
);

internal sealed class DeleteTags(JobQueue jobs) : IOperation<DeleteTagsInput, DeleteTagsPayload>
{
    public async Task<Outcome<DeleteTagsPayload>> RunAsync(DeleteTagsInput input, Call call, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(call);
        var checks = new InputChecks(call);
        checks.Reason(input.Reason);
        await GivenTags.CheckAsync([.. input.Ids], call, checks, token);
        if (checks.Errors is { Length: > 0 } errors)
            return errors;

        var leaving = input.Ids.Distinct().ToList();
        if (leaving.Count == 0)
            return new DeleteTagsPayload([], 0, ChangeSet: null, Job: null);
        var keys = leaving.ConvertAll(id => id.Key);
        var (changed, set, job) = await new TagsOfCases(call, jobs, keys).RunAsync(instead: null, input.Reason, token);
        return new DeleteTagsPayload(leaving, changed, set, job);
    }
}
