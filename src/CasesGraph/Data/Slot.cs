namespace CasesGraph.Data;

/// <summary>A place for a value: plans know the place and its type, requests bring the value.</summary>
/// <param name="List">The place among the request's lists of the one whose arguments bring the value.</param>
/// <param name="Index">The place among that list's values.</param>
/// <param name="Type">The value's type, of each item for a list.</param>
public sealed record Slot(int List, int Index, Type Type, bool IsList = false);

/// <summary>What a request brings to the places of a plan.</summary>
internal interface IParameterValues
{
    object this[Slot slot] { get; }
}
