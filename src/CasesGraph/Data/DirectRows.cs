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
}

/// <summary>Rows that go together.</summary>
internal sealed record NewRows
{
    /// <summary>A new case with its contacts and bugs; has a new set too.</summary>
    public Case? Case { get; init; }

    /// <summary>Null where it has been written before.</summary>
    public ChangeSet? Set { get; init; }

    /// <summary>Of the set; their keys are their places in the log. One without a case's number is the new case's.</summary>
    public IReadOnlyList<CaseChange> Changes { get; init; } = [];

    /// <summary>Each with its change, of these or written before.</summary>
    public IReadOnlyList<(CaseChange Change, FieldChange Row)> Fields { get; init; } = [];
}
