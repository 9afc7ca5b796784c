using System.Buffers.Binary;

namespace CasesGraph.Imports.Analyzing;

/// <summary>Which keys have been met, by hashes of 64 bits; of so many that memory would grow, the rest is not looked at.</summary>
internal sealed class KeySet
{
    private const int FirstSize = 1 << 12;
    private const int MostSize = 1 << 20;
    private const int MostShown = 20;

    private ulong[] slots = new ulong[FirstSize];
    private int count;

    public List<int> Rows { get; } = [];
    public int Repeated { get; private set; }

    public void Add(ReadOnlySpan<byte> key, long row)
    {
        if (count >= MostSize / 4 * 3)
            return;
        if (count >= slots.Length / 4 * 3)
            Grow();
        if (TryAdd(slots, Hash(key) | 1))
        {
            count++;
            return;
        }
        Repeated++;
        if (Rows.Count < MostShown)
            Rows.Add((int)row);
    }

    /// <summary>Of the bytes: the same in one process only.</summary>
    public static ulong Hash(ReadOnlySpan<byte> bytes)
    {
        const ulong prime = 0x9E37_79B9_7F4A_7C15;
        var hash = (ulong)bytes.Length * prime;
        while (bytes.Length >= sizeof(ulong))
        {
            hash = (hash ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes)) * prime;
            hash ^= hash >> 32;
            bytes = bytes[sizeof(ulong)..];
        }
        foreach (var one in bytes)
            hash = (hash ^ one) * prime;
        hash ^= hash >> 29;
        return hash * prime >> 1;
    }

    private void Grow()
    {
        var larger = new ulong[2 * slots.Length];
        foreach (var key in slots)
        {
            if (key != 0)
                TryAdd(larger, key);
        }
        slots = larger;
    }

    private static bool TryAdd(ulong[] slots, ulong key)
    {
        for (var slot = (int)(key >> 8) & (slots.Length - 1); ; slot = (slot + 1) & (slots.Length - 1))
        {
            if (slots[slot] == key)
                return false;
            if (slots[slot] != 0)
                continue;
            slots[slot] = key;
            return true;
        }
    }
}
