using CasesGraph.ChangeLog;
using CasesGraph.Operations;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Jobs;

internal static class JobQueue
{
    /// <summary>Up to so many cases a call writes at once; more become a job.</summary>
    public const int MostAtOnce = 1000;

    /// <summary>Cases of one transaction: others that write wait for one at most.</summary>
    private const int ChunkSize = 1000;

    extension(Call call)
    {
        /// <summary>Queues work in the call's transaction; a runner finds it once that is committed.</summary>
        /// <param name="cases">The selection, frozen by this.</param>
        public async Task<Ref<Job>> QueueAsync(
            JobKind kind,
            string work,
            IReadOnlyList<long> cases,
            (ChangeAction Action, string? Reason) set,
            CancellationToken token
        )
        {
            var changes = ChangeSet.Of(call, set.Action, set.Reason);
            var job = new Job
            {
                Kind = kind,
                Work = work,
                Total = cases.Count,
                CreatedAt = call.Now,
                ChangeSet = changes,
            };
            call.Db.Jobs.Add(job);
            var chunks = cases.Chunk(ChunkSize).Index();
            call.Db.JobChunks.AddRange(
                chunks.Select(chunk => new JobChunk
                {
                    Job = job,
                    Number = chunk.Index,
                    Start = chunk.Index * ChunkSize,
                    Cases = chunk.Item,
                })
            );
            await call.Db.SaveChangesAsync(token);
            var (id, key) = (job.Id, changes.Id);
            await call
                .Db.ChangeSets.Where(one => one.Id == key)
                .ExecuteUpdateAsync(one => one.SetProperty(queued => queued.JobId, id), token);
            return new(id);
        }
    }
}
