using System.ComponentModel;
using CasesGraph.ChangeLog;
using CasesGraph.Jobs;
using CasesGraph.Model;
using CasesGraph.Operations;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Tags;

[Description("Tags that mean the same, to be made one.")]
public sealed record MergeTagsInput(
    [property: Description("Ids of the tags that go: each of their cases is marked with the other instead.")]
        IReadOnlyList<Ref<Tag>> FromIds,
    [property: Description("The id of the tag that stays.")] Ref<Tag> IntoId,
    [property: Description("Why it is done, for the change log; at most 1,000 characters.")] string? Reason
);

[Description("The tag that stays, or why nothing was merged.")]
[Errors(typeof(NotFoundError<Tag>), typeof(ValidationError), typeof(ForbiddenError))]
public sealed record MergeTagsPayload(
    [property: Description("The tag that stays.")] Ref<Tag>? Tag,
    [property: Description("How many cases have changed; null when a job changes them.")] int? Changed,
    [property: Description("The change set of this call; revertChangeSet undoes it.")] Ref<ChangeSet>? ChangeSet,
    [property: Description("The job that does it when there are more than 1,000 cases.")] Ref<Job>? Job
);

internal sealed class MergeTags(JobQueue jobs) : IOperation<MergeTagsInput, MergeTagsPayload>
{
    public async Task<Outcome<MergeTagsPayload>> RunAsync(MergeTagsInput input, Call call, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(call);
        var checks = new InputChecks(call);
        checks.Reason(input.Reason);
        foreach (var (index, from) in input.FromIds.Index())
        {
            if (from.Key != 0 && from == input.IntoId)
                checks.Add(
                    InputChecks.Path("fromIds", InputChecks.Item(index)),
                    ValidationCode.Conflict,
                    "A tag cannot be merged into itself."
                );
        }
        await GivenTags.CheckAsync([.. input.FromIds, input.IntoId], call, checks, token);
        if (checks.Errors is { Length: > 0 } errors)
            return errors;

        var leaving = input.FromIds.Select(id => id.Key).Distinct().ToList();
        if (leaving.Count == 0)
            return new MergeTagsPayload(input.IntoId, 0, ChangeSet: null, Job: null);
        var (changed, set, job) = await new TagsOfCases(call, jobs, leaving).RunAsync(
            input.IntoId.Key,
            input.Reason,
            token
        );
        return new MergeTagsPayload(input.IntoId, changed, set, job);
    }
}

/// <summary>Tags that an input gives by their ids.</summary>
internal static class GivenTags
{
    /// <summary>Each must be there.</summary>
    public static async Task CheckAsync(
        IReadOnlyCollection<Ref<Tag>> ids,
        Call call,
        InputChecks checks,
        CancellationToken token
    )
    {
        // A malformed id has been noted when it was read.
        var keys = ids.Select(id => id.Key).Where(key => key != 0).Distinct().ToList();
        var found = await call
            .Db.Rows<Tag>()
            .WhereInUse()
            .Where(tag => keys.Contains(tag.Id))
            .Select(tag => tag.Id)
            .ToListAsync(token);
        foreach (var key in keys.Except(found))
            checks.Add(new NotFoundError<Tag>(new(key)));
    }
}
