using CasesGraph.ChangeLog;

namespace CasesGraph.Data;

/// <summary>What the change log needs of a write's transaction beside EF Core's tracking.</summary>
internal abstract class LogRows
{
    /// <summary>
    /// The SQL of the keys of changes that one INSERT … SELECT writes, in the order of a column "At"; <see cref="FirstOf"/>
    /// tells afterwards where they begin. The others follow.
    /// </summary>
    public abstract string PositionsOf(int count);

    public abstract long FirstOf(int count);

    /// <summary>
    /// Writes rows of the log past EF Core, in the given order: a write has as many of them as fields, and prepared
    /// statements write them for a fraction of what tracked entities cost.
    /// </summary>
    /// <param name="set">Gets its key; null where it has been written before.</param>
    /// <param name="changes">Of the set; they get their keys, which are their places in the log.</param>
    /// <param name="fields">Each with its change, of these or written before.</param>
    public abstract Task AddAsync(
        ChangeSet? set,
        IReadOnlyList<CaseChange> changes,
        IReadOnlyList<(CaseChange Change, FieldChange Row)> fields,
        CancellationToken token
    );
}
