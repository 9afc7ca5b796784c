using System.Text.Json;
using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Editing;
using CasesGraph.Jobs;
using CasesGraph.Operations;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Tags;

/// <summary>
/// Takes tags away for good, from all cases that have them: deleted and merged ones too, which would come back with them.
/// </summary>
internal sealed class TagsOfCases(Call call, JobQueue jobs, IReadOnlyCollection<long> leaving)
{
    /// <summary>Deletes the tags, and takes them from the cases, by a job when those are many.</summary>
    /// <param name="instead">The tag that the cases get in their place; null for none.</param>
    public async Task<(int? Changed, Ref<ChangeSet> Set, Ref<Job>? Job)> RunAsync(
        long? instead,
        string? reason,
        CancellationToken token
    )
    {
        var patch = CasePatch.OfLinks(
            LinkPatch.Of(TagsPart.Instance, instead is { } one ? [new PatchedLink(one)] : [], leaving)
        ) with
        {
            AnyState = true,
        };
        // Who is giving one of the tags meanwhile comes before this, or finds it gone.
        call.Db.KeepOthersOff(TagsPart.Instance.Row.Name);
        var cases = await call
            .Db.Set<CaseTag>()
            .Where(link => leaving.Contains(link.TagId))
            .Select(link => link.CaseNumber)
            .Distinct()
            .OrderBy(number => number)
            .ToListAsync(token);
        foreach (var tag in await call.Db.Tags.Where(tag => leaving.Contains(tag.Id)).ToListAsync(token))
            tag.DeletedAt = call.Now;
        if (cases.Count > JobQueue.MostAtOnce)
        {
            var work = JsonSerializer.Serialize(patch, JobJson.Options);
            var job = await jobs.AddAsync(
                call,
                JobKind.MassUpdate,
                work,
                cases,
                (ChangeAction.MassUpdate, reason),
                token
            );
            var queued = await call
                .Db.Jobs.Where(one => one.Id == job.Key)
                .Select(one => one.ChangeSetId!.Value)
                .SingleAsync(token);
            await ChangeLogWriter.Into(call, new(queued)).SaveAsync(token);
            return (null, new(queued), job);
        }
        var set = await call.NewChangeSetAsync(ChangeAction.MassUpdate, reason, token);
        await ChangeLogWriter.Into(call, set).SaveAsync(token);
        var parameters = new Data.SqlParameters();
        var writer = new CaseEditWriter(call, CasePatchEdit.Of(patch, parameters, call.Now), parameters);
        var found = await writer.CheckAsync(cases, token);
        await writer.WriteAsync(found.Changed, set, token);
        return (found.Changed.Count, set, null);
    }
}
