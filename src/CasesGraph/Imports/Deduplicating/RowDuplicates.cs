using CasesGraph.Imports.Running;
using CasesGraph.Imports.Starting;
using CasesGraph.Model;

namespace CasesGraph.Imports.Deduplicating;

/// <summary>Which rows of a job are duplicates, and what becomes of them.</summary>
internal sealed class RowDuplicates
{
    private readonly DuplicatePolicy policy;
    private readonly RowsSoFar rows;

    private RowDuplicates(ImportPlan plan, DuplicateCheckInput asked, DateTime begun)
    {
        policy = asked.Policy;
        Sets = FieldSet.Of(plan);
        rows = new(Sets);
        Likeness = asked.Similarity is { } least ? new(least, begun) : null;
        Subject = plan.Find("subject");
    }

    /// <summary>Null where they are not looked for.</summary>
    /// <param name="begun">When the job was asked for.</param>
    public static RowDuplicates? Of(ImportPlan plan, DateTime begun) =>
        plan.Order.DuplicateCheck is { } asked ? new(plan, asked, begun) : null;

    public IReadOnlyList<FieldSet> Sets { get; }
    public RowLikeness? Likeness { get; }

    /// <summary>What rows that are like others are told of.</summary>
    public PlannedField? Subject { get; }

    /// <summary>Whether a row that is like one record changes it.</summary>
    public bool Updates => policy is DuplicatePolicy.Update;

    /// <summary>Whether a row that is like a record is not written, so that nothing more is asked of it.</summary>
    public bool Skips => policy is DuplicatePolicy.Skip;

    /// <summary>Begins with the rows of a chunk, perhaps anew.</summary>
    public void Begin()
    {
        rows.Begin();
        Likeness?.Begin();
    }

    /// <summary>Knows the rows of the chunk from now on.</summary>
    public void Keep()
    {
        rows.Keep();
        Likeness?.Keep();
    }

    /// <summary>Knows a row of which a process before this one has made or changed a record.</summary>
    public void Recall(GivenRow row)
    {
        Take(row);
        Keep();
    }

    /// <summary>Says of rows that nothing else is wrong with what they are duplicates of, in the order of the file.</summary>
    /// <param name="found">The records that new rows are like; such as change a record are not in it.</param>
    public void Judge(IReadOnlyList<GivenRow> all, IReadOnlyDictionary<GivenRow, AlikeRows> found)
    {
        foreach (var row in all.Where(row => row.Reasons.Count == 0))
        {
            if (found.TryGetValue(row, out var alike))
                Judge(row, alike);
            if (row.IsTaken)
                Take(row);
        }
    }

    private void Judge(GivenRow row, AlikeRows alike)
    {
        if (OtherRow(row) is { } earlier)
        {
            if (Updates)
                row.Reject(earlier with { Code = ValidationCode.Conflict });
            else
                Tell(row, earlier);
        }
        else if (alike.Reason is { } reason)
            Tell(row, reason);
    }

    private void Tell(GivenRow row, RowReason reason)
    {
        if (Skips)
            row.Duplicate = reason;
        else
            row.Notes.Add(reason);
    }

    private RowReason? OtherRow(GivenRow row)
    {
        if (rows.Find(row) is var (set, other))
            return new(set.Planned, ValidationCode.Duplicate, $"Row {other} has the same {set.Named}.")
            {
                OtherRow = other,
            };
        return Likeness?.Find(row) is { } like
            ? new(Subject, ValidationCode.Duplicate, $"Row {like} is like it.") { OtherRow = like }
            : null;
    }

    private void Take(GivenRow row)
    {
        rows.Add(row);
        Likeness?.Add(row);
    }
}
