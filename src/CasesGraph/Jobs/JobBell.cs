using System.Threading.Channels;

namespace CasesGraph.Jobs;

/// <summary>Tells this process's runner that there is something to do.</summary>
internal sealed class JobBell
{
    private readonly Channel<bool> rings = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true }
    );

    public void Ring() => rings.Writer.TryWrite(item: true);

    /// <summary>Once for any number of rings that nobody heard.</summary>
    public IAsyncEnumerable<bool> HearAsync(CancellationToken stop) => rings.Reader.ReadAllAsync(stop);
}
