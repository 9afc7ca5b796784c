using System.Text.Json;
using CasesGraph.ChangeLog;
using CasesGraph.Editing;
using CasesGraph.Jobs;
using CasesGraph.Operations;

namespace CasesGraph.MassUpdate;

internal sealed class MassUpdateJob : JobWork
{
    public override JobKind Kind => JobKind.MassUpdate;

    public override async Task<ChunkResult> RunChunkAsync(
        Call call,
        string work,
        IReadOnlyList<long> keys,
        Ref<ChangeSet>? set,
        CancellationToken token
    )
    {
        var writer = MassUpdateCases.Writer(JsonSerializer.Deserialize<CasePatch>(work, JobJson.Options)!, call);
        var found = await writer.CheckAsync(keys, token);
        await writer.WriteAsync(found.Changed, set!, token);
        return found.AsChunk();
    }
}
