using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using CasesGraph.Access;
using CasesGraph.Serving;

namespace CasesGraph.Data;

/// <summary>
/// A value of a row, unboxed: a number, instant, enum or boolean, or the place of a text in the rows' bytes. Text stays
/// UTF-8 all the way from the database into the answer.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct Cell
{
    private static readonly byte[] NullMark = new byte[1];
    private readonly long number;
    private readonly byte[]? bytes;

    private Cell(long number, byte[]? bytes) => (this.number, this.bytes) = (number, bytes);

    public static Cell Null => new(0, NullMark);

    public static Cell Of(long number) => new(number, bytes: null);

    public static Cell Of(byte[] bytes, int start, int length) => new(((long)start << 32) | (uint)length, bytes);

    public long Number => number;
    public ReadOnlySpan<byte> Text => bytes.AsSpan((int)(number >> 32), (int)number);

    /// <summary>The text as a string; null for none.</summary>
    public string? String => IsNull ? null : Encoding.UTF8.GetString(Text);

    public bool IsNull => ReferenceEquals(bytes, NullMark);
}

/// <summary>The rows of a statement, and what its child plans read for them.</summary>
/// <param name="bound">Of the answer that the rows are for; null where they are for none.</param>
internal sealed class RowSet(int width, IParameterValues request, AnswerBound? bound = null)
{
    private const int CellBytes = 16;
    private const int FirstRows = 4;
    private const int FirstText = 2048;
    private const int LargestText = 32 * 1024;

    /// <summary>Larger arrays the runtime clears and collects with all that is old, which took a seventh of an export.</summary>
    private const int LargestCells = 64 * 1024 / CellBytes;

    /// <summary>How many rows a block has, as a power of two.</summary>
    private readonly int blockShift = BitOperations.Log2((uint)Math.Max(FirstRows, LargestCells / Math.Max(1, width)));
    private readonly List<Cell[]> full = [];
    private Cell[] cells = new Cell[width * FirstRows];
    private int used;
    private byte[] text = [];
    private int written;

    public int Width => width;

    /// <summary>The request that the rows were read for.</summary>
    public IParameterValues Request => request;

    /// <summary>Who the rows were read for.</summary>
    public Caller? Caller { get; init; }

    /// <summary>What the list's own argument makes of the row that is written, where it is not the request that tells.</summary>
    public object? Followed { get; set; }

    /// <summary>Counted by themselves: of __typename or hasNextPage alone, a row has no columns.</summary>
    public int Count { get; private set; }
    public IReadOnlyList<ChildRows> Children { get; set; } = [];

    public Cell this[int row, int column]
    {
        get
        {
            var block = row >> blockShift;
            return (block == full.Count ? cells : full[block])[((row & ((1 << blockShift) - 1)) * width) + column];
        }
    }

    public void BeginRow()
    {
        if (Count > 0 && (Count & ((1 << blockShift) - 1)) == 0)
        {
            full.Add(cells);
            (cells, used) = (new Cell[width << blockShift], 0);
        }
        Count++;
        bound?.CountRead(width * CellBytes);
        if (used + width > cells.Length)
            Array.Resize(ref cells, 2 * cells.Length);
    }

    /// <summary>Adds the rows of another with the same columns, whose texts stay where they are.</summary>
    public void Add(RowSet others)
    {
        for (var row = 0; row < others.Count; row++)
        {
            BeginRow();
            for (var column = 0; column < width; column++)
                cells[used++] = others[row, column];
        }
    }

    public void AddNull() => cells[used++] = Cell.Null;

    public void Add(long number) => cells[used++] = Cell.Of(number);

    /// <summary>Adds a text.</summary>
    /// <param name="utf8">Is copied; blocks are never moved, so that cells can point into them.</param>
    public void Add(ReadOnlySpan<byte> utf8)
    {
        bound?.CountRead(utf8.Length);
        if (text.Length - written < utf8.Length)
            (text, written) = (new byte[Math.Max(utf8.Length, Math.Clamp(2 * text.Length, FirstText, LargestText))], 0);
        utf8.CopyTo(text.AsSpan(written));
        cells[used++] = Cell.Of(text, written, utf8.Length);
        written += utf8.Length;
    }
}

/// <summary>Rows that were read for all owners at once, by owner.</summary>
internal sealed class ChildRows
{
    /// <summary>Null when only the count was asked for.</summary>
    public RowSet? Rows { get; init; }

    /// <summary>Rows of one owner stand together.</summary>
    public required IReadOnlyDictionary<long, (int Start, int Length)> Ranges { get; init; }

    public required IReadOnlyDictionary<long, long> Counts { get; init; }

    /// <summary>The position in the log behind which nothing was looked at, though there is more; null where all was.</summary>
    public long? LookedUpTo { get; init; }

    /// <summary>Null where it was not asked for, or where the counts say it.</summary>
    public long? Estimate { get; init; }

    public (int Start, int Length) RangeOf(long owner) => Ranges.GetValueOrDefault(owner);
}
