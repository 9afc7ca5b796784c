using System.Runtime.InteropServices;
using System.Text;

namespace CasesGraph.Imports.Analyzing;

/// <summary>The different values of a column with their counts, as long as they are few and short.</summary>
internal sealed class DistinctValues
{
    public const int Most = 1_000;
    private const int Longest = 200;
    private const int MostBytes = 64 * 1024;
    private const int Slots = 2_048;

    private short[] slots = new short[Slots];
    private List<Entry> entries = [];
    private byte[] bytes = new byte[256];
    private int written;

    /// <summary>False once there are too many to know.</summary>
    public bool IsKnown { get; private set; } = true;

    public int Count => entries.Count;

    /// <summary>In the order in which they were met.</summary>
    public IEnumerable<(string Value, int Count, long FirstRow)> All =>
        entries.Select(entry =>
            (Encoding.UTF8.GetString(bytes, entry.Start, entry.Length), entry.Count, entry.FirstRow)
        );

    public void Add(ReadOnlySpan<byte> value, long row)
    {
        if (!IsKnown)
            return;
        if (value.Length > Longest)
        {
            Forget();
            return;
        }
        var hash = KeySet.Hash(value);
        for (var slot = (int)(hash % Slots); ; slot = (slot + 1) % Slots)
        {
            if (slots[slot] == 0)
            {
                Insert(slot, value, row);
                return;
            }
            ref var entry = ref CollectionsMarshal.AsSpan(entries)[slots[slot] - 1];
            if (bytes.AsSpan(entry.Start, entry.Length).SequenceEqual(value))
            {
                entry.Count++;
                return;
            }
        }
    }

    private void Insert(int slot, ReadOnlySpan<byte> value, long row)
    {
        if (entries.Count == Most || written + value.Length > MostBytes)
        {
            Forget();
            return;
        }
        if (written + value.Length > bytes.Length)
            Array.Resize(ref bytes, Math.Min(MostBytes, 2 * (bytes.Length + value.Length)));
        value.CopyTo(bytes.AsSpan(written));
        entries.Add(new Entry(written, value.Length, row) { Count = 1 });
        slots[slot] = (short)entries.Count;
        written += value.Length;
    }

    private void Forget() => (IsKnown, slots, entries, bytes) = (false, [], [], []);

    [StructLayout(LayoutKind.Auto)]
    private record struct Entry(int Start, int Length, long FirstRow)
    {
        public int Count { get; set; }
    }
}
