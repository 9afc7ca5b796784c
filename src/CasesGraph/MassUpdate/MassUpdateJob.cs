using System.Text.Json;
using CasesGraph.Access;
using CasesGraph.ChangeLog;
using CasesGraph.Editing;
using CasesGraph.Jobs;
using CasesGraph.Operations;

namespace CasesGraph.MassUpdate;

internal sealed class MassUpdateJob : JobWork
{
    public override JobKind Kind => JobKind.MassUpdate;
    public override AccessAction Needs => AccessAction.CaseMassUpdate;

    public override IReadOnlyList<AccessAction> Demands(string work) =>
        JsonSerializer.Deserialize<CasePatch>(work, JobJson.Options)!.Assigns
            ? [Needs, AccessAction.CaseAssign]
            : [Needs];

    public override async Task<ChunkResult> RunChunkAsync(
        Call call,
        string work,
        IReadOnlyList<long> keys,
        Ref<ChangeSet>? set,
        CancellationToken token
    )
    {
        var patch = JsonSerializer.Deserialize<CasePatch>(work, JobJson.Options)!;
        var writer = await MassUpdateCases.WriterAsync(patch, call, token);
        var found = await writer.CheckAsync(keys, token);
        await writer.WriteAsync(found.Changed, set!, token);
        return found.AsChunk();
    }
}
