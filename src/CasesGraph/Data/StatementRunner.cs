using CasesGraph.Access;
using CasesGraph.Serving;

namespace CasesGraph.Data;

/// <summary>Runs planned statements on one connection, each in the way that its database is driven best.</summary>
internal abstract class StatementRunner
{
    /// <summary>
    /// Whether reads wait for those of others and go with them, so that one more costs next to nothing; rows of keys that
    /// others asked for may come too.
    /// </summary>
    public virtual bool IsShared => false;

    /// <summary>Reads all rows that a statement finds.</summary>
    public abstract ValueTask<RowSet> ReadAsync(Statement statement, StatementInput input, CancellationToken token);

    /// <summary>Reads several statements in one trip; they see the same state, even where no snapshot was begun.</summary>
    public abstract ValueTask<RowSet[]> ReadAllAsync(IReadOnlyList<StatementRun> runs, CancellationToken token);
}

internal readonly record struct StatementRun(Statement Statement, StatementInput Input);

/// <summary>What a run brings to its statement's parameters.</summary>
/// <param name="Keys">Those of the owners.</param>
/// <param name="Limit">The number of rows.</param>
/// <param name="Bound">Of the answer that the rows are for; null where they are for none.</param>
internal readonly record struct StatementInput(
    IParameterValues Values,
    IReadOnlyCollection<long> Keys,
    int Limit,
    AnswerBound? Bound = null
)
{
    /// <summary>Null where no statement asks for it.</summary>
    public Caller? Caller { get; init; }

    public object this[Slot slot] =>
        slot.Follows is { } follows ? follows.Of(Values)
        : CallerSlots.IsOfCaller(slot) ? CallerSlots.Value(slot, Caller)
        : Values[slot];
}

/// <summary>A place for a value: plans know the place and its type, requests bring the value.</summary>
/// <param name="List">The place among the request's lists of the one whose arguments bring the value.</param>
/// <param name="Index">The place among that list's values.</param>
/// <param name="Type">The value's type, of each item for a list.</param>
/// <param name="Form">What is made of the value, or of each item, before it is brought.</param>
public sealed record Slot(int List, int Index, Type Type, bool IsList = false, SlotForm Form = SlotForm.Slot)
{
    /// <summary>What makes the value of others; null where the request brings it itself.</summary>
    internal IFollowingValue? Follows { get; init; }
}

/// <summary>A value that follows from those that a request brings.</summary>
internal interface IFollowingValue
{
    object Of(IParameterValues values);
}

/// <summary>What a place brings of the value that is given for it.</summary>
public enum SlotForm
{
    /// <summary>The value.</summary>
    Slot,

    /// <summary>A text's key (<see cref="CaseFolding.Key"/>).</summary>
    Key,

    /// <summary>What the key of each text has that has the value in it, whatever its case (<see cref="CaseFolding.PartOfKeys"/>).</summary>
    Part,
}

/// <summary>What a request brings to the places of a plan.</summary>
internal interface IParameterValues
{
    object this[Slot slot] { get; }
}
