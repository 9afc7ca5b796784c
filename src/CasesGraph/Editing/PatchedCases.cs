using System.Text.Json;
using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Data;
using CasesGraph.Jobs;
using CasesGraph.Operations;

namespace CasesGraph.Editing;

/// <summary>What came of a patch.</summary>
/// <param name="Changed">How many cases; null where a job changes them.</param>
internal sealed record PatchedCases(int? Changed, Ref<ChangeSet> Set, Ref<Job>? Job);

/// <summary>A patch of cases that follows from a write to something else, in the same change set.</summary>
internal static class FollowingPatch
{
    extension(CasePatch patch)
    {
        /// <summary>Saves what is tracked, and changes the cases with it, by a job when they are many.</summary>
        public async Task<PatchedCases> SaveWithAsync(
            IReadOnlyList<long> cases,
            (ChangeAction Action, string? Reason) told,
            Call call,
            JobQueue jobs,
            CancellationToken token
        )
        {
            // Queueing saves too, and only what the log has seen may be saved.
            var set = await call.NewChangeSetAsync(told.Action, told.Reason, token);
            await ChangeLogWriter.Into(call, set).SaveAsync(token);
            if (cases.Count > JobQueue.MostAtOnce)
            {
                var work = JsonSerializer.Serialize(patch, JobJson.Options);
                var job = await jobs.ContinueAsync(call, JobKind.MassUpdate, work, cases, set, token);
                return new(Changed: null, set, job);
            }
            var parameters = new SqlParameters();
            var defaults = patch.Values.Count > 0 ? await StatusDefaults.LoadAsync(call.Db, token) : null;
            var edit = CasePatchEdit.Of(patch, parameters, call.Now, defaults);
            var writer = new CaseEditWriter(call, edit, parameters);
            var found = await writer.CheckAsync(cases, token);
            await writer.WriteAsync(found.Changed, set, token);
            return new(found.Changed.Count, set, Job: null);
        }
    }
}
