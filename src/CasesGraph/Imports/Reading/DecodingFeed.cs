using System.Text;

namespace CasesGraph.Imports.Reading;

/// <summary>Brings text into UTF-8 block by block, and remembers where the blocks begin.</summary>
internal abstract class DecodingFeed(Stream file, long start) : TextFeed(file)
{
    private const int BlockSize = 32 * 1024;

    private readonly byte[] block = new byte[BlockSize];
    private readonly byte[] decoded = new byte[3 * BlockSize];
    private readonly List<(long At, long Offset)> blocks = [];
    private int held;
    private int begin;
    private int end;
    private long at;
    private long offset = start;

    public override int Read(Span<byte> into)
    {
        if (begin == end && !Decode())
            return 0;
        var count = Math.Min(into.Length, end - begin);
        decoded.AsSpan(begin, count).CopyTo(into);
        begin += count;
        return count;
    }

    public override (long Offset, int Skip) Place(long at)
    {
        var index = blocks.BinarySearch((at, long.MaxValue));
        var (from, place) = blocks.Count == 0 ? (0, offset) : blocks[Math.Max(0, ~index - 1)];
        return (place, (int)(at - from));
    }

    /// <summary>Decodes the beginning of the bytes.</summary>
    /// <param name="isLast">Whether no more bytes follow, so that all have to be taken.</param>
    /// <returns>How many were taken, and written.</returns>
    protected abstract (int Taken, int Written) Decode(ReadOnlySpan<byte> bytes, bool isLast, Span<byte> into);

    private bool Decode()
    {
        while (true)
        {
            var read = File.ReadAtLeast(block.AsSpan(held), 1, throwOnEndOfStream: false);
            held += read;
            if (held == 0)
                return false;
            var (taken, written) = Decode(block.AsSpan(0, held), isLast: read == 0, decoded);
            blocks.Add((at, offset));
            block.AsSpan(taken, held - taken).CopyTo(block);
            (held, begin, end) = (held - taken, 0, written);
            (at, offset) = (at + written, offset + taken);
            if (written > 0)
                return true;
        }
    }
}

/// <summary>Encodings of one byte a character, by a table.</summary>
internal sealed class TableFeed(Stream file, long start, FileEncoding encoding) : DecodingFeed(file, start)
{
    private static readonly byte[][] Western = Table(1252);
    private static readonly byte[][] Latin9 = Table(28605);
    private readonly byte[][] table = encoding is FileEncoding.Windows1252 ? Western : Latin9;

    protected override (int Taken, int Written) Decode(ReadOnlySpan<byte> bytes, bool isLast, Span<byte> into)
    {
        var written = 0;
        foreach (var one in bytes)
        {
            if (one < 0x80)
            {
                into[written++] = one;
                continue;
            }
            foreach (var part in table[one])
                into[written++] = part;
        }
        return (bytes.Length, written);
    }

    private static byte[][] Table(int page)
    {
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(page)!;
        return [.. Enumerable.Range(0, 256).Select(one => Encoding.UTF8.GetBytes(encoding.GetString([(byte)one])))];
    }
}

/// <summary>UTF-16. Half a pair of surrogates stays what it is, which is no UTF-8 and is found as such.</summary>
internal sealed class Utf16Feed(Stream file, long start, bool bigEndian) : DecodingFeed(file, start)
{
    protected override (int Taken, int Written) Decode(ReadOnlySpan<byte> bytes, bool isLast, Span<byte> into)
    {
        var (taken, written) = (0, 0);
        while (taken + 1 < bytes.Length)
        {
            var unit = Unit(bytes, taken);
            if (!char.IsHighSurrogate(unit))
            {
                written += Write(unit, into[written..]);
                taken += 2;
                continue;
            }
            if (taken + 3 >= bytes.Length && !isLast)
                break;
            var low = taken + 3 < bytes.Length ? Unit(bytes, taken + 2) : '\0';
            var isPair = char.IsLowSurrogate(low);
            written += isPair ? new Rune(unit, low).EncodeToUtf8(into[written..]) : Write(unit, into[written..]);
            taken += isPair ? 4 : 2;
        }
        // An odd byte at the end.
        if (isLast && taken < bytes.Length)
            (into[written++], taken) = (0xFF, bytes.Length);
        return (taken, written);
    }

    private char Unit(ReadOnlySpan<byte> bytes, int at) =>
        (char)(bigEndian ? (bytes[at] << 8) | bytes[at + 1] : (bytes[at + 1] << 8) | bytes[at]);

    private static int Write(char unit, Span<byte> into)
    {
        switch (unit)
        {
            case < '\x80':
                into[0] = (byte)unit;
                return 1;
            case < '\x800':
                (into[0], into[1]) = ((byte)(0xC0 | (unit >> 6)), (byte)(0x80 | (unit & 0x3F)));
                return 2;
            default:
                into[0] = (byte)(0xE0 | (unit >> 12));
                (into[1], into[2]) = ((byte)(0x80 | ((unit >> 6) & 0x3F)), (byte)(0x80 | (unit & 0x3F)));
                return 3;
        }
    }
}
