using System.Runtime.InteropServices;

namespace CasesGraph.Query;

/// <summary>A value of a row, unboxed: numbers, instants, enums and booleans in one field, text in the other.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct Cell(long number, string? text, bool isNull)
{
    public static Cell Null => new(0, text: null, isNull: true);

    public long Number => number;
    public string Text => text!;
    public bool IsNull => isNull;
}

/// <summary>The rows of a statement, and what its child plans read for them.</summary>
internal sealed class RowSet(int width, RequestValues request)
{
    private readonly List<Cell> cells = new(width * 16);

    public int Width => width;

    /// <summary>The request that the rows were read for.</summary>
    public RequestValues Request => request;

    /// <summary>Counted by themselves: of __typename or hasNextPage alone, a row has no columns.</summary>
    public int Count { get; private set; }
    public IReadOnlyList<ChildRows> Children { get; set; } = [];

    public Cell this[int row, int column] => cells[(row * width) + column];

    public void BeginRow() => Count++;

    public void Add(Cell cell) => cells.Add(cell);
}

/// <summary>Rows that were read for all owners at once, by owner.</summary>
internal sealed class ChildRows
{
    /// <summary>Null when only the count was asked for.</summary>
    public RowSet? Rows { get; init; }

    /// <summary>Rows of one owner stand together.</summary>
    public required IReadOnlyDictionary<long, (int Start, int Length)> Ranges { get; init; }

    public required IReadOnlyDictionary<long, long> Counts { get; init; }

    public (int Start, int Length) RangeOf(long owner) => Ranges.GetValueOrDefault(owner);
}
