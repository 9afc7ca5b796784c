using CasesGraph.Cases;
using CasesGraph.ChangeLog;

namespace CasesGraph.Data;

/// <summary>
/// Rows that a write's transaction adds past EF Core: new cases and the change log. A write has as many rows of the log
/// as fields, and prepared statements write them for a fraction of what tracked entities cost.
/// </summary>
internal abstract class DirectRows
{
    /// <summary>
    /// The SQL of the keys of changes that one INSERT … SELECT writes, in the order of a column "At"; <see cref="FirstOf"/>
    /// is afterwards that of the first key. The others follow.
    /// </summary>
    public abstract string PositionsOf(int count);

    public abstract string FirstOf(int count);

    /// <summary>Writes rows in their order; those that the database gives keys to have them afterwards.</summary>
    public abstract Task AddAsync(NewRows rows, CancellationToken token);

    /// <summary>Writes a case with its contacts, bugs and log; all have their keys afterwards.</summary>
    public abstract Task AddAsync(NewCase added, CancellationToken token);
}

/// <summary>A case, and what the log says of it.</summary>
internal sealed record NewCase(Case Case, ChangeSet Set, CaseChange Change, IReadOnlyList<FieldChange> Fields);

/// <summary>Rows of the log that go together.</summary>
internal sealed record NewRows
{
    /// <summary>Null where it has been written before.</summary>
    public ChangeSet? Set { get; init; }

    /// <summary>Of the set; their keys are their places in the log.</summary>
    public IReadOnlyList<CaseChange> Changes { get; init; } = [];

    /// <summary>Each with its change, of these or written before.</summary>
    public IReadOnlyList<(CaseChange Change, FieldChange Row)> Fields { get; init; } = [];
}
