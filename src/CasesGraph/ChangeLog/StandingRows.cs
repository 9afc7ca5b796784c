namespace CasesGraph.ChangeLog;

/// <summary>A row of the log, as far as undoing goes by it.</summary>
internal interface IUndoable
{
    long ChangeSetId { get; }

    /// <summary>The change set whose work the row's own takes back.</summary>
    long? Undoes { get; }
}

/// <summary>
/// What still counts of the rows of one field or link: a row that was undone does not, nor does the row that undid it.
/// An undoing that was undone in its turn leaves the row as if neither had been.
/// </summary>
internal static class StandingRows
{
    /// <summary>In log order.</summary>
    /// <param name="rows">Of one field or link of one case, in log order.</param>
    public static IEnumerable<TRow> Of<TRow>(IReadOnlyList<TRow> rows)
        where TRow : IUndoable
    {
        var first = new Dictionary<long, int>();
        foreach (var (at, row) in rows.Index())
            first.TryAdd(row.ChangeSetId, at);
        return InEffect(rows)
            .Where(at => rows[at].Undoes is not { } undone || first.GetValueOrDefault(undone, at) >= at)
            .Order()
            .Select(at => rows[at]);
    }

    /// <summary>The places of rows that nothing undid that is in effect itself, the newest first.</summary>
    private static IEnumerable<int> InEffect<TRow>(IReadOnlyList<TRow> rows)
        where TRow : IUndoable
    {
        var undone = new HashSet<long>();
        for (var at = rows.Count - 1; at >= 0; at--)
        {
            if (undone.Contains(rows[at].ChangeSetId))
                continue;
            if (rows[at].Undoes is { } other)
                undone.Add(other);
            yield return at;
        }
    }
}
