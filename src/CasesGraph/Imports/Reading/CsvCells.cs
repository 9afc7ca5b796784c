namespace CasesGraph.Imports.Reading;

/// <summary>Where the cells of a record are, counted from its beginning.</summary>
/// <param name="most">How many are kept.</param>
internal sealed class CsvCells(int most)
{
    private readonly List<(int Start, int Length, bool IsQuoted, bool IsEscaped)> kept = [];
    private bool isAnyEscaped;
    private bool isDropped;

    /// <summary>Of all, kept or not.</summary>
    public int Count { get; private set; }

    public int Longest { get; private set; }

    public (int Start, int Length, bool IsQuoted, bool IsEscaped) this[int index] => kept[index];

    public void Clear()
    {
        kept.Clear();
        (Count, Longest, isAnyEscaped, isDropped) = (0, 0, false, false);
    }

    /// <summary>Lets go of all, for the record is too long.</summary>
    public void Drop()
    {
        kept.Clear();
        (Count, isDropped) = (0, true);
    }

    public void Add(int start, int length, bool isQuoted, bool isEscaped)
    {
        if (isDropped)
            return;
        Count++;
        Longest = Math.Max(Longest, length);
        isAnyEscaped |= isEscaped;
        if (kept.Count < most)
            kept.Add((start, length, isQuoted, isEscaped));
    }

    /// <summary>Makes one quote of two, in place.</summary>
    public void Unescape(Span<byte> record, byte quote)
    {
        if (!isAnyEscaped)
            return;
        for (var index = 0; index < kept.Count; index++)
        {
            var (start, length, isQuoted, isEscaped) = kept[index];
            if (isEscaped)
                kept[index] = (start, Halve(record.Slice(start, length), quote), isQuoted, isEscaped);
        }
    }

    private static int Halve(Span<byte> cell, byte quote)
    {
        var written = 0;
        for (var at = 0; at < cell.Length; at++)
        {
            cell[written++] = cell[at];
            if (cell[at] == quote && at + 1 < cell.Length)
                at++;
        }
        return written;
    }
}
