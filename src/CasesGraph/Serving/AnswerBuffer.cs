using System.Buffers;
using System.Text.Json;

namespace CasesGraph.Serving;

/// <summary>JSON while it is written: the bound is looked at whenever it needs more memory, every few kilobytes.</summary>
internal sealed class AnswerBuffer : IBufferWriter<byte>, IDisposable
{
    private const int Piece = 4096;
    private readonly ArrayBufferWriter<byte> bytes = new(Piece);

    public AnswerBuffer() => Json = new Utf8JsonWriter(this, JsonText.Options);

    public required AnswerBound Bound { get; set; }

    public Utf8JsonWriter Json { get; }

    public int Capacity => bytes.Capacity;

    /// <summary>For what is not large enough to need memory.</summary>
    public void Check() => Bound.CheckWritten(Json.BytesCommitted + Json.BytesPending);

    public byte[] ToArray()
    {
        Json.Flush();
        Bound.CheckWritten(bytes.WrittenCount);
        return bytes.WrittenSpan.ToArray();
    }

    public void Reset()
    {
        Json.Reset();
        bytes.ResetWrittenCount();
    }

    public void Dispose() => Json.Dispose();

    public void Advance(int count) => bytes.Advance(count);

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Bound.CheckWritten(bytes.WrittenCount);
        // Not all that is free: the writer comes back only when it has filled what it got.
        var free = bytes.GetMemory(sizeHint);
        return free[..Math.Min(free.Length, Math.Max(sizeHint, Piece))];
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;
}
