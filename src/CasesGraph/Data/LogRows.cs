using CasesGraph.ChangeLog;

namespace CasesGraph.Data;

/// <summary>What the change log needs of a write's transaction beside EF Core's tracking.</summary>
internal abstract class LogRows
{
    /// <summary>The next change's key, which is its place in the log; 0 where the database gives it at the insert.</summary>
    public abstract long NextPosition();

    /// <summary>
    /// The SQL of the keys of changes that one INSERT … SELECT writes, in the order of a column "At"; <see cref="FirstOf"/>
    /// tells afterwards where they begin. The others follow.
    /// </summary>
    public abstract string PositionsOf(int count);

    public abstract long FirstOf(int count);

    /// <summary>
    /// Writes rows of fields past EF Core: a write has as many of them as fields, and one prepared statement writes them
    /// for a fraction of what tracked entities cost.
    /// </summary>
    public abstract Task AddAsync(IReadOnlyList<(long ChangeId, FieldChange Row)> rows, CancellationToken token);
}
