using System.Xml;

namespace CasesGraph.Imports.Reading.Workbooks;

/// <summary>
/// The texts that the cells of a workbook refer to by number. They stand in a temporary file, however many there are; in
/// memory is a place for every 64th, and a few blocks that were asked for last.
/// </summary>
internal sealed class SharedStrings : IDisposable
{
    private const int BlockLength = 64;
    private const int MostCached = 256;
    private const int LargestCached = 16 * 1024;

    private readonly List<long> blocks = [];
    private readonly (int Block, byte[] Bytes)[] cache = new (int, byte[])[MostCached];
    private readonly CellText text;
    private readonly FileStream file = new(
        Path.Join(Path.GetTempPath(), Path.GetRandomFileName()),
        FileMode.CreateNew,
        FileAccess.ReadWrite,
        FileShare.None,
        bufferSize: 64 * 1024,
        FileOptions.DeleteOnClose
    );

    private long size;
    private byte[] large = [];

    private SharedStrings(CellText text) => this.text = text;

    public int Count { get; private set; }

    /// <summary>Takes the texts out of a workbook.</summary>
    /// <param name="most">How many bytes to read at most; texts behind them are not known then.</param>
    public static SharedStrings Read(Workbook workbook, CellText text, long most)
    {
        var strings = new SharedStrings(text);
        try
        {
            using var xml = workbook.Parts.Open(workbook.SharedStrings);
            while (xml is not null && strings.size < most && xml.Read())
            {
                if (xml is { NodeType: XmlNodeType.Element, LocalName: "si" })
                    strings.Add(xml);
            }
            strings.file.Flush();
            return strings;
        }
        catch
        {
            strings.Dispose();
            throw;
        }
    }

    /// <summary>The text of a number.</summary>
    public ReadOnlySpan<byte> Find(int index, out bool isKnown)
    {
        isKnown = index >= 0 && index < Count;
        if (!isKnown)
            return [];
        var (block, at) = (index / BlockLength, index % BlockLength);
        var bytes = Block(block);
        var place = 0;
        for (; at > 0; at--)
            place += sizeof(int) + BitConverter.ToInt32(bytes[place..]);
        return bytes.Slice(place + sizeof(int), BitConverter.ToInt32(bytes[place..]));
    }

    private ReadOnlySpan<byte> Block(int block)
    {
        var slot = block % MostCached;
        if (cache[slot] is { Bytes: { } kept } known && known.Block == block)
            return kept;
        var start = blocks[block];
        var length = (int)((block + 1 < blocks.Count ? blocks[block + 1] : size) - start);
        var bytes = length <= LargestCached ? new byte[length] : Large(length);
        RandomAccess.Read(file.SafeFileHandle, bytes.AsSpan(0, length), start);
        if (length <= LargestCached)
            cache[slot] = (block, bytes);
        return bytes.AsSpan(0, length);
    }

    private byte[] Large(int length) => large.Length >= length ? large : large = new byte[length];

    private void Add(XmlReader item)
    {
        text.Clear();
        text.TakeAll(item);
        if (Count % BlockLength == 0)
            blocks.Add(size);
        Count++;
        var bytes = text.Bytes;
        file.Write(BitConverter.GetBytes(bytes.Length));
        file.Write(bytes);
        size += sizeof(int) + bytes.Length;
    }

    public void Dispose() => file.Dispose();
}
