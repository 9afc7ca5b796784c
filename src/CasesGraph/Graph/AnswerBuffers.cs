using System.Buffers;
using System.Collections.Concurrent;
using System.Text.Json;
using CasesGraph.Query;

namespace CasesGraph.Graph;

/// <summary>Buffers in which answers are written, used again: they have grown to what answers need.</summary>
internal sealed class AnswerBuffers
{
    private const int MostBytes = 1 << 18;
    private readonly ConcurrentBag<AnswerBuffer> free = [];

    public AnswerBuffer Rent() => free.TryTake(out var known) ? known : new AnswerBuffer(this);

    public void Return(AnswerBuffer buffer)
    {
        if (buffer.Capacity <= MostBytes)
            free.Add(buffer);
    }
}

/// <summary>One answer's JSON while it is written.</summary>
internal sealed class AnswerBuffer : IDisposable
{
    private readonly AnswerBuffers origin;
    private readonly ArrayBufferWriter<byte> bytes = new(4096);

    public AnswerBuffer(AnswerBuffers origin) =>
        (this.origin, Json) = (origin, new Utf8JsonWriter(bytes, JsonText.Options));

    public Utf8JsonWriter Json { get; }

    public int Capacity => bytes.Capacity;

    public byte[] ToArray()
    {
        Json.Flush();
        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>Gives it back for the next answer.</summary>
    public void Dispose()
    {
        Json.Reset();
        bytes.ResetWrittenCount();
        origin.Return(this);
    }
}
