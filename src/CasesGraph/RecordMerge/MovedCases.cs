using System.Text.Json;
using CasesGraph.Access;
using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Jobs;
using CasesGraph.Model;
using CasesGraph.Operations;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.RecordMerge;

/// <summary>Whose cases go over to whom, as a job keeps it.</summary>
/// <param name="Type">What kind of records they are.</param>
internal sealed record MergeTask(RecordType Type, IReadOnlyList<long> From, long To);

/// <summary>Has cases refer to the object that goes on, and link it: deleted and merged ones too, which may come back.</summary>
internal sealed class MovedCases(MergeTask task, Call call)
{
    /// <summary>Cases whose entities are in memory at once.</summary>
    private const int Slice = 500;

    private readonly IReadOnlyList<LinkPart> links = LinksTo(EntityModel.Logged[task.Type]);

    private readonly IReadOnlyList<ReferenceField> fields =
    [
        .. AuditedFields.All.OfType<ReferenceField>().Where(field => field.Target == EntityModel.Logged[task.Type]),
    ];

    public static IReadOnlyList<LinkPart> LinksTo(Type entity) =>
        [.. CaseParts.Links.Where(part => part.Target == entity)];

    /// <summary>By a job when they are many.</summary>
    public async Task<Ref<Job>?> RunAsync(
        IReadOnlyList<long> cases,
        Ref<ChangeSet> set,
        JobQueue jobs,
        CancellationToken token
    )
    {
        if (cases.Count > JobQueue.MostAtOnce)
        {
            var work = JsonSerializer.Serialize(task, JobJson.Options);
            return await jobs.ContinueAsync(call, JobKind.Merge, work, cases, set, token);
        }
        await MoveAsync(cases, set, token);
        return null;
    }

    public async Task MoveAsync(IReadOnlyList<long> cases, Ref<ChangeSet> set, CancellationToken token)
    {
        var log = ChangeLogWriter.Into(call, set);
        foreach (var slice in cases.Chunk(Slice))
        {
            var parts = new PresentParts(call.Db);
            var found = await call
                .Db.Cases.Where(c => slice.Contains(c.Number))
                .OrderBy(c => c.Number)
                .ToListAsync(token);
            await parts.LoadLinksAsync(slice, token);
            foreach (var one in found)
                Move(one, parts, log);
            await log.SaveAsync(token);
            call.Db.ChangeTracker.Clear();
        }
    }

    private void Move(Case of, PresentParts parts, ChangeLogWriter log)
    {
        // Of some only messages have gone over.
        if (task.Type is RecordType.Contact)
            log.Tell(of, ChangeKind.Updated);
        foreach (var field in fields.Where(field => field.Property.GetValue(of) is long key && task.From.Contains(key)))
            field.Property.SetValue(of, task.To);
        foreach (var part in links)
        {
            var leaving = parts.Of(part, of).Where(link => task.From.Contains(link.Key)).ToList();
            foreach (var (key, _) in leaving)
                parts.Set(part, of, key, wanted: null);
            var all = leaving.ConvertAll(link => link.Link);
            if (parts.Find(part, of, task.To) is { } own)
                all.Add(own);
            // The more specific role is the lower one.
            if (leaving.Count > 0)
                parts.Set(part, of, task.To, all.MinBy(link => link.Role));
        }
    }
}

internal sealed class MergeJob : JobWork
{
    public override JobKind Kind => JobKind.Merge;
    public override AccessAction Needs => AccessAction.DirectoryEdit;

    public override async Task<ChunkResult> RunChunkAsync(
        Call call,
        string work,
        IReadOnlyList<long> keys,
        Ref<ChangeSet>? set,
        CancellationToken token
    )
    {
        var task = JsonSerializer.Deserialize<MergeTask>(work, JobJson.Options)!;
        await new MovedCases(task, call).MoveAsync(keys, set!, token);
        return new ChunkResult(keys.Count, keys.Count, Rejected: 0, []);
    }
}
