namespace CasesGraph.Query;

/// <summary>A place for a value: plans know the place and its type, requests bring the value.</summary>
/// <param name="Index">The place in the request's values.</param>
/// <param name="Type">The value's type, of each item for a list.</param>
public sealed record Slot(int Index, Type Type, bool IsList = false);

/// <summary>What one request brings to its plans: values and list arguments, in the order in which they are read.</summary>
public sealed class RequestValues
{
    private readonly List<object> values = [];
    private readonly List<ListArguments> lists = [];

    public object this[Slot slot] => values[slot.Index];

    public int ListCount => lists.Count;

    public ListArguments List(int index) => lists[index];

    public Slot Add(object value, Type type, bool isList = false)
    {
        values.Add(value);
        return new Slot(values.Count - 1, type, isList);
    }

    public int Add(ListArguments list)
    {
        lists.Add(list);
        return lists.Count - 1;
    }
}
