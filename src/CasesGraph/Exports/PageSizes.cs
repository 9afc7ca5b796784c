namespace CasesGraph.Exports;

/// <summary>How many rows are read at once: as many as make about a megabyte, so that the memory is the same for all.</summary>
internal sealed class PageSizes
{
    private const int First = 100;
    private const int Most = 2_000;
    private const int Bytes = 1024 * 1024;

    public int Next { get; private set; } = First;

    /// <summary>Notes what a page had.</summary>
    public void Note(int rows, int bytes)
    {
        if (rows > 0)
            Next = Math.Clamp((int)((long)Bytes * rows / bytes), 1, Math.Min(4 * Next, Most));
    }
}
