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
    public async Task<PatchedCases> RunAsync(long? instead, string? reason, CancellationToken token)
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
        return await patch.SaveWithAsync(cases, (ChangeAction.MassUpdate, reason), call, jobs, token);
    }
}
