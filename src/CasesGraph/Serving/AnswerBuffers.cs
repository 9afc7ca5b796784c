using System.Collections.Concurrent;

namespace CasesGraph.Serving;

/// <summary>Buffers in which answers are written, used again: they have grown to what answers need.</summary>
internal sealed class AnswerBuffers
{
    private const int MostBytes = 1 << 18;
    private readonly ConcurrentBag<AnswerBuffer> free = [];

    public AnswerBuffer Rent(AnswerBound bound)
    {
        if (!free.TryTake(out var known))
            return new AnswerBuffer { Bound = bound };
        known.Bound = bound;
        return known;
    }

    public void Return(AnswerBuffer buffer)
    {
        buffer.Reset();
        if (buffer.Capacity <= MostBytes)
            free.Add(buffer);
    }
}
