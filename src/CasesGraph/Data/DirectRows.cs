namespace CasesGraph.Data;

/// <summary>
/// Rows that a write's transaction adds past EF Core: new objects with their parts, and the change log. A write has as
/// many rows of the log as fields, and prepared statements write them for a fraction of what tracked entities cost. What
/// a row is made of is in EF Core's model (<see cref="EntityRow"/>).
/// </summary>
internal abstract class DirectRows
{
    /// <summary>
    /// The SQL of the keys of changes that one INSERT … SELECT writes, in the order of a column "At"; <see cref="FirstOf"/>
    /// is afterwards that of the first key. The others follow.
    /// </summary>
    public abstract string PositionsOf(int count);

    public abstract string FirstOf(int count);

    /// <summary>Writes rows of one entity in their order, with keys that the database gives.</summary>
    public abstract Task AddAsync(IReadOnlyList<object> rows, CancellationToken token);

    /// <summary>The same; they have their keys afterwards, those that come with one keep it.</summary>
    public abstract Task AddKeyedAsync(IReadOnlyList<object> rows, CancellationToken token);

    /// <summary>Writes rows in their order; those that the database gives keys to have them afterwards.</summary>
    public abstract Task AddAsync(LogRows rows, CancellationToken token);

    /// <summary>Writes an object with its parts and its log; it and its changes have their keys afterwards.</summary>
    public abstract Task AddAsync(LoggedRow added, CancellationToken token);
}

/// <summary>A new object, and what the log says of it.</summary>
/// <param name="Parts">Entities that refer to it by their navigations, those of a type behind one another.</param>
/// <param name="Set">What the change refers to, as it does to the object.</param>
/// <param name="Change">Its key is its position in the log.</param>
/// <param name="Fields">Entities that refer to the change.</param>
internal sealed record LoggedRow(
    object Row,
    IReadOnlyList<object> Parts,
    object Set,
    object Change,
    IReadOnlyList<object> Fields
);

/// <summary>Rows of the log that go together. They refer to one another by their navigations.</summary>
internal sealed record LogRows
{
    /// <summary>Null where it has been written before.</summary>
    public object? Set { get; init; }

    /// <summary>Of the set; their keys are their places in the log.</summary>
    public IReadOnlyList<object> Changes { get; init; } = [];

    /// <summary>Of these changes, or of such as were written before.</summary>
    public IReadOnlyList<object> Fields { get; init; } = [];
}
